from django.apps import AppConfig


class StrategiesConfig(AppConfig):
    name = "strategies"
    verbose_name = "Konzepte"

    def ready(self):
        from accounts.duties import DUTIES
        from accounts.groups import PERMISSIONS
        from accounts.names.pseudonyms import RESERVED_NAMES
        from accounts.notices import NOTICES
        from accounts.own_data.personal_data import PERSONAL_DATA, STORED
        from mails.delivery import CHECKS
        from municipality.append_only import GUARDS

        from . import duties, evidence, groups, messages, notices, personal, privacy
        from .names import reserved_names

        GUARDS.register("strategies", evidence.GUARD)
        PERSONAL_DATA.register("strategies", personal)
        STORED.register("strategies", privacy.STORED)
        PERMISSIONS.register("strategies", groups.PERMISSIONS)
        NOTICES.register("strategies", notices.notices, place=5)
        DUTIES.register("moderation", duties.MODERATION)
        DUTIES.register("evaluation", duties.EVALUATION)
        DUTIES.register("editing", duties.EDITING)
        CHECKS.register("message", messages.is_still_public)
        RESERVED_NAMES.register("strategies", reserved_names)
