"""Dates on which people meet: which, when they are over, and what programs read of them."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from icalendar import Calendar

from phases.models import Veranstaltung
from phases.templatetags.phasen import event_times
from tests import factories

pytestmark = pytest.mark.django_db

BERLIN = ZoneInfo("Europe/Berlin")
FEED = "/phasen/kalender.ics"


def at(*clock, day=2):
    return datetime(2026, 12, day, *clock, tzinfo=BERLIN)


def events(client):
    return Calendar.from_ical(client.get(FEED).content).walk("VEVENT")


@pytest.mark.parametrize(("ends_at", "words"), [
    (None, "Mittwoch, 2. Dezember 2026, 18:00 Uhr"),
    (at(20), "Mittwoch, 2. Dezember 2026, 18:00 Uhr bis 20:00 Uhr"),
    (at(0, day=3), "Mittwoch, 2. Dezember 2026, 18:00 Uhr bis 24:00 Uhr"),
    (at(12, day=4), "Mittwoch, 2. Dezember 2026, 18:00 Uhr bis Freitag, 4. Dezember 2026, "
                    "12:00 Uhr"),
])  # fmt: skip
def test_times_are_said_as_on_a_notice_board(ends_at, words):
    assert event_times(Veranstaltung(starts_at=at(18), ends_at=ends_at)) == words


def test_a_date_is_over_with_its_end_and_without_one_with_its_day():
    ended = factories.event(title="Vorbei", start=-1 / 12, hours=1)
    running = factories.event(title="Läuft", start=-1 / 24, hours=3)
    now = timezone.now()
    today = factories.event(title="Offen", hours=None)
    Veranstaltung.objects.filter(pk=today.pk).update(
        starts_at=timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    )
    yesterday = factories.event(title="Gestern", start=-1.1, hours=None)

    rows = set(Veranstaltung.objects.upcoming_at(now))

    assert {running, today} <= rows
    assert not {ended, yesterday} & rows


def test_who_may_not_read_a_konzept_does_not_see_its_dates():
    konzept = factories.konzept(status="draft")
    factories.event(konzept=konzept)
    factories.event(strategie=factories.strategie(konzept=konzept))
    open_one = factories.event()
    editor = factories.staff(konzept, role="redaktion")

    assert [*Veranstaltung.objects.visible_to(AnonymousUser())] == [open_one]
    assert Veranstaltung.objects.visible_to(editor).count() == 3


def test_a_date_is_for_one_thing_and_ends_after_it_begins():
    strategie = factories.strategie()
    for wrong in ({"konzept": strategie.konzept, "strategie": strategie}, {"hours": -1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            factories.event(**wrong)
    with pytest.raises(ValidationError):
        Veranstaltung(title="X", place="Y", starts_at=at(18), ends_at=at(17)).full_clean()


def test_pages_show_the_dates_that_concern_them(client):
    here, elsewhere = factories.strategie(), factories.strategie()
    beside = factories.strategie(konzept=here.konzept)
    factories.event(title="Zu dieser", strategie=here)
    factories.event(title="Zum Konzept", konzept=here.konzept)
    factories.event(title="Zu allem")
    factories.event(title="Daneben", strategie=beside)
    factories.event(title="Anderswo", strategie=elsewhere)

    strategie = client.get(here.get_absolute_url()).text
    konzept = client.get(here.konzept.get_absolute_url()).text

    assert all(title in strategie for title in ("Zu dieser", "Zum Konzept", "Zu allem"))
    assert not any(title in strategie for title in ("Daneben", "Anderswo"))
    assert "Anderswo" not in konzept


def test_the_poster_names_what_comes_and_not_what_was_called_off(client):
    strategie = factories.strategie()
    factories.event(title="Werkstatt", strategie=strategie)
    factories.event(title="Sprechstunde", strategie=strategie, status="cancelled")

    page = client.get(f"{strategie.get_absolute_url()}aushang/").text

    assert "Werkstatt" in page
    assert "Saal im Rathaus" in page
    assert "Sprechstunde" not in page


def test_what_people_wrote_is_escaped(client):
    factories.event(title="<b>A</b>", place="<i>B</i>", description="<script>C</script>")

    for address in ("/", "/phasen/"):
        page = client.get(address).text
        assert "&lt;b&gt;A" in page
        assert not any(tag in page for tag in ("<b>A", "<i>B", "<script>C"))


def test_the_calendar_has_them_and_learns_what_was_called_off(client):
    strategie = factories.strategie(title="Höfe")
    row = factories.event(strategie=strategie, link="https://example.org/", description="Mit Tee.")

    [event] = events(client)
    assert event["UID"].startswith(f"veranstaltung-{row.pk}@")
    assert event["SUMMARY"] == "Werkstatt zum Freibad (Höfe)"
    assert event["LOCATION"] == "Saal im Rathaus"
    assert event["STATUS"] == "CONFIRMED"
    assert event.decoded("dtstart") == timezone.localtime(row.starts_at).replace(microsecond=0)
    assert "https://example.org/" in event["DESCRIPTION"]

    Veranstaltung.objects.filter(pk=row.pk).update(status="cancelled", sequence=1)
    [event] = events(client)
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)


def test_the_calendar_is_the_same_bytes_until_something_changes(client):
    factories.event()

    assert client.get(FEED).content == client.get(FEED).content


@pytest.mark.parametrize("address", ["/", "/phasen/", FEED])
def test_dates_cost_the_same_for_any_number_of_rows(client, settings, address):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    settings.PAGE_CACHE = False
    counts = []
    for more in (1, 2):
        for _each in range(more):
            strategie = factories.strategie()
            factories.event(strategie=strategie)
            factories.event(konzept=strategie.konzept, start=3)
        client.get(address)
        with CaptureQueriesContext(connection) as found:
            client.get(address)
        counts.append(len(found))

    assert counts[0] == counts[1]
