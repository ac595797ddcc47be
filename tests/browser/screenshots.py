"""Takes the pictures of ``python -m tests.screenshots``; no test, so pytest alone passes it by."""

import pytest
from django.conf import settings

from .pages import walk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FOLDER = settings.BASE_DIR / "var" / "screenshots"
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
