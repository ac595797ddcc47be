"""Takes the pictures of ``python -m tests.screenshots``; no test, so pytest alone passes it by."""

from io import BytesIO

import pytest
from django.conf import settings
from PIL import Image

from evaluation.models import Auswertung

from .guides import PICTURES as GUIDES
from .guides import GuideTown
from .pages import Town, session_of, visit, walk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FOLDER = settings.BASE_DIR / "var" / "screenshots"
README_FOLDER = settings.BASE_DIR / "docs" / "bilder"
README_SIZE, README_BYTES = {"width": 1200, "height": 860}, 150_000
WIDTHS, SCHEMES = (320, 768, 1280), ("light", "dark")
PICTURES = {
    "lesen": {
        "start", "konzepte", "konzept", "strategie offen", "strategie beendet", "baustein voll",
        "baustein leer", "baustein beendet", "grabstein", "musterseite",
    },
    "ergebnis und alltag": {"seite fehlt"},
    "schreiben": {
        "kommentar ohne text", "antwort", "melden", "beschwerde entschieden", "code falsch",
    },
    "konto": {"mails"},
    "moderation": {"liste alle", "verbergen ohne grund"},
    "verwaltung": {"übersicht", "konzept"},
    "erster tag": {"start"},
}  # fmt: skip


@pytest.mark.parametrize("group", PICTURES)
def test_take_pictures(open_browser, live_server, group):
    for name, page in walk(group, open_browser, live_server.url, only=PICTURES[group]):
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                file = FOLDER / f"{width}-{scheme}" / f"{group} – {name}.png"
                page.screenshot(path=file, full_page=True)
        if group == "lesen":
            page.emulate_media(media="print", color_scheme="light")
            page.screenshot(path=FOLDER / "print" / f"{name}.png", full_page=True)


def test_take_the_pictures_of_the_readme(open_browser, live_server):
    town = Town()
    baustein = town.baustein("open")
    take = _camera(open_browser, live_server.url)
    take("baustein", baustein.get_absolute_url())
    take("diskussion", town.deepest.parent.get_absolute_url(), color_scheme="dark")
    take("auswertung", f"{Auswertung.objects.published().get().get_absolute_url()}#zahlen")
    take("verwaltung", "/verwaltung/", who=town.administrator)


def test_take_the_pictures_of_the_guides(open_browser, live_server):
    states = {name: picture.state for name, picture in GUIDES.items()}
    for name, page in visit(states, GuideTown(), open_browser, live_server.url):
        picture = GUIDES[name]
        page.set_viewport_size({"width": README_SIZE["width"], "height": picture.height})
        page.wait_for_load_state("networkidle")
        page.evaluate(
            "([top]) => scrollTo(0, document.querySelector(top)"
            ".getBoundingClientRect().top + scrollY - 8)",
            [picture.top],
        )
        _keep(name, page.screenshot())


def _camera(open_browser, base_url):
    """A function that takes one picture of what a screen shows, few colours, few bytes."""

    def take(name, address, *, who=None, **options):
        page = open_browser(**options)
        page.set_viewport_size(README_SIZE)
        if who:
            page.context.add_cookies([{**session_of(who), "url": base_url}])
        page.goto(address, wait_until="networkidle")
        _keep(name, page.screenshot())

    return take


def _keep(name, screenshot):
    """Few colours, few bytes."""
    picture = Image.open(BytesIO(screenshot)).convert("RGB").quantize(64)
    file = README_FOLDER / f"{name}.png"
    picture.save(file, optimize=True)
    assert file.stat().st_size <= README_BYTES, name
