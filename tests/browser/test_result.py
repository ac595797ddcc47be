"""The first screen of a result holds the answer; on paper it is one sheet."""

import re

import pytest

from evaluation import actions
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def published():
    """A result with three changed texts and twelve Anliegen."""
    baustein = factories.baustein()
    strategie = baustein.strategie
    texts = [baustein, *(factories.baustein(strategie=strategie) for _ in range(2))]
    factories.phase(strategie)
    comments = [factories.comment(texts[n % 3], text=f"Beitrag {n}") for n in range(12)]
    factories.end_phase(baustein)
    evaluator, editor = factories.superuser(), factories.superuser()
    auswertung = factories.auswertung(baustein, by=evaluator)
    for row in texts:
        factories.draft(row, text="Der Bus fährt ab Mai auch am Abend und am Sonntag.")
    verdicts = ["folgen", "folgen", "folgen", "nicht", "kenntnis", "enthalten"]
    for n, kommentar in enumerate(comments):
        factories.released_anliegen(
            auswertung, [kommentar], by=evaluator, released_by=editor,
            title=f"Ein Anliegen mit einem langen Namen {n}", verdict=verdicts[n % 6],
            bausteine=[texts[n % 3]] if n % 6 < 3 else [],
        )  # fmt: skip
    return actions.publish(auswertung, by=editor)


def box(page, selector):
    found = page.locator(selector).first.bounding_box()
    return found["y"], found["y"] + found["height"]


def test_on_a_phone_sentence_and_files_come_first_then_the_first_change(open_browser, published):
    page = open_browser(width=390)
    page.goto(published.get_absolute_url())

    assert box(page, ".result-head .lede")[1] < 844
    assert box(page, ".files-line")[1] < 844
    assert box(page, ".changed > li")[0] < 1000


def test_on_a_desk_all_of_it_is_in_the_first_screen(open_browser, published):
    page = open_browser(width=1280)
    page.goto(published.get_absolute_url())

    assert box(page, ".files-line")[1] < 800
    assert box(page, ".changed > li .old-new")[1] < 800


def test_figures_are_folded_and_editions_come_last(open_browser, published):
    page = open_browser(width=1280)
    page.goto(published.get_absolute_url())

    assert not page.locator(".totals").is_visible()
    words = page.locator("main").inner_text()
    assert words.index("Die Beteiligung in Zahlen") < words.index("Ausgaben und Prüfsumme")
    assert words.count("Ausgabe 1") == 1
    page.get_by_text("Die Beteiligung in Zahlen").click()
    page.locator(".bars").get_by_role("link", name="Dem folgen wir nicht").click()
    assert page.locator(".concerns article").count() == 2
    # Its bar has the colour of its verdict.
    page.get_by_text("Die Beteiligung in Zahlen").click()
    colours = page.evaluate(
        "() => ['folgen', 'nicht'].map(name => getComputedStyle(document.querySelector("
        "`.bars .${name} rect:not(.track)`)).fill)"
    )
    assert len(set(colours)) == 2


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
