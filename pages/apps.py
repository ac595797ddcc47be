from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PagesConfig(AppConfig):
    name = "pages"
    verbose_name = "Seiten"

    def ready(self):
        from accounts.notices import NOTICES
        from accounts.own_data.personal_data import PERSONAL_DATA, STORED

        from . import (
            checks,  # noqa: F401
            notices,
            personal,
            privacy,
        )
        from .texts import publish_missing

        PERSONAL_DATA.register("pages", personal)
        STORED.register("pages", privacy.STORED)
        NOTICES.register("pages", notices.notices, place=4)
        # As with the groups of accounts: what the tables need before the first visit.
        post_migrate.connect(publish_missing, sender=self)
