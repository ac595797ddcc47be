from django.apps import AppConfig


class StrategiesConfig(AppConfig):
    name = "strategies"
    verbose_name = "Konzepte"

    def ready(self):
        from accounts.personal_data import PERSONAL_DATA, STORED
        from accounts.pseudonyms import RESERVED_NAMES

        from . import personal, privacy
        from .names import reserved_names

        PERSONAL_DATA.register("strategies", personal)
        STORED.register("strategies", privacy.STORED)
        RESERVED_NAMES.register("strategies", reserved_names)
