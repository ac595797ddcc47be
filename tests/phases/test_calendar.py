"""The calendar feed as a subscriber's program sees it, poll after poll."""

from datetime import UTC, date, timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from icalendar import Calendar

from municipality.models import Kommune
from phases import actions
from phases.times import end_of_day
from tests import factories

pytestmark = pytest.mark.django_db
FEED = "/phasen/kalender.ics"


@pytest.fixture(autouse=True)
def _address(settings):
    settings.SITE_URL = "https://mitreden.elbhagen.example"
    settings.ALLOWED_HOSTS = ["*"]


@pytest.fixture
def phase():
    row = factories.phase(factories.strategie(title="Höfe"), description="")
    row.announced_ends_at = row.ends_at
    row.save()
    return row


def calendar(client, **headers):
    return Calendar.from_ical(client.get(FEED, **headers).content)


def event(client, **headers):
    [found] = calendar(client, **headers).walk("VEVENT")
    return found


def extend(phase):
    actions.extend(
        phase,
        ends_at=phase.ends_at + timedelta(days=7),
        by=factories.superuser(),
        reason="Wegen der Ferien.",
    )
    phase.refresh_from_db()


def test_the_bytes_stay_until_something_changes(client, phase, settings):
    first = client.get(FEED)
    again = client.get(FEED, headers={"accept-language": "en"}, HTTP_HOST="www.alias.example:8443")

    assert again.content == first.content
    assert b"alias" not in first.content
    assert first.headers["Content-Language"] == "de"


def test_who_has_it_already_is_told_so(client, phase):
    tag = client.get(FEED).headers["ETag"]

    unchanged = client.get(FEED, headers={"if-none-match": tag})
    extend(phase)
    changed = client.get(FEED, headers={"if-none-match": tag})

    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert changed.status_code == 200
    assert changed.headers["ETag"] != tag


def test_each_change_of_a_phase_reaches_whoever_subscribed(client, phase):
    """RFC 5545, 3.8.7: the same identifier, a higher number, the moment of the change."""
    before = event(client)
    for number in (1, 2):
        extend(phase)
        after = event(client)

        entry = phase.protokoll.latest("at")
        assert after["uid"] == before["uid"]
        assert after["sequence"] == before["sequence"] + number
        moment = entry.at.astimezone(UTC).replace(microsecond=0)
        assert after["dtstamp"].dt == after["last-modified"].dt == moment


def test_a_phase_that_was_just_made_is_number_0(client):
    row = factories.phase(factories.strategie(), start=3)
    actions.create(
        type(row)(
            strategie=factories.strategie(), starts_at=row.starts_at, ends_at=row.ends_at,
            status="published",
        ),
        by=factories.superuser(),
    )  # fmt: skip

    assert [found["sequence"] for found in calendar(client).walk("VEVENT")] == [0, 0]


def test_an_identifier_is_of_the_site_and_not_of_the_visitors_address(client, phase):
    found = event(client, HTTP_HOST="10.0.0.7:8080")

    assert found["uid"] == f"kommentierphase-{phase.pk}@mitreden.elbhagen.example"
    assert found["url"] == f"https://mitreden.elbhagen.example{phase.strategie.get_absolute_url()}"


def test_a_phase_blocks_nobodys_time_and_says_whose_it_is(client, phase):
    found = event(client)

    assert found["transp"] == "TRANSPARENT"
    assert str(phase.strategie) in found["summary"]
    assert phase.strategie.konzept.title in found["summary"]
    assert "description" not in found


def test_the_calendar_bears_the_towns_name_and_says_how_often_to_ask(client, phase):
    cache.clear()
    Kommune.objects.create(name="Elbhagen an der Elbe", claim="Mitreden")

    found = calendar(client)

    assert found["name"] == found["x-wr-calname"] == "Elbhagen an der Elbe: Mitreden"
    assert found["refresh-interval"].dt == timedelta(hours=6)
    assert found["refresh-interval"].params["VALUE"] == "DURATION"
    assert found["x-published-ttl"] == "PT6H"


def test_a_feed_without_phases_stays_the_same_too(client):
    assert client.get(FEED).content == client.get(FEED).content


def test_a_clock_that_goes_on_changes_nothing(client, phase, monkeypatch):
    before = client.get(FEED).content
    later = timezone.now() + timedelta(days=2)
    monkeypatch.setattr(timezone, "now", lambda: later)

    assert client.get(FEED).content == before


def test_a_day_that_is_over_at_midnight_ends_there(client, phase):
    phase.ends_at = end_of_day(date(2126, 5, 31))
    phase.save()

    assert event(client)["dtend"].dt.isoformat() == "2126-06-01T00:00:00+02:00"
