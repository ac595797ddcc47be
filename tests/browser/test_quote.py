"""A passage is quoted by touch and by keyboard, and nothing that is typed is lost by it."""

import pytest

from comments.models import Kommentar
from tests import factories

from .pages import session_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = "Der letzte Bus fährt um 18.40 Uhr.\n\n- ein Radweg\n- ein Wartehäuschen"


@pytest.fixture
def baustein():
    return factories.open_baustein(text=TEXT)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_tap_on_a_mark_keeps_what_is_typed(open_browser, baustein, javascript):
    page = open_browser(width=390, javascript=javascript)
    page.goto(baustein.get_absolute_url())
    page.get_by_role("textbox", name="Ihr Beitrag").fill("Angefangen")

    page.get_by_role("button", name="Zu dieser Stelle schreiben: ‚ein Radweg‘").click()

    page.get_by_role("checkbox", name="Diese Stelle zitieren").wait_for()
    assert page.url.endswith("#bewerten")
    assert page.get_by_role("textbox", name="Ihr Beitrag").input_value() == "Angefangen"
    assert page.locator("form .passage blockquote").inner_text() == "ein Radweg"
    assert page.get_by_role("checkbox", name="Diese Stelle zitieren").is_checked()


@pytest.mark.parametrize("width", [390, 1280])
def test_marks_are_large_enough_and_beside_the_text(open_browser, baustein, width):
    page = open_browser(width=width)
    page.goto(baustein.get_absolute_url())

    for mark in page.locator(".prose .cite").all():
        box, text = mark.bounding_box(), mark.locator("xpath=..").bounding_box()
        assert min(box["width"], box["height"]) >= 24
        assert box["x"] + box["width"] <= width
        if width == 1280:
            assert box["x"] >= text["x"] + text["width"]


def test_by_keyboard_a_passage_is_chosen_in_the_form(open_browser, live_server, baustein):
    page = open_browser(javascript=False)
    page.context.add_cookies([{**session_of(factories.user()), "url": live_server.url}])
    page.goto(baustein.get_absolute_url())
    assert page.locator(".prose a:not([tabindex='-1'])").count() == 0

    page.get_by_text("Zu einer Stelle im Text schreiben").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.get_by_role("textbox", name="Ihr Beitrag").fill("Bitte bald.")
    page.get_by_role("button", name="Beitrag abgeben").click()

    page.get_by_text("Bitte bald.").wait_for()
    assert Kommentar.objects.get().passage == "ein Radweg"
