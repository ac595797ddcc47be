from django.apps import AppConfig


class PhasesConfig(AppConfig):
    name = "phases"
    verbose_name = "Kommentierphasen"

    def ready(self):
        from accounts.groups import PERMISSIONS
        from accounts.notices import NOTICES
        from accounts.personal_data import PERSONAL_DATA, STORED
        from mails.delivery import CHECKS

        from . import groups, notices, notify, personal, privacy

        PERSONAL_DATA.register("phases", personal)
        STORED.register("phases", privacy.STORED)
        PERMISSIONS.register("phases", groups.PERMISSIONS)
        NOTICES.register("phases", notices.notices, place=3)
        CHECKS.register("phase_opens", notify.is_still_true)
        CHECKS.register("phase_ends", notify.is_still_true)
