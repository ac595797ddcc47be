"""A first visit: few requests, few bytes, nothing that jumps, and no need for scripts."""

import gzip
from io import BytesIO
from random import Random

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from comments.models import Entwurf
from municipality.current import refresh
from municipality.models import Kommune
from tests import factories

from .pages import Town
from .staff import press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_REQUESTS, MOST_BYTES = 4, 45_000
MOST_BYTES_WITH_PICTURE = 150_000
# What each answer costs besides its body.
HEAD_BYTES = 600
SHIFTS = """() => new Promise((resolve) => {
    let sum = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => { sum += entry.value; }))
        .observe({type: "layout-shift", buffered: true});
    setTimeout(() => resolve(sum), 500);
})"""


def first_visit(open_browser, address, **browser):
    """What a visit fetches, by address: the size of each body as it comes over the wire.

    The icon too, which a browser may fetch whenever it likes, and Playwright never shows.
    """
    page, answers = open_browser(**browser), []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(address, wait_until="networkidle")
    document, *files = answers
    assert document.headers["content-encoding"] == "gzip"
    sizes = {document.url: document.request.sizes()["responseBodySize"]}
    icon = page.context.request.get(page.locator("link[rel=icon]").get_attribute("href"))
    for answer in (*files, icon):
        # Static files are compressed once, when production collects them (whitenoise).
        sizes[answer.url] = len(gzip.compress(answer.body()))
    return sizes


def assert_is_small(sizes):
    pictures = {url: size for url, size in sizes.items() if url.endswith(".webp")}
    page = {url: size for url, size in sizes.items() if url not in pictures}
    assert len(page) <= MOST_REQUESTS, list(page)
    assert cost(page) <= MOST_BYTES, f"{cost(page)} bytes"
    assert len(pictures) <= 1
    assert cost(sizes) <= MOST_BYTES_WITH_PICTURE, f"{cost(sizes)} bytes"


def illustrated():
    """The Baustein of the open phase that has a picture at its head, and none in its text."""
    return Town().strategie("open").bausteine.filter(titelbild__isnull=False).earliest("position")


def cost(sizes):
    return sum(sizes.values()) + HEAD_BYTES * len(sizes)


def test_a_first_visit_to_a_baustein_is_small(open_browser, live_server):
    sizes = first_visit(open_browser, illustrated().get_absolute_url())

    assert any(address.endswith(".webp") for address in sizes)
    assert all(address.startswith(live_server.url) for address in sizes)
    assert_is_small(sizes)


def test_a_first_visit_to_the_busiest_discussion_is_small(open_browser):
    baustein = illustrated()
    chance = Random(17)  # noqa: S311
    for _thread in range(12):
        root = factories.comment(baustein, text=some_words(chance))
        for _reply in range(2):
            factories.comment(baustein, parent=root, text=some_words(chance))

    sizes = first_visit(open_browser, baustein.get_absolute_url())

    assert_is_small(sizes)


def some_words(chance):
    """A contribution of some 300 characters that compresses like one that people write."""
    syllables = (
        "ab ber bus den der des die ein fahr gen haus ken len mit nach ort rad ren sch ter ung"
    )
    words = ["".join(chance.choices(syllables.split(), k=chance.randint(1, 3))) for _ in range(45)]
    return f"{' '.join(words)}."


@pytest.mark.parametrize(("width", "pixels"), [(390, 3), (1280, 2)])
def test_it_is_small_with_the_largest_picture_there_can_be(open_browser, width, pixels):
    baustein = illustrated()
    noise = BytesIO()
    Image.effect_noise((2000, 1500), 90).save(noise, "JPEG", quality=95)
    factories.titelbild(baustein, file=ContentFile(noise.getvalue()))

    sizes = first_visit(
        open_browser, baustein.get_absolute_url(), width=width, device_scale_factor=pixels
    )

    assert max(sizes.values()) > 50_000
    assert_is_small(sizes)


def test_colour_and_coat_of_arms_of_the_municipality_cost_no_request(open_browser):
    coat = BytesIO()
    Image.new("RGB", (240, 300), "#7a0000").save(coat, "PNG")
    kommune = Kommune(accent="#7a0000", logo_width=240, logo_height=300)
    kommune.logo.save("wappen.png", ContentFile(coat.getvalue()))
    refresh()
    baustein = factories.open_baustein()

    sizes = first_visit(open_browser, baustein.get_absolute_url())

    assert any(address.endswith(kommune.logo.name) for address in sizes)
    assert_is_small(sizes)


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
    page.locator("#filter-suche").fill("Zeppelin")
    press(page, page.get_by_role("button", name="Anzeigen"))
    assert "Dazu wurde nichts gefunden." in page.locator("main").inner_text()
    page.goto(baustein.get_absolute_url())
    press(page, page.get_by_role("link", name="Antworten"))
    page.get_by_label("Ihre Antwort").fill("Und am Sonntag?")
    press(page, page.get_by_role("button", name="Antwort abgeben"))

    assert "Wer schreibt?" in page.locator("h1").inner_text()
    assert Entwurf.objects.get().text == "Und am Sonntag?"
