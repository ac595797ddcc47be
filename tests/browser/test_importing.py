"""The desk for documents in a real browser: on a phone without script, and wide with htmx."""

import pytest

from strategies.models import Baustein
from tests import factories
from tests.office.importing.test_desk import TEXT

from .pages import session_of
from .staff import press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def open_desk(page, live_server):
    """The desk of a document of somebody's Konzept, on a page of theirs."""
    konzept = factories.konzept(status="draft")
    person = factories.staff(konzept, role="redaktion")
    page.context.add_cookies([{**session_of(person), "url": live_server.url}])
    page.goto(factories.einlesung(konzept, TEXT).get_absolute_url())


def look_at(page, title):
    page.get_by_role("button", name=f"Ansehen: {title}").click()
    page.get_by_role("heading", name=title).wait_for()


def titles(page):
    return [field.input_value() for field in page.locator("[name^=titel-]").all()]


def take_over(page):
    press(page, page.get_by_role("button", name="Als Entwurf übernehmen"))
    assert "Was ändert sich?" in page.locator("h1").inner_text()
    press(page, page.get_by_role("button", name="Als Entwurf übernehmen"))
    page.get_by_text("als Entwurf eingelesen").wait_for()


def test_on_a_phone_without_script(open_browser, live_server):
    page = open_browser(javascript=False, width=390)
    open_desk(page, live_server)
    look_at(page, "Abends offen")
    # The outline comes first, then the text.
    outline, text = page.locator(".outline"), page.locator("#text")
    assert outline.bounding_box()["y"] < text.bounding_box()["y"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

    press(page, page.get_by_role("button", name="Nach oben"))
    assert titles(page)[2:4] == ["Abends offen", "Bänke und Schatten"]
    page.locator("[name^=titel-]").nth(5).fill("Ein Boot")
    take_over(page)

    assert Baustein.objects.filter(title="Ein Boot").exists()


def test_wide_with_htmx_nothing_is_loaded_anew_and_the_focus_stays(open_browser, live_server):
    page = open_browser(width=1280)
    open_desk(page, live_server)
    page.evaluate("window.same = true")
    look_at(page, "Abends offen")
    # Side by side.
    boxes = [page.locator(name).bounding_box() for name in (".outline", "#text")]
    assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]

    up = page.get_by_role("button", name="Nach oben")
    up.focus()
    page.keyboard.press("Enter")
    page.locator(".outline li:nth-child(3) input[value='Abends offen']").wait_for()
    assert page.evaluate("document.activeElement.id").startswith("hoch-")
    page.get_by_role("button", name="Zwischenstand merken").click()
    page.get_by_text("Der Zwischenstand ist gemerkt.").wait_for()
    page.get_by_role("button", name="Letzten Schritt zurücknehmen").click()
    page.get_by_text("Der letzte Schritt ist zurückgenommen.").wait_for()
    assert titles(page)[2] == "Bänke und Schatten"
    assert page.evaluate("window.same")
    take_over(page)
