from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "Konten"

    def ready(self):
        from .groups import sync_groups

        # Permissions exist only after "migrate"; this is Django's own hook for
        # what depends on them, not a way to hide business logic.
        post_migrate.connect(sync_groups)
