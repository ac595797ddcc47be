"""A voice or two of residents for the start page, chosen by a rule that stands beside them."""

from datetime import timedelta

from django.db.models.functions import Length

from strategies.models import Baustein

from .models import Kommentar

# „Die kurzen Beiträge der letzten 14 Tage mit den meisten Stimmen dafür“.
RECENT = timedelta(days=14)
# Characters that can be read at a glance.
SHORT = 300
SHOWN = 2
# Among so many the first of different people and on different topics are taken.
_LOOKED_AT = 12


def voices(phases, now):
    """Choose short recent contributions to open phases, those with the most votes for them first.

    None that is hidden, withdrawn or held back, none that somebody has reported and nobody has
    looked at yet, none of the administration, and no reply, which is understood in its thread
    alone. One query.

    Args:
        phases: open Kommentierphasen.
        now: aware datetime.

    Returns:
        At most ``SHOWN`` Kommentare with author and place, of different people, and on different
        Bausteine as long as there are any.
    """
    rows = (
        Kommentar.objects.published()
        .contributions()
        .roots()
        .filter(
            kommentierphase__in=phases,
            baustein__in=Baustein.objects.published(),
            created_at__gt=now - RECENT,
            open_report_count=0,
        )
        .annotate(length=Length("text"))
        .filter(length__lte=SHORT)
        .with_names()
        .select_related("author", "baustein__strategie__konzept")
        .order_by("-up_count", "-pk")
    )
    return _different(rows[:_LOOKED_AT])


def _different(rows):
    """The first of different people; those on a Baustein of their own before others."""
    chosen, people, places, later = [], set(), set(), []
    for row in rows:
        person = row.author_id or row.author_name
        if person in people:
            continue
        people.add(person)
        (later if row.baustein_id in places else chosen).append(row)
        places.add(row.baustein_id)
    return [*chosen, *later][:SHOWN]
