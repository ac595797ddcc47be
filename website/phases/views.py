import segno
from django.db.models import Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from municipality.documents import absolute, machine_readable
from pagecache.decorators import public_page
from phases.calendar import ical
from phases.models import Kommentierphase
from strategies.models import Baustein, Konzept, Publikationsstatus, Strategie

# How many phases that are over a page lists; older ones stay at their Strategie.
PAST_SHOWN = 30


def _phases(user):
    return Kommentierphase.objects.visible_to(user).select_related(
        "strategie__konzept", "auswertung"
    )


def _by_state(user, now, past=PAST_SHOWN):
    not_over = list(_phases(user).filter(ends_at__gt=now).order_by("starts_at"))
    over = list(_phases(user).over_at(now).order_by("-ends_at")[:past])
    _count_comments([*not_over, *over])
    states = Kommentierphase.State
    return {
        "open": sorted(_in(not_over, states.OPEN, now), key=lambda phase: phase.ends_at),
        "coming": _in(not_over, states.COMING, now),
        "over": over,
        "now": now,
    }


def _count_comments(phases):
    """Note on each phase how many comments its Strategie has; one small query for all."""
    published = Baustein.objects.filter(status=Publikationsstatus.PUBLISHED)
    of_these = published.filter(strategie__in={phase.strategie_id for phase in phases})
    by_strategie = of_these.order_by().values_list("strategie")
    counts = dict(by_strategie.annotate(number=Sum("comment_count")))
    for phase in phases:
        phase.comment_count = counts.get(phase.strategie_id, 0)


def _in(phases, state, now):
    return [phase for phase in phases if phase.state_at(now) == state]


@require_safe
@public_page
def start(request):
    """What is open now and until when, what comes next, what came of earlier phases."""
    context = _by_state(request.user, timezone.now(), past=3)
    context["konzepte"] = Konzept.objects.visible_to(request.user)
    return render(request, "phases/start.html", context)


@require_safe
@public_page
def phasen(request):
    return render(request, "phases/phasen.html", _by_state(request.user, timezone.now()))


@require_safe
@public_page
def poster(request, konzept, slug):
    """A sheet for the notice board: what it is about, until when, and how to get there."""
    strategie = get_object_or_404(
        Strategie.objects.visible_to(request.user)
        .select_related("konzept")
        .prefetch_related("kommentierphasen"),
        konzept__slug=konzept,
        slug=slug,
    )
    address = absolute(strategie.get_absolute_url())
    code = segno.make(address, error="m", micro=False)
    context = {
        "strategie": strategie,
        "address": address,
        # Made of squares alone by the library; nothing in it is text of anybody.
        "code": mark_safe(code.svg_inline(border=0, omitsize=True)),  # noqa: S308
        "now": timezone.now(),
    }
    return render(request, "phases/poster.html", context)


@require_safe
@public_page
@machine_readable
def kalender(request):
    """Published phases, for the calendars of those who subscribe to it."""
    return HttpResponse(ical(), content_type="text/calendar; charset=utf-8")
