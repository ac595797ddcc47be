"""The moderators' workplace in a real browser: by keyboard, and without any script."""

import re

import pytest

from comments.models import Kommentar, Status, Textbaustein
from tests import factories

from .staff import PASSWORD, sign_in_as_staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def moderator(db, baustein):
    return factories.staff(baustein.strategie.konzept, role="moderation", password=PASSWORD)


@pytest.fixture
def comments(baustein):
    return [factories.comment(baustein, text=f"Beitrag {number}") for number in range(3)]


def _sign_in(page, user):
    sign_in_as_staff(page, user, to="/moderation/alle/")


def test_by_keyboard(open_browser, comments, moderator):
    page = open_browser()
    _sign_in(page, moderator)
    for key in "jxjx":
        page.keyboard.press(key)
    assert page.locator("[data-chosen]").inner_text() == "2 ausgewählt"
    page.keyboard.press("k")
    page.keyboard.press("g")
    page.get_by_text("als gelesen vermerkt.").wait_for()
    assert Kommentar.objects.exclude(read_at=None).get() == comments[0]
    page.get_by_role("button", name="Rückgängig").click()
    page.get_by_text("Rückgängig gemacht.").wait_for()
    assert not Kommentar.objects.exclude(read_at=None).exists()


def test_keys_typed_into_a_field_are_letters(open_browser, comments, moderator):
    page = open_browser()
    _sign_in(page, moderator)
    page.keyboard.press("/")
    page.keyboard.type("jxgf?")
    assert page.input_value("[name=suche]") == "jxgf?"
    assert page.url.endswith("/moderation/alle/")


def test_shortcuts_stay_switched_off(open_browser, comments, moderator):
    page = open_browser()
    _sign_in(page, moderator)
    assert page.locator("[aria-keyshortcuts]").count()
    page.get_by_role("button", name="Tastenkürzel ausschalten").click()
    page.goto("/moderation/ungelesen/")
    assert not page.locator("[aria-keyshortcuts]").count()
    for key in "jxg?":
        page.keyboard.press(key)
    assert page.url.endswith("/moderation/ungelesen/")
    assert not page.locator("[data-select]:checked").count()
    page.get_by_role("button", name="Tastenkürzel einschalten").click()
    page.get_by_role("button", name="Tastenkürzel ausschalten").wait_for()
    # Over the list, so that what is ticked in it stays.
    page.keyboard.press("?")
    page.get_by_role("dialog", name="Tastenkürzel").wait_for()
    assert page.url.endswith("/moderation/ungelesen/")
    page.keyboard.press("Escape")
    page.get_by_role("dialog", name="Tastenkürzel").wait_for(state="hidden")


def test_a_text_block_fills_an_empty_field_and_never_replaces(open_browser, comments, moderator):
    Textbaustein.objects.create(use="statement", ground="werbung", title="Reklame", text="Wirbt.")
    page = open_browser()
    _sign_in(page, moderator)
    page.keyboard.press("j")
    page.keyboard.press("v")
    page.wait_for_url("**#verbergen")
    form = page.locator("#verbergen")
    form.get_by_label("Textbaustein").select_option(label="Reklame")
    assert form.get_by_label("Begründung").input_value() == "Wirbt."
    assert form.get_by_label("Grund").input_value() == "werbung"
    form.get_by_label("Begründung").fill("Eigene Worte.")
    form.get_by_role("button", name="einsetzen").click()
    assert form.get_by_label("Begründung").input_value() == "Eigene Worte.\n\nWirbt."


def test_without_script_and_narrow(open_browser, comments, moderator):
    Textbaustein.objects.create(use="statement", ground="werbung", title="Reklame", text="Wirbt.")
    page = open_browser(javascript=False, width=320)
    _sign_in(page, moderator)
    first = page.locator("[data-case]").first
    first.get_by_role("link", name=re.compile("Ausblenden")).click()
    form = page.locator("#verbergen")
    form.get_by_role("button", name="Ausblenden", exact=True).click()
    assert "Das hat noch nicht geklappt" in page.locator(".summary").inner_text()
    form.get_by_label("Textbaustein").select_option(label="Reklame")
    form.get_by_role("button", name="einsetzen").click()
    assert form.get_by_label("Begründung").input_value() == "Wirbt."
    form.get_by_role("button", name="Ausblenden", exact=True).click()
    page.get_by_text("Der Beitrag ist ausgeblendet.").wait_for()
    assert Kommentar.objects.get(pk=comments[0].pk).status == Status.HIDDEN
    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    for path in ("alle/", f"kommentar/{comments[0].pk}/", "beschwerden/", "hilfe/"):
        page.goto(f"/moderation/{path}")
        assert page.evaluate(wider) == 0


def test_an_error_takes_the_focus(open_browser, comments, moderator):
    page = open_browser()
    _sign_in(page, moderator)
    page.goto(f"/moderation/kommentar/{comments[0].pk}/verbergen/")
    page.locator("#verbergen").get_by_role("button", name="Ausblenden", exact=True).click()
    page.locator(".summary").wait_for()
    assert page.evaluate("document.activeElement.matches('.summary')")


def test_what_a_refused_selection_lacks_can_be_seen(open_browser, comments, moderator):
    """The focus is on the summary, and the form of the selection does not cover it."""
    page = open_browser()
    page.set_viewport_size({"width": 1280, "height": 900})
    _sign_in(page, moderator)
    page.locator("[data-select]").first.check()
    page.locator("#auswahl summary").click()
    page.get_by_role("button", name="Auswahl ausblenden").click()
    summary = page.get_by_role("group", name="Das hat noch nicht geklappt")
    summary.wait_for()

    assert page.evaluate("document.activeElement.classList.contains('summary')")
    assert summary.evaluate(
        """(element) => {
            const box = element.getBoundingClientRect();
            return [box.top + 5, box.bottom - 5].every((y) =>
                element.contains(document.elementFromPoint(box.left + 50, y)));
        }"""
    )
    summary.get_by_role("link", name="Begründung").click()
    assert page.evaluate("document.activeElement.name") == "statement"


def test_the_workplace_looks_as_its_own_stylesheet_says(open_browser, comments, moderator):
    page = open_browser(width=1280)
    _sign_in(page, moderator)

    family = "(node) => getComputedStyle(node).fontFamily"
    words = page.locator("body").evaluate(family)
    # Elsewhere headings have serifs, and buttons in a row stand lower than the first.
    assert page.locator(".bulk h2").evaluate(family) == words
    tops = page.locator(".bulk .buttons > .button").evaluate_all(
        "(buttons) => buttons.map((button) => button.getBoundingClientRect().top)"
    )
    assert len(tops) > 1
    assert len(set(tops)) == 1
