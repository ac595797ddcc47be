from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "evaluation"
    verbose_name = "Auswertung"

    def ready(self):
        from accounts.groups import PERMISSIONS
        from accounts.own_data.personal_data import PERSONAL_DATA, STORED
        from comments.redaction import COPIES
        from mails.delivery import CHECKS
        from strategies.dependents import BOUND, DEPENDENTS
        from strategies.withheld import WITHHELD

        from . import groups, guards, notify, personal, privacy
        from .drafts import withheld
        from .quotes import redact_quotes

        PERSONAL_DATA.register("evaluation", personal)
        STORED.register("evaluation", privacy.STORED)
        PERMISSIONS.register("evaluation", groups.PERMISSIONS)
        COPIES.register("evaluation", redact_quotes)
        CHECKS.register("results", notify.is_still_public)
        WITHHELD.register("evaluation", withheld)
        BOUND.register("evaluation", guards.bound)
        DEPENDENTS.register("evaluation", guards.running, place=2)
