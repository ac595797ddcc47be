from django.apps import AppConfig


class TeamworkConfig(AppConfig):
    """What those who work here tell one another beside the work itself."""

    name = "teamwork"
    verbose_name = "Zusammenarbeit"

    def ready(self):
        from accounts.own_data.personal_data import PERSONAL_DATA, STORED
        from evaluation.exports.notes import INTERNAL_NOTES

        from . import notes, personal, privacy

        PERSONAL_DATA.register("teamwork", personal)
        STORED.register("teamwork", privacy.STORED)
        INTERNAL_NOTES.register("teamwork", notes.in_words)
