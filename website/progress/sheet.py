"""One Vorhaben: how far it is and why, what was planned first, and who asked for it."""

from django.utils import timezone

from progress import readings
from progress.money_bars import money_bars
from progress.places import PLACES, lage_of, sketch_of_one


def vorhaben_for(user):
    """The Vorhaben that everybody may read, with what their page shows."""
    rows = readings.public_vorhaben().with_follow(user)
    return rows.select_related("parent__konzept", *PLACES)


def vorhaben_at(baustein, user):
    """The Vorhaben that is discussed at a Baustein; None if it is not public."""
    return vorhaben_for(user).filter(discussed=baustein.pk).first()


def context_for(row):
    """What its page shows, but for the discussion.

    Args:
        row: from ``vorhaben_for``.
    """
    row.stand.vorhaben = row
    return {
        "vorhaben": row,
        "stand": row.stand,
        "konzept": row.konzept,
        "history": readings.history_of(row),
        "photos": readings.photos_of(row),
        "money": money_bars(row),
        "demanded": readings.demanded_in(row),
        "stale_months": row.stale_months(timezone.localdate()),
        **_steps_of(row),
        **_around(row),
    }


def _steps_of(row):
    steps = list(row.meilensteine.all())
    return {"steps": steps, "done_count": sum(step.is_done for step in steps)}


def _around(row):
    """What it belongs to and what is part of it, as far as everybody may read that."""
    text = row.baustein if row.baustein and row.baustein.is_public else None
    return {
        "belongs_to": text,
        "lage": lage_of(row),
        "sketch": sketch_of_one(row),
        "parent": row.parent if row.parent and row.parent.is_public else None,
        "parts": list(_parts_of(row)),
    }


def _parts_of(row):
    return readings.public_vorhaben().filter(parent=row).order_by("position", "pk")
