"""The first screen holds the answer: what is this about, until when, where to go on."""

import pytest

from comments.models import Kommentar
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = "Der letzte Bus fährt um 18.40 Uhr, am Samstag fahren nur drei Busse. " * 12


@pytest.fixture
def goals():
    """Three goals of a Strategie that is open now, the first with comments, all with long texts."""
    strategie = factories.strategie(
        number="1",
        title="Gut leben in Stadt und Dörfern",
        konzept=factories.konzept(summary="Was die Stadt bis 2035 vorhat, in Stadt und Dorf. " * 9),
        intro=TEXT,
    )
    titles = ("Stadt und Dörfer besser verbinden", "Freibad und Jugendclub", "Ärzte am Ort")
    rows = [
        factories.baustein(
            strategie=strategie, number=str(place), position=place, title=title, text=TEXT
        )
        for place, title in enumerate(titles, 1)
    ]
    factories.phase(strategie)
    factories.comment(rows[0], text="Bitte nicht um 20.15 Uhr abfahren, sondern um 20.40!")
    return rows


def top_of(page, selector):
    return page.evaluate(
        "s => Math.round(document.querySelector(s).getBoundingClientRect().top + scrollY)", selector
    )


@pytest.mark.parametrize("width", [390, 1280])
def test_the_next_goal_comes_before_the_discussion(open_browser, goals, width):
    page = open_browser(width=width)
    page.goto(goals[0].get_absolute_url())

    assert top_of(page, ".pager") < top_of(page, "#reden")
    page.get_by_role("link", name=goals[1].title).first.click()
    assert page.locator("h1").inner_text() == goals[1].title


def test_on_a_phone_the_head_is_two_rows_and_the_crumbs_lead_one_up(open_browser, goals):
    page = open_browser(width=390)
    page.goto(goals[0].get_absolute_url())

    assert page.locator(".site-head").bounding_box()["height"] < 100
    assert page.get_by_role("search", name="Suche").count() == 0
    assert page.get_by_role("link", name="Suche").is_visible()
    seen = [
        row.inner_text().strip() for row in page.locator(".crumbs li").all() if row.is_visible()
    ]
    assert seen == ["Strategie 1"]


def test_what_kind_it_is_can_be_left_open(open_browser, goals):
    page = open_browser(width=390)
    page.goto(goals[1].get_absolute_url())

    assert page.get_by_role("radio", checked=True).count() == 0
    assert top_of(page, "#id_text") < top_of(page, "[type=radio]")
    assert Kommentar.objects.count() == 1


def test_before_a_phase_one_can_ask_to_be_reminded(open_browser):
    baustein = factories.baustein()
    factories.phase(baustein.strategie, start=3, end=9)
    page = open_browser(width=390)
    page.goto(baustein.get_absolute_url())

    assert page.locator("#reden").inner_text().startswith("Mitreden ab ")
    assert page.get_by_role("link", name="In den Kalender").is_visible()
    page.get_by_role("button", name="Erinnern Sie mich").click()
    page.get_by_label("E-Mail-Adresse").wait_for()
