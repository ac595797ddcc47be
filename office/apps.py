from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """Pages for staff. It has no models."""

    name = "office"
    verbose_name = "Arbeitsplätze"

    def ready(self):
        from accounts.notices import NOTICES
        from mails.digests import INQUIRY_ROWS, REPORT_ROWS, WORK_ROWS

        from .evaluation import notices as of_evaluation
        from .evaluation import waiting
        from .inquiries import waiting as of_inquiries
        from .moderation import notices as of_moderation
        from .progress import notices as of_progress
        from .progress import reminders

        NOTICES.register("moderation", of_moderation.notices, place=1)
        NOTICES.register("evaluation", of_evaluation.notices, place=2)
        NOTICES.register("progress", of_progress.notices, place=3)
        NOTICES.register("inquiries", of_inquiries.notices, place=4)
        WORK_ROWS.register("evaluation", waiting.rows_for_mail)
        REPORT_ROWS.register("progress", reminders.rows_for_mail)
        INQUIRY_ROWS.register("inquiries", of_inquiries.rows_for_mail)
