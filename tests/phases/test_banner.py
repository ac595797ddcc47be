"""The banner on Konzept, Strategie and Baustein: what is possible now, and until when."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from phases import actions
from phases.models import Kommentierphase
from phases.times import end_of_day
from tests import factories

pytestmark = pytest.mark.django_db

START = {
    "past": datetime(2020, 5, 4, 6, tzinfo=UTC),
    "future": datetime(2126, 5, 4, 6, tzinfo=UTC),
}
PAST_END, FUTURE_END = end_of_day(date(2020, 5, 31)), end_of_day(date(2126, 5, 31))

# State → times of the phase, sentences, machine-readable times
STATES = {
    "open": (
        (START["past"], FUTURE_END),
        ["Mitreden bis Freitag, 31. Mai 2126, 24:00 Uhr"],
        ["2126-06-01T00:00+02:00"],
    ),
    "coming": (
        (START["future"], FUTURE_END),
        [
            "Beginnt am Samstag, 4. Mai 2126, 8:00 Uhr",
            "Mitreden können Sie dann bis Freitag, 31. Mai 2126, 24:00 Uhr.",
        ],
        ["2126-05-04T08:00+02:00", "2126-06-01T00:00+02:00"],
    ),
    "over": (
        (START["past"], PAST_END),
        ["Beendet am 31. Mai 2020", "Sie können weiter lesen."],
        ["2020-06-01T00:00+02:00"],
    ),
    "none": (None, ["Derzeit ist keine Beteiligung vorgesehen."], []),
}


def pages(baustein):
    strategie = baustein.strategie
    return [row.get_absolute_url() for row in (strategie, baustein)]


def banner(client, url):
    """The banner's HTML, and its words as they are read."""
    html = client.get(url).text
    sections = re.findall(r'<section class="phase .*?</section>', html, re.DOTALL)
    assert len(sections) == 1
    return sections[0], " ".join(re.sub(r"<[^>]+>", "", sections[0]).split())


@pytest.mark.parametrize("page", [0, 1], ids=["strategie", "baustein"])
@pytest.mark.parametrize("state", STATES)
def test_banner_says_what_is_possible_now_in_words_and_exact_time(client, state, page):
    times, sentences, machine_readable = STATES[state]
    baustein = factories.baustein()
    if times:
        factories.phase(baustein.strategie, starts_at=times[0], ends_at=times[1])

    html, words = banner(client, pages(baustein)[page])

    for sentence in sentences:
        assert sentence in words
    assert re.findall(r'<time datetime="([^"]+)"', html) == machine_readable


@pytest.mark.parametrize("page", [0, 1], ids=["strategie", "baustein"])
@pytest.mark.parametrize("state", ["coming", "open"])
def test_an_extension_is_said_with_the_first_end_and_the_reason(client, state, page):
    baustein = factories.baustein()
    starts_at, ends_at = STATES[state][0]
    factories.phase(
        baustein.strategie,
        starts_at=starts_at,
        ends_at=ends_at,
        announced_ends_at=ends_at - timedelta(days=7),
        change_reason="Wegen der Ferien <b>.",
    )

    html, words = banner(client, pages(baustein)[page])

    assert "Verlängert: Das Ende war zuerst für den 24. Mai" in words
    assert "Wegen der Ferien &lt;b&gt;." in html


def test_why_it_was_extended_is_of_no_use_once_it_is_over(client):
    baustein = factories.baustein()
    starts_at, ends_at = STATES["over"][0]
    factories.phase(
        baustein.strategie,
        starts_at=starts_at,
        ends_at=ends_at,
        announced_ends_at=ends_at - timedelta(days=7),
        change_reason="Wegen der Ferien.",
    )

    for url in ("/", *pages(baustein)):
        page = client.get(url).text
        assert "Verlängert" not in page
        assert "Wegen der Ferien." not in page


@pytest.mark.parametrize("page", [0, 1], ids=["strategie", "baustein"])
def test_an_early_end_is_said_with_the_announced_end_and_the_reason(client, page):
    baustein = factories.baustein()
    phase = factories.phase(
        baustein.strategie,
        starts_at=START["past"],
        ends_at=FUTURE_END,
        announced_ends_at=FUTURE_END,
    )
    actions.close_now(phase, by=factories.superuser(), reason="Das Rathaus ist überflutet.")

    _html, words = banner(client, pages(baustein)[page])

    assert "Vorzeitig beendet: Angekündigt war der 31. Mai 2126, 24:00 Uhr." in words
    assert "Das Rathaus ist überflutet." in words


@pytest.mark.parametrize("page", [0, 1], ids=["strategie", "baustein"])
def test_a_drafted_phase_does_not_show_not_even_to_the_editors(client, page):
    baustein = factories.baustein()
    factories.phase(baustein.strategie, status=Kommentierphase.Status.DRAFT)
    client.force_login(factories.superuser())

    _html, words = banner(client, pages(baustein)[page])

    assert "Derzeit ist keine Beteiligung vorgesehen." in words


def test_the_banner_names_when_results_are_expected(client):
    baustein = factories.baustein()
    factories.phase(
        baustein.strategie,
        starts_at=START["past"],
        ends_at=PAST_END,
        results_expected="im Herbst 2026",
    )

    assert "Die Ergebnisse erscheinen im Herbst 2026" in banner(client, pages(baustein)[0])[1]


def test_the_form_is_there_exactly_while_the_banner_says_so(client):
    baustein = factories.open_baustein()
    url = baustein.get_absolute_url()

    assert "Beitrag abgeben" in client.get(url).text
    factories.end_phase(baustein)
    assert "Beitrag abgeben" not in client.get(url).text


LINES = {
    "open": ((-1, 7), "Mitreden bis"),
    "coming": ((3, 9), "Beginnt am"),
    "over": ((-9, -2), "Beendet. Ergebnisse im Herbst 2026"),
    "none": (None, "Derzeit ist keine Beteiligung vorgesehen."),
}


@pytest.mark.parametrize("state", LINES)
def test_one_line_below_the_title_says_it_first(client, state):
    days, sentence = LINES[state]
    baustein = factories.baustein()
    if days:
        factories.phase(
            baustein.strategie, start=days[0], end=days[1], results_expected="im Herbst 2026"
        )

    for url in (baustein.strategie.konzept.get_absolute_url(), *pages(baustein)):
        page = client.get(url).text
        line = page[page.index("</h1>") :]
        line = line[line.index('class="now-line') :]
        assert sentence in line[: line.index("</svg>") + 400]


def test_the_line_leads_to_the_discussion_and_later_to_the_result(client):
    ausgabe = factories.ausgabe()
    result = ausgabe.auswertung.get_absolute_url()
    baustein = ausgabe.auswertung.strategie.bausteine.first()

    assert f'<a class="now-line over" href="{result}">' in client.get(pages(baustein)[0]).text
    baustein = factories.open_baustein()
    assert '<a class="now-line open" href="#reden">' in client.get(pages(baustein)[1]).text
