from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """Pages for staff. It has no models."""

    name = "office"
    verbose_name = "Arbeitsplätze"

    def ready(self):
        from accounts.notices import NOTICES
        from mails.digests import WORK_ROWS

        from .evaluation import notices as of_evaluation
        from .evaluation import waiting
        from .moderation import notices as of_moderation

        NOTICES.register("moderation", of_moderation.notices, place=1)
        NOTICES.register("evaluation", of_evaluation.notices, place=2)
        WORK_ROWS.register("evaluation", waiting.rows_for_mail)
