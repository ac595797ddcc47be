from django.apps import AppConfig


class ProgressConfig(AppConfig):
    name = "progress"
    verbose_name = "Umsetzung"

    def ready(self):
        from accounts.groups import PERMISSIONS
        from accounts.own_data.personal_data import PERSONAL_DATA, STORED
        from evaluation.exports.dcat import DATASETS
        from mails.delivery import CHECKS
        from municipality.append_only import GUARDS
        from phases.registries import PLACES
        from strategies.dependents import DEPENDENTS
        from strategies.models import Baustein
        from strategies.pages import PAGES
        from strategies.participation import KEPT

        from . import discussion, evidence, groups, guards, notify, personal, privacy
        from .exports import datasets

        PERSONAL_DATA.register("progress", personal)
        STORED.register("progress", privacy.STORED)
        PERMISSIONS.register("progress", groups.PERMISSIONS)
        CHECKS.register("progress", notify.is_still_public)
        DATASETS.register("progress", datasets.datasets)
        KEPT.register("progress", guards.why_kept)
        DEPENDENTS.register("progress", guards.numbers, place=3)
        PLACES.register("progress", discussion.open_in)
        PAGES.register(Baustein.Kind.VORHABEN, discussion.page_of)
        for name, guard in evidence.GUARDS.items():
            GUARDS.register(f"progress.{name}", guard)
