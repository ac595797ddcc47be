"""A first visit: few requests, few bytes, nothing that jumps, and no need for scripts."""

import gzip
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from comments.models import Entwurf
from tests import factories

from .pages import Town
from .staff import press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_REQUESTS, MOST_BYTES = 4, 45_000
# What each answer costs besides its body.
HEAD_BYTES = 600
FAVICON = settings.BASE_DIR / "static/img/favicon.svg"
SHIFTS = """() => new Promise((resolve) => {
    let sum = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => { sum += entry.value; }))
        .observe({type: "layout-shift", buffered: true});
    setTimeout(() => resolve(sum), 500);
})"""


def test_a_first_visit_to_a_baustein_is_small(open_browser, live_server):
    address = Town().baustein("open").get_absolute_url()
    page, answers = open_browser(), []
    page.on("response", lambda answer: answers.append(answer))

    page.goto(address, wait_until="networkidle")

    assert all(answer.url.startswith(live_server.url) for answer in answers)
    # Not every browser fetches the icon with the page; its bytes are counted below.
    answers = [answer for answer in answers if not answer.url.endswith(FAVICON.name)]
    addresses = [urlsplit(answer.url).path for answer in answers]
    assert len(answers) <= MOST_REQUESTS, addresses
    document, *files = answers
    assert document.headers["content-encoding"] == "gzip"
    # Files are compressed once, when production collects them, like this (whitenoise).
    bodies = [answer.body() for answer in files] + [FAVICON.read_bytes()]
    total = document.request.sizes()["responseBodySize"]
    total += sum(len(gzip.compress(body)) for body in bodies)
    total += HEAD_BYTES * (1 + len(bodies))
    assert total <= MOST_BYTES, f"{total} bytes"


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_jumps_while_a_page_loads(open_browser, width):
    baustein = Town().baustein("open")
    page = open_browser(width=width)

    for address in (baustein.get_absolute_url(), baustein.strategie.get_absolute_url(), "/"):
        page.goto(address, wait_until="load")
        assert page.evaluate(SHIFTS) == 0, address


def test_everything_works_when_the_scripts_do_not_arrive(open_browser):
    baustein = factories.open_baustein()
    factories.comment(baustein, text="Ein Rufbus am Abend.")
    page = open_browser()
    page.route("**/*.js", lambda route: route.abort())

    page.goto(baustein.get_absolute_url())
    assert "Ein Rufbus am Abend." in page.locator("main").inner_text()
    page.locator("#id_suche").fill("Zeppelin")
    press(page, page.get_by_role("button", name="Anzeigen"))
    assert "Dazu wurde nichts gefunden." in page.locator("main").inner_text()
    page.goto(baustein.get_absolute_url())
    press(page, page.get_by_role("link", name="Antworten"))
    page.get_by_label("Ihre Antwort").fill("Und am Sonntag?")
    press(page, page.get_by_role("button", name="Antwort abgeben"))

    assert "Wer schreibt?" in page.locator("h1").inner_text()
    assert Entwurf.objects.get().text == "Und am Sonntag?"
