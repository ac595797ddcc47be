"""Kommentierphasen by what they are now, with how much was said in each Strategie."""

from django.db.models import Sum

from phases.models import Kommentierphase
from strategies.models import Baustein, Publikationsstatus

# How many phases that are over a page lists; older ones stay at their Strategie.
PAST_SHOWN = 30


def by_state(user, now, past=PAST_SHOWN):
    """Three lists of phases that ``user`` may see: ``open``, ``coming``, ``over``; and ``now``.

    One that is still for those who were invited is coming, for everybody else.
    """
    visible = Kommentierphase.objects.visible_to(user)
    visible = visible.select_related(
        "strategie__titelbild", "strategie__konzept__titelbild", "auswertung"
    )
    not_over = list(visible.filter(ends_at__gt=now).order_by("starts_at"))
    over = list(visible.over_at(now).order_by("-ends_at")[:past])
    _count_contributions([*not_over, *over])
    is_open = [phase for phase in not_over if now >= phase.opens_to_all_at]
    coming = [phase for phase in not_over if now < phase.opens_to_all_at]
    return {
        "open": sorted(is_open, key=lambda phase: phase.ends_at),
        "coming": sorted(coming, key=lambda phase: phase.opens_to_all_at),
        "over": over,
        "now": now,
    }


def _count_contributions(phases):
    """Note on each phase how much was said in its Strategie; one small query for all."""
    published = Baustein.objects.filter(status=Publikationsstatus.PUBLISHED)
    of_these = published.filter(strategie__in={phase.strategie_id for phase in phases})
    by_strategie = of_these.order_by().values_list("strategie")
    sums = by_strategie.annotate(all=Sum("comment_count"), official=Sum("official_count"))
    counts = {strategie: (number, official) for strategie, number, official in sums}
    for phase in phases:
        phase.comment_count, phase.official_count = counts.get(phase.strategie_id, (0, 0))
