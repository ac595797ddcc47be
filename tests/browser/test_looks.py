"""Where things stand on a phone, and what is left of them on paper."""

import pytest

from tests import factories

from .checks import LETTERS, NARROW, set_letters

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_votes_begin_where_the_text_does(open_browser, width):
    baustein = factories.open_baustein()
    factories.comment(baustein)
    page = open_browser(width=width)
    page.goto(baustein.get_absolute_url())

    text = page.locator(".comment .words").bounding_box()
    vote = page.locator(".comment .actions button").first.bounding_box()

    assert vote["x"] == pytest.approx(text["x"], abs=1)


@pytest.mark.parametrize("address", ["/", "/konto/anmelden/", "/konto/anmelden/passwort/"])
def test_no_word_of_a_heading_breaks_in_letters_of_twice_the_size(open_browser, address):
    page = open_browser(width=NARROW["width"])
    page.goto(address)
    set_letters(page, 2 * LETTERS)

    # Each word in a span of its own has one box, unless it breaks.
    broken = page.evaluate("""() => [...document.querySelectorAll("h1, h2")].flatMap((heading) => {
        const words = heading.textContent.trim().split(/\\s+/);
        heading.replaceChildren(...words.flatMap((word) => {
            const span = document.createElement("span");
            span.textContent = word;
            return [span, " "];
        }));
        return [...heading.children].filter((span) => span.getClientRects().length > 1)
            .map((span) => span.textContent);
    })""")

    assert broken == []


def test_paper_has_nothing_that_only_a_screen_can_do(open_browser):
    strategie = factories.open_baustein().strategie
    page = open_browser()
    page.goto(strategie.get_absolute_url())
    page.emulate_media(media="print")

    seen = page.locator("body").inner_text()

    assert strategie.title in seen
    assert "Mitreden bis" in seen
    for words in ("noch ", "Aushang zum Drucken", "Daten zum Herunterladen", "Folgen", "Suchen"):
        assert words not in seen


def test_reasons_for_a_report_are_plain_rows(open_browser):
    kommentar = factories.comment(factories.open_baustein())
    page = open_browser()
    page.goto(f"/kommentare/{kommentar.pk}/melden/")

    rows = [row.bounding_box() for row in page.locator("fieldset.field label").all()]

    assert len(rows) > 1
    assert len({row["x"] for row in rows}) == 1
    edges = "e => getComputedStyle(e).borderTopWidth"
    assert page.locator("fieldset.field label").first.evaluate(edges) == "0px"
