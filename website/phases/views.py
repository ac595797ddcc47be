import segno
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from municipality.documents import absolute, machine_readable
from pagecache.decorators import public_page
from phases.calendar import ical
from phases.events import EVENTS_SHOWN
from phases.models import Veranstaltung
from strategies.models import Strategie

from .start import context_for
from .states import by_state

# On the page of all of them.
MOST_EVENTS = 100


@require_safe
@public_page
def start(request):
    """What people talk about now and until when, what came of it, what comes next."""
    now = timezone.now()
    context = context_for(request.user, now)
    events = Veranstaltung.objects.next_for(request.user, now)[:EVENTS_SHOWN]
    context["events"] = list(events)
    return render(request, "phases/start.html", context)


@require_safe
@public_page
def phasen(request):
    now = timezone.now()
    context = by_state(request.user, now)
    events = Veranstaltung.objects.next_for(request.user, now)[:MOST_EVENTS]
    context["events"] = list(events)
    return render(request, "phases/phasen.html", context)


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
    address, now = absolute(strategie.get_absolute_url()), timezone.now()
    events = Veranstaltung.objects.next_for(request.user, now).about_strategie(strategie)
    code = segno.make(address, error="m", micro=False)
    context = {
        "strategie": strategie,
        "address": address,
        # Made of squares alone by the library; nothing in it is text of anybody.
        "code": mark_safe(code.svg_inline(border=0, omitsize=True)),  # noqa: S308
        "events": list(events.exclude(status=Veranstaltung.Status.CANCELLED)[:EVENTS_SHOWN]),
        "now": now,
    }
    return render(request, "phases/poster.html", context)


@require_safe
@public_page
@machine_readable
def kalender(request):
    """Published phases and dates, for the calendars of those who subscribe to it."""
    return HttpResponse(ical(), content_type="text/calendar; charset=utf-8")
