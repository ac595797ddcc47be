from django.apps import AppConfig


class PhasesConfig(AppConfig):
    name = "phases"
    verbose_name = "Kommentierphasen"

    def ready(self):
        from accounts.personal_data import PERSONAL_DATA, STORED
        from mails.delivery import CHECKS

        from . import notify, personal, privacy

        PERSONAL_DATA.register("phases", personal)
        STORED.register("phases", privacy.STORED)
        CHECKS.register("phase_opens", notify.is_still_true)
        CHECKS.register("phase_ends", notify.is_still_true)
