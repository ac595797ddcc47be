from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "operations"
    verbose_name = "Betrieb"

    def ready(self):
        from accounts.notices import NOTICES
        from accounts.own_data.personal_data import PERSONAL_DATA, STORED

        from . import notices, personal, privacy

        PERSONAL_DATA.register("operations", personal)
        STORED.register("operations", privacy.STORED)
        NOTICES.register("operations", notices.notices, place=6)
