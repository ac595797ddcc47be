"""Start page, dates, calendar feed."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from phases import actions
from phases.models import Kommentierphase
from phases.times import end_of_day
from tests import factories
from tests.markup import joined

pytestmark = pytest.mark.django_db

FEED = "/phasen/kalender.ics"


@pytest.fixture
def phases():
    """One open, one coming, one over, each in a Strategie that bears its name."""
    times = {"open": (-1, 7), "coming": (3, 9), "over": (-9, -2)}
    konzept = factories.konzept()
    return {
        name: factories.phase(
            factories.strategie(konzept=konzept, title=f"Strategie {name}"), start=start, end=end
        )
        for name, (start, end) in times.items()
    }


@pytest.mark.parametrize("url", ["/", "/phasen/"])
def test_what_is_open_comes_first_then_what_comes_then_what_was(client, phases, url):
    page = client.get(url).text

    places = [page.index(f"Strategie {name}") for name in ("open", "coming", "over")]
    assert places == sorted(places)


@pytest.mark.parametrize("url", ["/", "/phasen/"])
def test_without_any_phase_the_page_says_so(client, url):
    assert "Gerade steht nichts zur Diskussion" in client.get(url).text


@pytest.mark.parametrize("url", ["/", "/phasen/", FEED])
def test_the_public_pages_refuse_posts(client, url):
    assert client.post(url).status_code == 405


def test_the_start_page_says_until_when_and_leads_there(client, phases):
    page = client.get("/").text

    assert "Mitreden bis" in page
    assert f'href="{phases["open"].strategie.get_absolute_url()}"' in page


def test_the_dates_page_tells_of_an_extension(client):
    phase = factories.phase(factories.strategie())
    phase.announced_ends_at = phase.ends_at
    phase.save()
    actions.extend(
        phase,
        ends_at=end_of_day(date(2126, 5, 31)),
        by=factories.superuser(),
        reason="Wegen der Ferien.",
    )

    page = joined(client.get("/phasen/").text)

    assert "31. Mai 2126, 24:00 Uhr" in page
    assert 'Verlängert:<span dir="auto">Wegen der Ferien.</span>' in page


def test_comments_of_a_strategie_are_counted_once_however_many_bausteine_it_has(client):
    baustein = factories.open_baustein()
    factories.baustein(strategie=factories.strategie(konzept=baustein.strategie.konzept))
    factories.comment(baustein)
    factories.comment(baustein)

    assert "2 Beiträge" in client.get("/phasen/").text


def events(client):
    response = client.get(FEED)
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return list(Calendar.from_ical(response.content).walk("VEVENT"))


def test_the_feed_gives_each_phase_with_address_and_local_times(client, settings):
    phase = factories.phase(
        factories.strategie(title="Höfe, Plätze; und Gärten"),
        starts_at=datetime(2126, 3, 25, 7, tzinfo=UTC),
        ends_at=end_of_day(date(2126, 4, 7)),
        title="Kommentierung",
        description="Was Sie schreiben,\nliest die Verwaltung.",
    )

    (event,) = events(client)

    konzept = phase.strategie.konzept
    assert event["summary"] == f"Kommentierung: Höfe, Plätze; und Gärten ({konzept.title})"
    assert event["description"] == "Was Sie schreiben,\nliest die Verwaltung."
    assert event["url"] == f"{settings.SITE_URL}{phase.strategie.get_absolute_url()}"
    assert event["dtstart"].dt == phase.starts_at
    assert event["dtend"].dt == phase.ends_at
    # The clocks change in between: 8:00 and 24:00 on the town's clock, both times.
    assert event["dtstart"].dt.replace(tzinfo=None) == datetime(2126, 3, 25, 8)
    assert event["dtend"].dt.replace(tzinfo=None) == datetime(2126, 4, 8, 0)
    assert event["dtstart"].params["TZID"] == "Europe/Berlin"


def test_the_feed_brings_the_zone_it_names(client):
    factories.phase(factories.strategie())

    calendar = Calendar.from_ical(client.get(FEED).content)

    assert [zone["tzid"] for zone in calendar.walk("VTIMEZONE")] == ["Europe/Berlin"]


def test_an_extension_moves_the_same_event(client):
    phase = factories.phase(factories.strategie())
    (before,) = events(client)

    actions.extend(
        phase,
        ends_at=phase.ends_at + timedelta(days=7),
        by=factories.superuser(),
        reason="Wegen der Ferien.",
    )

    (after,) = events(client)
    assert after["uid"] == before["uid"]
    assert after["dtend"].dt - before["dtend"].dt == timedelta(days=7)


def test_the_feed_leaves_out_drafts_even_for_those_who_may_see_them(client):
    factories.phase(factories.strategie(), status=Kommentierphase.Status.DRAFT)
    factories.phase(factories.strategie(status="draft"))
    factories.phase(factories.strategie(konzept=factories.konzept(status="draft")))
    client.force_login(factories.superuser())

    assert events(client) == []


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("url", "queries"), [("/", 7), ("/phasen/", 4), (FEED, 2)])
def test_queries_do_not_grow_with_the_phases(
    client, django_assert_num_queries, count, url, queries
):
    for _ in range(count):
        konzept = factories.konzept()
        for start, end in ((-1, 7), (3, 9), (-9, -2)):
            strategie = factories.strategie(konzept=konzept)
            factories.baustein(strategie=strategie)
            factories.phase(strategie, start=start, end=end)

    with django_assert_num_queries(queries):
        client.get(url)


def test_topics_of_strategien_with_the_same_title_have_names_of_their_own(client):
    for title in ("INSEK", "ILEK"):
        row = factories.baustein(
            strategie=factories.strategie(konzept=factories.konzept(title=title), title="Mobilität")
        )
        factories.phase(row.strategie)

    page = client.get("/").text

    labels = re.findall(r'<section class="talked-about" aria-labelledby="(\S+) (\S+)"', page)
    names = {
        " ".join(re.search(rf'id="{part}"[^>]*>(.*?)</', page, re.DOTALL)[1] for part in label)
        for label in labels
    }
    assert len(labels) == len(names) == 2
