"""The first screen holds the answer, in all three engines, on a phone and on a desk."""

import pytest

from evaluation.models import Ausgabe
from tests import factories
from tests.browser.test_first_screen import TEXT
from tests.results import publish_result

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE, DESK = 390, 1280


@pytest.fixture
def pages():
    """Addresses of a Konzept, a Strategie that is open, a goal and a result, all of them full.

    They have long texts, pictures, a text in Leichte Sprache and an English summary.
    """
    other_words = {
        "easy_text": "Der Bus soll öfter fahren.",
        "title_en": "Integrated Urban Development Plan Elbhagen 2035",
        "summary_en": "What the town is going to do until 2035, in town and village. " * 9,
    }
    konzept = factories.konzept(
        summary="Was die Stadt bis 2035 vorhat, in Stadt und Dorf. " * 9, **other_words
    )
    strategie = factories.strategie(
        konzept=konzept,
        number="1",
        title="Gut leben in Stadt und Dörfern",
        intro=TEXT,
        **other_words | {"title_en": "Living well in town and villages"},
    )
    goal = factories.baustein(
        strategie=strategie,
        number="1",
        title="Stadt und Dörfer besser verbinden, auch am Abend und am Sonntag",
        text=TEXT,
        **other_words,
    )
    for row in (konzept, strategie, goal):
        factories.titelbild(row, file=factories.photo((1200, 700)), caption="Der Markt.")
    factories.phase(strategie)
    factories.comment(goal, text="Bitte nicht um 20.15 Uhr abfahren, sondern um 20.40!")
    result = publish_result()
    return {
        "start": "/",
        "konzept": konzept.get_absolute_url(),
        "strategie": strategie.get_absolute_url(),
        "goal": goal.get_absolute_url(),
        "result": result.get_absolute_url(),
    }


def speak_english(driver):
    """Press the button of the head that turns all pages English."""
    driver.open("/")
    driver.click("button", "English")
    driver.wait_for("Have your say")


def too_low(driver, url, width, limits):
    """Which elements do not stand where they are to: {selector: (edge, from, to)} → a list."""
    driver.resize(width)
    driver.open(url)
    assert driver.evaluate("innerWidth") == width
    wrong = []
    for selector, (edge, least, most) in limits.items():
        found = driver.place(selector)[edge]
        if not least <= found <= most:
            wrong.append(f"{url} at {width} px: {selector} at {found:.0f}, not {least} to {most}")
    return wrong


def test_what_one_came_for_stands_where_it_is_seen_first(driver, pages):
    top, bottom = 0, 1
    first_goal = {".topics a": (top, 0, 900)}
    line = {".now-line": (bottom, 0, 500)}
    wrong = []
    for width in (PHONE, DESK):
        for name in ("start", "konzept", "strategie"):
            wrong += too_low(driver, pages[name], width, first_goal)
        wrong += too_low(driver, pages["goal"], width, line)
    wrong += too_low(
        driver,
        pages["result"],
        PHONE,
        {
            ".result-head .lede": (bottom, 0, 844),
            ".files-line": (bottom, 0, 844),
            ".changed > li": (top, 0, 1000),
        },
    )
    wrong += too_low(
        driver,
        pages["result"],
        DESK,
        {
            ".result-head .lede": (bottom, 0, 800),
            ".files-line": (bottom, 0, 800),
            ".changed > li .old-new": (bottom, 0, 800),
        },
    )

    assert Ausgabe.objects.count() == 1
    assert wrong == []


def test_in_english_the_first_goal_stands_there_too(driver, pages):
    driver.resize(PHONE)
    speak_english(driver)

    wrong = []
    for name in ("start", "konzept", "strategie"):
        wrong += too_low(driver, pages[name], PHONE, {".topics a": (0, 0, 900)})
    wrong += too_low(driver, pages["goal"], PHONE, {".now-line": (1, 0, 500)})

    assert wrong == []


def test_the_line_below_the_title_leads_to_the_discussion(driver, pages):
    driver.resize(PHONE)
    driver.open(pages["goal"])
    assert driver.evaluate("document.querySelector('.now-line').hash") == "#reden"

    driver.evaluate("document.querySelector('.now-line').click()")

    driver.until(
        lambda: abs(driver.place("#reden")[0] - driver.evaluate("scrollY")) < 200,
        "the discussion is not in sight",
    )
