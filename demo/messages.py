"""What the demo's administration wrote to those who follow, and what it is writing now."""

from datetime import timedelta

from django.utils import timezone

from strategies.models import Mitteilung


def load_messages(content, konzepte, *, by):
    """Create them; one without „vor“ is a draft.

    Args:
        content: of ``mitteilungen.toml``.
        konzepte: by slug.
        by: who wrote and sent them.
    """
    for row in content["mitteilung"]:
        days = row.pop("vor", None)
        sent = {}
        if days is not None:
            sent_at = timezone.now() - timedelta(days=days)
            sent = {"status": Mitteilung.Status.SENT, "sent_at": sent_at, "sent_by": by}
            sent["told_at"] = sent_at
        konzept = konzepte[row.pop("konzept")]
        Mitteilung.objects.create(konzept=konzept, created_by=by, **sent, **row)
