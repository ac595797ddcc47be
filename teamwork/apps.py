from django.apps import AppConfig


class TeamworkConfig(AppConfig):
    """What those who work here tell one another beside the work itself."""

    name = "teamwork"
    verbose_name = "Zusammenarbeit"

    def ready(self):
        from accounts.own_data.personal_data import PERSONAL_DATA, STORED
        from comments.redaction import COPIES
        from evaluation.exports.notes import INTERNAL_NOTES

        from . import inquiries, notes, personal, privacy

        PERSONAL_DATA.register("teamwork", personal)
        STORED.register("teamwork", privacy.STORED)
        COPIES.register("teamwork", inquiries.redact_inquiries)
        INTERNAL_NOTES.register("notes", notes.in_words)
        INTERNAL_NOTES.register("inquiries", inquiries.in_words)
