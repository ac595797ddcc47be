from django.apps import AppConfig
from django.core.management import call_command
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "Konten"

    def ready(self):
        from mails import personal as of_mails
        from mails import privacy as about_mails

        from . import personal, privacy
        from .groups import sync_groups
        from .own_data.personal_data import PERSONAL_DATA, STORED

        # Mails lie below and cannot do it themselves.
        PERSONAL_DATA.register("mails", of_mails)
        STORED.register("mails", about_mails.STORED)
        PERSONAL_DATA.register("accounts", personal)
        STORED.register("accounts", privacy.STORED)
        # Permissions exist only after "migrate"; this is Django's own hook for
        # what depends on them, not a way to hide business logic.
        post_migrate.connect(sync_groups)
        post_migrate.connect(create_cache_table, sender=self)


def create_cache_table(sender, using, **kwargs):
    """Make the table of a cache in the database, so that „migrate“ is all it takes."""
    call_command("createcachetable", database=using, verbosity=0)
