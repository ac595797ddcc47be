"""The dates of the demo on which people meet, relative to today."""

from datetime import datetime, timedelta

from django.utils import timezone

from phases.models import Veranstaltung


def load_events(content, konzepte):
    """Create them.

    Args:
        content: of ``termine.toml``.
        konzepte: by slug.
    """
    for row in content["termin"]:
        konzept, strategie = konzepte.get(row.pop("konzept", "")), row.pop("strategie", None)
        day = timezone.localdate() + timedelta(days=row.pop("tag"))
        ends = row.pop("bis", None)
        Veranstaltung.objects.create(
            konzept=None if strategie else konzept,
            strategie=konzept.strategien.order_by("position")[strategie - 1] if strategie else None,
            starts_at=_moment(day, row.pop("von")),
            ends_at=_moment(day, ends) if ends else None,
            **row,
        )


def _moment(day, clock):
    return timezone.make_aware(datetime.combine(day, clock))
