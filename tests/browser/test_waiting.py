"""The time left counts down on a page that stays open, and what takes long says so."""

import pytest

from tests import factories

from .pages import session_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MINUTE = 60 * 1000
DAY = 24 * 60 * MINUTE


def test_the_time_left_counts_down_and_ends(open_browser):
    baustein = factories.open_baustein()
    page = open_browser()
    page.clock.install()
    page.goto(baustein.get_absolute_url())
    left = page.locator(".now .left [data-seconds-left]")
    assert left.inner_text() == "noch 6 Tage"

    # Counted from the whole minute on in which the page was made.
    page.clock.fast_forward(3 * DAY + MINUTE)
    assert left.inner_text() == "noch 3 Tage"
    page.clock.fast_forward(2 * DAY)
    assert left.inner_text() == "noch 47 Stunden"
    page.clock.fast_forward(2 * DAY)
    assert left.inner_text() == "gerade zu Ende gegangen"


def test_reading_a_document_says_that_it_takes_a_while(open_browser, live_server):
    konzept, editor = factories.konzept(), factories.superuser()
    page = open_browser()
    page.context.add_cookies([{**session_of(editor), "url": live_server.url}])
    page.goto(f"/verwaltung/strategies/konzept/{konzept.pk}/einlesen/")
    page.locator("[type=file]").set_input_files(
        {"name": "Entwurf.md", "mimeType": "text/markdown", "buffer": b"# Strategie 1: Neues\n"}
    )
    # The server never answers.
    page.evaluate("addEventListener('submit', (event) => event.preventDefault())")

    page.get_by_role("button", name="Vorschau zeigen").click()

    assert "wird gelesen" in page.get_by_role("status").inner_text()
