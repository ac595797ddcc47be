from django.apps import AppConfig


class CommentsConfig(AppConfig):
    name = "comments"
    verbose_name = "Kommentare"

    def ready(self):
        from accounts.groups import PERMISSIONS
        from accounts.own_data.personal_data import PERSONAL_DATA, STORED
        from accounts.sign_in.intentions import INTENTIONS
        from mails.delivery import CHECKS
        from mails.digests import QUEUE_NUMBERS
        from municipality.append_only import GUARDS
        from phases.registries import NOT_INVITED, OPEN_MATTERS
        from strategies.dependents import DEPENDENTS
        from strategies.participation import KEPT

        from . import evidence, groups, guards, intentions, notify, personal, privacy
        from .open_matters import open_matters
        from .queue_digest import numbers
        from .redaction import COPIES

        GUARDS.register("comments", evidence.GUARD)
        PERSONAL_DATA.register("comments", personal)
        STORED.register("comments", privacy.STORED)
        PERMISSIONS.register("comments", groups.PERMISSIONS)
        INTENTIONS.register("drafts", intentions.publish)
        INTENTIONS.register("vote", intentions.vote)
        KEPT.register("comments", guards.why_kept)
        DEPENDENTS.register("comments", guards.numbers)
        CHECKS.register("reply", notify.is_still_readable)
        CHECKS.register("official", notify.is_still_readable)
        QUEUE_NUMBERS.register("comments", numbers)
        NOT_INVITED.register("comments", notify.blocked_in)
        OPEN_MATTERS.register("comments", open_matters)
        COPIES.register("mails", notify.redact_in_mails)
