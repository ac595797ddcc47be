from datetime import date, timedelta

import segno
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from municipality.current import current
from pagecache.decorators import public_page
from pagecache.statements import statement
from strategies.models import Baustein, Konzept, Publikationsstatus, Strategie

from .models import Kommentierphase

# How many phases that are over a page lists; older ones stay at their Strategie.
PAST_SHOWN = 30


def _phases(user):
    return Kommentierphase.objects.visible_to(user).select_related(
        "strategie__konzept", "auswertung"
    )


def _by_state(user, now, past=PAST_SHOWN):
    not_over = _not_over(user=user, now=now)
    over = _over(user=user, now=now, most=past)
    _count_comments([*not_over, *over])
    states = Kommentierphase.State
    return {
        "open": sorted(_in(not_over, states.OPEN, now), key=lambda phase: phase.ends_at),
        "coming": _in(not_over, states.COMING, now),
        "over": over,
        "now": now,
    }


@statement("now")
def _not_over(*, user, now):
    return _phases(user).filter(ends_at__gt=now).order_by("starts_at")


@statement("now")
def _over(*, user, now, most):
    return _phases(user).over_at(now).order_by("-ends_at")[:most]


@statement()
def _konzepte(*, user):
    return Konzept.objects.visible_to(user)


@statement("strategien")
def _comments_in(*, strategien):
    published = Baustein.objects.filter(status=Publikationsstatus.PUBLISHED)
    counted = published.filter(strategie__pk__in=strategien).order_by().values_list("strategie")
    return counted.annotate(number=Sum("comment_count"))


def _count_comments(phases):
    """Note on each phase how many comments its Strategie has; one small query for all."""
    counts = dict(_comments_in(strategien=sorted({phase.strategie_id for phase in phases})))
    for phase in phases:
        phase.comment_count = counts.get(phase.strategie_id, 0)


def _in(phases, state, now):
    return [phase for phase in phases if phase.state_at(now) == state]


@require_safe
@public_page
def start(request):
    """What is open now and until when, what comes next, what came of earlier phases."""
    context = _by_state(request.user, timezone.now(), past=3)
    context["konzepte"] = _konzepte(user=request.user)
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
    address = f"{settings.SITE_URL}{strategie.get_absolute_url()}"
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
def kalender(request):
    """Published phases as an iCalendar feed (RFC 5545), the same for everyone."""
    kommune = current()
    calendar = Calendar()
    calendar.add("prodid", f"-//{kommune.shown_name}//Mitreden//DE")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{kommune.shown_name}: {kommune.shown_claim}")
    since = timezone.now() - timedelta(days=365)
    phases = list(_phases(AnonymousUser()).filter(ends_at__gt=since).order_by("starts_at"))
    for phase in phases:
        calendar.add_component(_event(phase, request))
    if phases:
        calendar.add_missing_timezones(
            date(phases[0].starts_at.year - 1, 1, 1),
            date(max(phase.ends_at for phase in phases).year + 2, 1, 1),
        )
    return HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")


def _event(phase, request):
    event = Event()
    event.add("uid", f"kommentierphase-{phase.pk}@{request.get_host()}")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", timezone.localtime(phase.starts_at))
    event.add("dtend", timezone.localtime(phase.ends_at))
    event.add("summary", f"{phase.title}: {phase.strategie}")
    event.add("description", phase.description)
    event.add("url", request.build_absolute_uri(phase.strategie.get_absolute_url()))
    return event
