"""The first screen of a result holds the answer; on paper it is one sheet."""

import re

import pytest
from playwright.sync_api import expect

from tests.results import publish_result

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def published():
    return publish_result()


def test_figures_are_folded_and_editions_come_last(open_browser, published):
    page = open_browser(width=1280)
    page.goto(published.get_absolute_url())

    assert not page.locator(".totals").is_visible()
    words = page.locator("main").inner_text()
    assert words.index("Die Beteiligung in Zahlen") < words.index("Ausgaben und Prüfsumme")
    assert words.count("Ausgabe 1") == 1
    page.get_by_text("Die Beteiligung in Zahlen").click()
    page.locator(".bars").get_by_role("link", name="Dem folgen wir nicht").click()
    expect(page.locator(".concerns article")).to_have_count(2)
    # Its bar has the colour of its verdict.
    page.get_by_text("Die Beteiligung in Zahlen").click()
    colours = page.evaluate(
        "() => ['folgen', 'nicht'].map(name => getComputedStyle(document.querySelector("
        "`.bars .${name} rect:not(.track)`)).fill)"
    )
    assert len(set(colours)) == 2


def test_by_keyboard_a_filter_leads_to_its_anliegen_and_says_how_many(open_browser, published):
    page = open_browser(width=1280)
    page.goto(published.get_absolute_url())
    chosen = page.locator(".pick").get_by_role("link", name="Dem folgen wir nicht")
    chosen.focus()

    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert page.url.endswith("#entscheidungen")
    assert page.get_by_role("status").get_by_text("2 von 12 Anliegen.").is_visible()
    assert chosen.get_attribute("aria-current") == "true"
    assert page.title().startswith("2 von 12 Anliegen.")
    # Whoever goes on by keyboard goes on there, not at the top of the page.
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.pick') !== null")
    page.keyboard.press("Shift+Tab")
    page.get_by_role("link", name="Alle Anliegen zeigen").press("Enter")
    page.wait_for_function("() => document.querySelectorAll('.concerns article').length === 12")


def test_it_prints_on_one_sheet(open_browser, published):
    page = open_browser(width=1280)
    page.goto(published.get_absolute_url())

    pdf = page.pdf(format="A4", prefer_css_page_size=True)

    assert len(re.findall(rb"/Type\s*/Page[^s]", pdf)) == 1


def test_on_the_wall_each_change_fills_a_screen(open_browser, published):
    page = open_browser(width=1280)
    page.goto(f"{published.auswertung.get_absolute_url()}leinwand/")

    assert page.locator(".canvas > section").count() == 5
    for section in page.locator(".canvas > section").all():
        assert section.bounding_box()["height"] > 700
    page.get_by_role("link", name="Weiter").first.click()
    page.wait_for_function("() => location.hash === '#bild-1'")
