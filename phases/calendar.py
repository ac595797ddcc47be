"""Published phases and dates as an iCalendar feed (RFC 5545, RFC 7986), the same for everyone.

Nothing in it depends on when or by which address it is fetched: the bytes stay the same
until a phase changes, and so do the identifiers.
"""

from datetime import date, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vDuration

from municipality.current import current
from municipality.documents import absolute

from .models import Kommentierphase, Phasenprotokoll, Veranstaltung
from .times import long_datetime

# What is over for longer is in nobody's calendar any more.
KEPT = timedelta(days=365)
# How often programs should ask again.
REFRESH = timedelta(hours=6)


def ical():
    """The feed, in bytes."""
    name = f"{current().shown_name}: {current().shown_claim}"
    since = timezone.now() - KEPT
    phases, meetings = list(_phases(since=since)), list(_meetings(since=since))
    calendar = Calendar()
    calendar.add("prodid", f"-//{current().shown_name}//Mitreden//DE")
    calendar.add("version", "2.0")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", timezone.get_default_timezone_name())
    calendar.add("url", absolute(reverse("phases:phasen")))
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH).to_ical().decode())
    for phase in phases:
        calendar.add_component(_event(phase))
    for meeting in meetings:
        calendar.add_component(_meeting(meeting))
    years = [row.starts_at.year for row in (*phases, *meetings)]
    years += [row.ends_at.year for row in (*phases, *meetings) if row.ends_at]
    if years:
        calendar.add_missing_timezones(date(min(years) - 1, 1, 1), date(max(years) + 2, 1, 1))
    return calendar.to_ical()


def _phases(*, since):
    created = Phasenprotokoll.Action.CREATED
    return (
        Kommentierphase.objects.visible_to(AnonymousUser())
        .filter(ends_at__gt=since)
        .select_related("strategie__konzept")
        .annotate(
            revision=Count("protokoll", filter=~Q(protokoll__action=created)),
            changed_at=Max("protokoll__at"),
        )
        .order_by("starts_at", "pk")
    )


def _meetings(*, since):
    rows = Veranstaltung.objects.visible_to(AnonymousUser()).filter(starts_at__gt=since)
    return rows.with_target().order_by("starts_at", "pk")


def _meeting(row):
    page = reverse("phases:phasen")
    event = Event()
    event.add("uid", f"veranstaltung-{row.pk}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("sequence", row.sequence)
    event.add("dtstamp", row.changed_at)
    event.add("last-modified", row.changed_at)
    event.add("dtstart", timezone.localtime(row.starts_at))
    if row.ends_at:
        event.add("dtend", timezone.localtime(row.ends_at))
    event.add("status", "CANCELLED" if row.is_cancelled else "CONFIRMED")
    event.add("summary", f"{row.title} ({row.target})" if row.target else row.title)
    event.add("location", row.place)
    text = "\n\n".join(part for part in (row.description, row.link) if part)
    if text:
        event.add("description", text)
    event.add("url", absolute(f"{page}#{row.anchor}"))
    return event


def _event(phase):
    konzept = phase.strategie.konzept
    # Whoever made a phase past the log still gets a moment that stays.
    changed_at = phase.changed_at or konzept.created_at
    event = Event()
    event.add("uid", f"kommentierphase-{phase.pk}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("sequence", phase.revision)
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    event.add("dtstart", timezone.localtime(_opens_at(phase)))
    event.add("dtend", timezone.localtime(phase.ends_at))
    # Weeks in which one may write are weeks in which one is free (RFC 5545, 3.8.2.7).
    event.add("transp", "TRANSPARENT")
    event.add("summary", f"{phase.title}: {phase.strategie} ({konzept.title})")
    if text := "\n\n".join(filter(None, [phase.description, _invited_first(phase)])):
        event.add("description", text)
    event.add("url", absolute(phase.strategie.get_absolute_url()))
    return event


def _opens_at(phase):
    """From when everybody may write; of one that ended before, when it began."""
    return phase.opens_to_all_at if phase.opens_to_all_at < phase.ends_at else phase.starts_at


def _invited_first(phase):
    """That others write before everybody; the same whenever it is asked."""
    if phase.public_from is None:
        return ""
    start = long_datetime(phase.starts_at)
    return _("Eingeladene schreiben schon ab %(start)s.") % {"start": start}
