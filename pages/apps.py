from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PagesConfig(AppConfig):
    name = "pages"
    verbose_name = "Seiten"

    def ready(self):
        from . import checks  # noqa: F401
        from .texts import publish_missing

        # As with the groups of accounts: what the tables need before the first visit.
        post_migrate.connect(publish_missing, sender=self)
