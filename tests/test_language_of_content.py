"""What was written in German says so on an English page, so that it is read aloud as German."""

from html.parser import HTMLParser

import pytest
from django.urls import reverse

from comments import actions
from tests import factories

pytestmark = pytest.mark.django_db

# Begins every text that was not written by the platform.
OWN = "Deichwort"


class Texts(HTMLParser):
    """Every piece of text in the body of a page, with the language it is in."""

    VOID = {"br", "hr", "img", "input", "link", "meta", "rect", "path", "circle"}

    def __init__(self, html):
        super().__init__()
        self.languages, self.found = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag not in self.VOID:
            inherited = self.languages[-1] if self.languages else ""
            self.languages.append(dict(attrs).get("lang", inherited))

    def handle_endtag(self, tag):
        if tag not in self.VOID:
            self.languages.pop()

    def handle_data(self, data):
        if data.strip() and self.lasttag not in ("title", "style"):
            self.found.append((data.strip(), self.languages[-1]))


@pytest.fixture
def addresses():
    """Pages with every kind of text that people here have written."""
    konzept = factories.konzept(
        title=f"{OWN} im Konzept", summary=f"{OWN} in Kürze.", region=f"{OWN}-Land",
        contact=f"{OWN}-Amt", traeger=f"{OWN}-Stadt",
    )  # fmt: skip
    moderator = factories.staff(konzept, role="moderation")
    ausgabe = factories.ausgabe(konzept=konzept, title=f"{OWN} der Strategie")
    ausgabe.ergebnisse.update(
        title=f"{OWN} des Anliegens", summary=f"{OWN} kurz.", reasons=f"{OWN} als Grund."
    )
    baustein = factories.baustein(
        title=f"{OWN} im Titel", text=f"{OWN} im Text.",
        strategie=factories.strategie(konzept=konzept, title=f"{OWN} auch hier"),
    )  # fmt: skip
    factories.phase(baustein.strategie, title=f"{OWN} der Phase", description=f"{OWN} dazu.")
    factories.fassung(baustein, text=f"{OWN} im neuen Text.", title=f"{OWN} im neuen Titel")
    author = factories.user()
    factories.comment(baustein, author, text=f"{OWN} als Kommentar.")
    hidden = factories.comment(baustein, author, text=f"{OWN}, verborgen.")
    actions.hide(hidden, by=moderator, ground="werbung", statement=f"{OWN} der Moderation.")
    return [
        "/", "/konzepte/", "/phasen/", konzept.get_absolute_url(),
        baustein.strategie.get_absolute_url(), baustein.get_absolute_url(),
        baustein.get_fassungen_url(), f"{baustein.get_fassungen_url()}1/",
        f"{baustein.get_fassungen_url()}1..2/", ausgabe.get_absolute_url(),
        ausgabe.auswertung.strategie.bausteine.get().get_absolute_url(),
        f"/suche/?q={OWN}", factories.complaint_address(hidden),
        reverse("phases:poster", args=[konzept.slug, baustein.strategie.slug]),
    ]  # fmt: skip


def test_on_an_english_page_german_texts_say_that_they_are_german(client, addresses):
    wrong, seen = [], 0
    for address in addresses:
        page = client.get(address, headers={"Accept-Language": "en"})
        texts = Texts(page.text).found
        own = [(text, language) for text, language in texts if text.startswith(OWN)]
        seen += len(own)
        wrong += [(address, text) for text, language in own if language != "de"]

    assert seen > 2 * len(addresses)
    assert not wrong


def test_on_a_german_page_nothing_has_to_be_said(client, addresses):
    for address in addresses:
        page = client.get(address, headers={"Accept-Language": "de"})
        assert page.text.count('lang="de"') == 1, address
