from django.apps import AppConfig


class StrategiesConfig(AppConfig):
    name = "strategies"
    verbose_name = "Konzepte"

    def ready(self):
        from accounts.notices import NOTICES
        from accounts.personal_data import PERSONAL_DATA, STORED
        from accounts.pseudonyms import RESERVED_NAMES

        from . import notices, personal, privacy
        from .names import reserved_names

        PERSONAL_DATA.register("strategies", personal)
        STORED.register("strategies", privacy.STORED)
        NOTICES.register("strategies", notices.notices, place=5)
        RESERVED_NAMES.register("strategies", reserved_names)
