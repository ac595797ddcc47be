"""The steps of all Vorhaben of a Konzept as an iCalendar feed (RFC 5545), the same for everyone."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event

from municipality.current import current
from municipality.documents import absolute
from municipality.months import in_words

from .models import Meilenstein, Vorhaben


def ical(konzept):
    """The feed, in bytes: each step on the first day of its month."""
    name = f"{konzept.title}: Umsetzung"
    calendar = Calendar()
    calendar.add("prodid", f"-//{current().shown_name}//Mitreden//DE")
    calendar.add("version", "2.0")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("url", absolute(konzept.get_absolute_url()))
    rows = Meilenstein.objects.filter(
        vorhaben__in=Vorhaben.objects.published().filter(konzept=konzept), due__isnull=False
    )
    for step in rows.select_related("vorhaben__konzept", "vorhaben__stand").order_by("due", "pk"):
        calendar.add_component(_event(step))
    return calendar.to_ical()


def _event(step):
    vorhaben = step.vorhaben
    event = Event()
    event.add("uid", f"meilenstein-{step.pk}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", vorhaben.stand.published_at)
    event.add("dtstart", step.due)
    event.add("dtend", step.due + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    done = "✓ " if step.is_done else ""
    event.add("summary", f"{done}{step.title} ({vorhaben.title})")
    event.add("description", f"Geplant: {in_words(step.due)}")
    event.add("url", absolute(vorhaben.get_absolute_url()))
    return event
