"""One Vorhaben: how far it is and why, what was planned first, and who asked for it."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from pagecache.decorators import public_page
from progress import readings
from progress.money_bars import money_bars
from progress.places import PLACES, lage_of, sketch_of_one


@require_safe
@public_page
def vorhaben(request, konzept, number):
    rows = readings.public_vorhaben().with_follow(request.user)
    rows = rows.select_related("parent__konzept", *PLACES)
    row = get_object_or_404(rows, konzept__slug=konzept, number=number)
    row.stand.vorhaben = row
    context = {
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
    return render(request, "progress/vorhaben.html", context)


def _steps_of(row):
    steps = list(row.meilensteine.all())
    return {"steps": steps, "done_count": sum(step.is_done for step in steps)}


def _around(row):
    """What it belongs to and what is part of it, as far as everybody may read that."""
    baustein = row.baustein if row.baustein and row.baustein.is_public else None
    return {
        "baustein": baustein,
        "lage": lage_of(row),
        "sketch": sketch_of_one(row),
        "parent": row.parent if row.parent and row.parent.is_public else None,
        "parts": list(_parts_of(row)),
    }


def _parts_of(row):
    return readings.public_vorhaben().filter(parent=row).order_by("position", "pk")
