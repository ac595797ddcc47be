"""By keyboard alone: everything can be reached, seen where one is, and nothing gets lost."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from comments.models import Bewertung, Kommentar, Meldung, Textbaustein
from tests import factories

from .keyboard import Keyboard
from .pages import Town

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def keyboard(open_browser):
    permissions = ["clipboard-read", "clipboard-write"]
    return Keyboard(open_browser(permissions=permissions, reduced_motion="reduce"))


def mailed_code():
    return re.search(r"\b\d{6}\b", mail.outbox[-1].body).group()


def test_the_whole_path_of_a_resident(keyboard):
    baustein = factories.open_baustein()
    other = factories.comment(baustein, factories.user("Uwe vom Deich"), "Bitte mit Lehne.")
    page = keyboard.page
    page.goto(baustein.get_absolute_url())

    keyboard.tab_to("Ihr Beitrag")
    page.keyboard.type("Bitte auch einen Brunnen.")
    keyboard.tab_to("Vorschlag")
    keyboard.press("ArrowDown")
    keyboard.tab_to("Beitrag abgeben")
    keyboard.go()
    keyboard.tab_to("E-Mail-Adresse")
    page.keyboard.type("erna@example.org")
    keyboard.go()
    keyboard.tab_to("Code")
    keyboard.paste(mailed_code())
    keyboard.go()
    keyboard.tab_to("Pseudonym")
    keyboard.press("Control+A")
    page.keyboard.type("Erna vom Markt")
    keyboard.go()
    page.get_by_text("Ihr Beitrag ist veröffentlicht").wait_for()
    assert Kommentar.objects.get(author__pseudonym="Erna vom Markt").category == "hinweis"

    keyboard.tab_to("Dafür")
    keyboard.press("Space")
    page.locator("[aria-pressed=true]:focus").wait_for()
    assert keyboard.focus()["text"].startswith("Dafür"), "the focus stays on the vote"
    assert Bewertung.objects.get().kommentar == other

    keyboard.tab_to("Antworten an Uwe")
    keyboard.press("Enter")
    page.locator(".reply-place textarea:focus").wait_for()  # the focus moves into the new form
    keyboard.tab_to("Antwort abgeben")
    keyboard.press("Enter")
    page.locator(".reply-place .summary:focus").wait_for()
    assert "summary" in keyboard.focus()["html"], "the focus is on what went wrong"
    keyboard.tab_to("Ihre Antwort")
    keyboard.tab_to("Ihre Antwort")
    page.keyboard.type("Und mit Armlehnen.")
    keyboard.tab_to("Antwort abgeben")
    keyboard.press("Enter")
    page.locator(".replies .highlight:focus").wait_for()
    assert "highlight" in keyboard.focus()["html"], "the focus is on what was written"
    assert "veröffentlicht" in page.locator("#meldungen").inner_text()

    page.goto(other.get_absolute_url())
    keyboard.tab_to("Melden")
    keyboard.go()
    keyboard.tab_to("persönlicher Angriff")
    keyboard.press("Space")
    keyboard.tab_to("Erläuterung")
    page.keyboard.type("Das ist Reklame.")
    keyboard.tab_to("Meldung absenden")
    keyboard.go()
    assert Meldung.objects.get().kommentar == other


def test_cancelling_a_reply_leads_back_to_its_comment(keyboard):
    baustein = factories.open_baustein()
    factories.comment(baustein)
    keyboard.page.goto(baustein.get_absolute_url())

    keyboard.tab_to("Antworten")
    keyboard.press("Enter")
    keyboard.page.locator(".reply-place textarea:focus").wait_for()
    keyboard.tab_to("Abbrechen")
    keyboard.press("Enter")

    assert "comment" in keyboard.focus()["html"]
    assert not keyboard.page.locator(".reply-place form").count()


def test_more_comments_are_read_on_from_the_first_new_one(keyboard):
    baustein = factories.open_baustein()
    person = factories.user()
    for number in range(30):
        factories.comment(baustein, person, f"Beitrag {number}")
    keyboard.page.goto(baustein.get_absolute_url())
    before = keyboard.page.locator(".thread > li:not(.next)").count()

    keyboard.page.get_by_role("link", name="Weitere Beiträge").focus()
    keyboard.press("Enter")
    keyboard.page.locator(f".thread > li:nth-child({before + 1}) .comment").wait_for()

    keyboard.page.wait_for_function("document.activeElement.matches('.comment')")
    first_new = keyboard.page.locator(f".thread > li:nth-child({before + 1}) .comment")
    assert keyboard.page.evaluate("document.activeElement.id") == first_new.get_attribute("id")


def test_the_discussion_can_be_skipped(keyboard):
    baustein = factories.open_baustein()
    factories.comment(baustein)
    keyboard.page.goto(baustein.get_absolute_url())

    keyboard.tab_to("Diskussion überspringen")
    keyboard.press("Enter")
    assert keyboard.page.evaluate("document.activeElement.id") == "danach"
    keyboard.press("Tab")

    assert not keyboard.page.evaluate("document.activeElement.closest('#diskussion')")
    assert keyboard.page.evaluate("Boolean(document.activeElement.closest('#danach'))")


def test_filtering_keeps_the_focus_on_the_filter(keyboard):
    baustein = factories.open_baustein()
    factories.comment(baustein)
    keyboard.page.goto(baustein.get_absolute_url())

    keyboard.tab_to("Suchen, auch in Antworten")
    keyboard.page.keyboard.type("Zeppelin")
    keyboard.press("Enter")
    keyboard.page.get_by_text("Dazu wurde nichts gefunden.").wait_for()

    assert keyboard.focus()["text"].startswith("Suchen, auch in Antworten")


@pytest.mark.parametrize("path", ["baustein", "anmelden"])
def test_an_error_takes_the_focus_and_leads_to_its_field(keyboard, path):
    address = {
        "baustein": factories.open_baustein().get_absolute_url(),
        "anmelden": "/konto/anmelden/",
    }[path]
    keyboard.page.goto(address)
    keyboard.page.locator("main form .button").first.click()
    keyboard.page.locator(".summary").wait_for()

    assert "summary" in keyboard.focus()["html"]
    keyboard.press("Tab", "Enter")
    assert keyboard.page.evaluate("document.activeElement.matches(':invalid, [aria-invalid]')")


# Keeps what a screen reader would say without being asked: each text that arrives in a region
# that is live, or brings one along.
LISTEN = """() => {
    const live = "[role=status], [role=alert], [aria-live]";
    window.said = [];
    const hear = (node) => {
        const inside = (node.nodeType === 1 ? node : node.parentElement)?.closest(live);
        const regions = inside ? [node] : node.querySelectorAll?.(live) ?? [];
        for (const region of regions) window.said.push(region.textContent.trim());
    };
    new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach(hear)))
        .observe(document.body, {childList: true, subtree: true});
}"""


def heard(page, words):
    """How often a text with these words was said."""
    return page.evaluate("words => said.filter((text) => text.includes(words)).length", words)


def test_what_happened_is_said_once(keyboard):
    baustein = factories.open_baustein()
    other = factories.comment(baustein)
    page = keyboard.page
    _sign_in(page, factories.user())
    page.goto(other.get_absolute_url())
    page.evaluate(LISTEN)

    page.get_by_role("link", name="Antworten").press("Enter")
    page.locator(".reply-place textarea:focus").wait_for()
    page.locator(".reply-place button").press("Enter")
    page.locator(".reply-place .summary").wait_for()
    # The summary has the focus, which is what reads it out: said besides, it would be read twice.
    page.locator(".reply-place .summary:focus").wait_for()
    assert heard(page, "Das hat noch nicht geklappt") == 0
    page.get_by_label("Ihre Antwort").fill("Und im Winter?")
    page.locator(".reply-place button").press("Enter")
    page.locator(".replies .highlight").wait_for()
    assert heard(page, "veröffentlicht") == 1
    page.locator("#filter-suche").fill("Zeppelin")
    page.locator("#filter-suche").press("Enter")
    page.get_by_text("Dazu wurde nichts gefunden.").wait_for()
    # Enter both changes the field and sends the form.
    page.wait_for_load_state("networkidle")
    assert heard(page, "Dazu wurde nichts gefunden.") == 1


def test_a_lost_connection_is_said_and_loses_neither_text_nor_place(keyboard):
    baustein = factories.open_baustein()
    other = factories.comment(baustein)
    page = keyboard.page
    page.goto(other.get_absolute_url())
    page.get_by_role("link", name="Antworten").press("Enter")
    page.get_by_label("Ihre Antwort").fill("Und im Winter?")
    page.evaluate(LISTEN)
    page.route("**/antworten/", lambda route: route.abort())

    page.locator(".reply-place button").press("Enter")
    page.locator(".reply-place form > [role=alert]").wait_for()

    assert heard(page, "konnte nicht übertragen werden") == 1
    assert page.get_by_label("Ihre Antwort").input_value() == "Und im Winter?"
    assert keyboard.focus()["text"] == "Antwort abgeben"


def test_filtering_a_result_leads_back_to_the_filter(keyboard):
    page = keyboard.page
    page.goto(factories.ausgabe().get_absolute_url())

    page.locator("nav .folgen").focus()
    keyboard.go()

    assert page.locator("#anliegen [role=status]").inner_text().startswith("1 von 1")
    keyboard.press("Tab")
    assert keyboard.focus()["text"].startswith("Alle")
    assert page.locator("nav .folgen").get_attribute("aria-current") == "true"


def test_what_is_similar_arrives_without_taking_the_focus(keyboard):
    baustein = factories.open_baustein()
    kommentar = factories.comment(baustein, text="Ein Rufbus ab 18 Uhr.")
    evaluator = factories.superuser()
    factories.auswertung(baustein, by=evaluator)
    page = keyboard.page
    _sign_in(page, evaluator)
    # It comes when the page is there; held back until the focus is somewhere.
    waiting = []
    page.route("**/*aehnlich=1", lambda route: waiting.append(route))
    with page.expect_request("**/*aehnlich=1"):
        page.goto(reverse("auswertung:beitrag", args=[kommentar.pk]))
    title = page.get_by_label("Anliegen", exact=True)
    title.focus()
    waiting.pop().continue_()
    # The first time, the server loads what compares.
    page.get_by_text("Nichts Ähnliches gefunden.").wait_for(timeout=30_000)

    assert keyboard.focus()["text"].startswith("Anliegen")


def test_with_the_arrow_keys_one_passes_text_blocks(keyboard):
    for ground in ("beleidigung", "werbung"):
        Textbaustein.objects.create(
            use="statement", title=ground, text=f"Das ist {ground}.", ground=ground
        )
    kommentar = factories.comment(factories.open_baustein())
    page = keyboard.page
    _sign_in(page, factories.superuser())
    page.goto(reverse("moderation:kommentar", args=[kommentar.pk]))
    page.keyboard.press("v")
    part = page.locator("#verbergen")
    page.locator("#verbergen :focus").wait_for()
    part.get_by_label("Textbaustein").focus()

    keyboard.press("ArrowDown", "ArrowDown")
    assert part.get_by_label("Begründung").input_value() == "Das ist werbung."
    assert part.get_by_label("Grund").input_value() == "werbung"
    part.get_by_label("Begründung").press_sequentially(" Wirklich.")
    part.get_by_label("Textbaustein").press("ArrowUp")
    assert part.get_by_label("Begründung").input_value() == "Das ist werbung. Wirklich."


def _sign_in(page, person):
    client = Client()
    client.force_login(person)
    page.goto("/")
    page.context.add_cookies(
        [{"name": cookie.key, "value": cookie.value, "url": page.url}
         for cookie in client.cookies.values()]
    )  # fmt: skip


def test_forced_colours_show_focus_states_and_edges(open_browser):
    page = open_browser(forced_colors="active", reduced_motion="reduce")
    page.goto(Town().baustein("open").get_absolute_url())

    for selector in (".phase", ".official", ".button", ".chip", "textarea"):
        borders = page.locator(selector).first.evaluate(
            "e => getComputedStyle(e).borderTopStyle + getComputedStyle(e).outlineStyle"
        )
        assert "solid" in borders, selector
    keyboard = Keyboard(page)
    keyboard.tab_to("Beitrag abgeben")


def test_nothing_moves_for_those_who_asked_for_it(open_browser):
    page = open_browser(reduced_motion="reduce")
    page.goto(Town().baustein("open").get_absolute_url())

    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")].filter((e) => {
            const style = getComputedStyle(e);
            return style.scrollBehavior === "smooth" || parseFloat(style.transitionDuration) > 0
                || style.animationName !== "none";
        }).length"""
    )
    assert moving == 0
