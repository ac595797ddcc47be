from django.apps import AppConfig


class PhasesConfig(AppConfig):
    name = "phases"
    verbose_name = "Kommentierphasen"

    def ready(self):
        from accounts.groups import PERMISSIONS
        from accounts.notices import NOTICES
        from accounts.own_data.personal_data import PERSONAL_DATA, STORED
        from mails.delivery import CHECKS
        from mails.tokens import ENDED
        from strategies.dependents import BOUND, DEPENDENTS
        from strategies.participation import KEPT, RUNNING

        from . import groups, guards, notices, notify, personal, privacy

        PERSONAL_DATA.register("phases", personal)
        STORED.register("phases", privacy.STORED)
        PERMISSIONS.register("phases", groups.PERMISSIONS)
        NOTICES.register("phases", notices.notices, place=3)
        RUNNING.register("phases", guards.is_open)
        KEPT.register("phases", guards.why_kept)
        BOUND.register("phases", guards.bound)
        DEPENDENTS.register("phases", guards.running, place=1)
        CHECKS.register("phase_opens", notify.is_still_true)
        CHECKS.register("phase_ends", notify.is_still_true)
        CHECKS.register("invitation", notify.invitation_is_still_true)
        ENDED.register("invitation", notify.end_invitation)
