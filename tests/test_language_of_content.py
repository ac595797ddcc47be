"""What was written in German says so on an English page, so that it is read aloud as German."""

from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.test import Client
from django.urls import reverse

from comments import actions
from comments.models import Kommentar
from mails.rendering import render_mail
from municipality.current import refresh
from strategies.models import Baustein
from tests import factories
from tests.security.addresses import arguments, names
from tests.security.conftest import ROLES, WHY, world  # noqa: F401
from tests.security.test_access import admin_addresses

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
    hidden = factories.comment(baustein, author, text=f"{OWN}, ausgeblendet.")
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


# --- Every address of the site, for everybody who may come --------------------------

# Fields that people here fill with words of their own, and those that hold them as HTML.
WORDS = {
    "answer", "change_reason", "claim", "contact", "description",
    "enforcement_body", "explanation", "footer", "hidden_reason", "intro", "name", "note",
    "office", "official_office", "quote", "reason", "reasons", "region", "results_expected",
    "source", "statement", "summary", "text", "title", "traeger",
}  # fmt: skip
MARKUP = {"html", "intro_html"}
ROOMS = {"comments", "evaluation", "municipality", "pages", "phases", "strategies"}
# What the database lets nobody change, so that it keeps its words.
OTHER = {"Moderationsentscheidung"}
KEPT = WHY["statement"]


def begin_every_text_with(word, world):  # noqa: F811
    """Let everything that people have written begin with the same word."""
    moderator = world.moderator
    moved = factories.comment(world.baustein, world.author)
    elsewhere = Baustein.objects.exclude(pk=world.baustein.pk).first()
    Kommentar.objects.filter(pk=moved.pk).update(moved_from=elsewhere)
    actions.lock(moved, by=moderator, statement="Genug gesagt.")
    factories.comment(world.baustein, moderator, parent=world.kommentar, text="Danke.")
    for model in apps.get_models():
        if model.__name__ in OTHER or model.__module__.partition(".")[0] not in ROOMS:
            continue
        fields = {field.name: field for field in model._meta.local_fields}
        for name in (WORDS | MARKUP) & set(fields):
            before = f"<p>{word}</p>" if name in MARKUP else f"{word} "
            filled = model._base_manager.exclude(**{name: ""})
            filled.update(**{name: Concat(Value(before), F(name))})
    # What is searched is kept folded beside the texts.
    call_command("reindex_search", verbosity=0)
    refresh()
    world.konzept.refresh_from_db()


@pytest.fixture
def all_own_words(world):  # noqa: F811
    """A town in which everything that people have written begins with the same word."""
    begin_every_text_with(OWN, world)
    return world


def reading_english(role, world):  # noqa: F811
    client = Client(headers={"Accept-Language": "en"})
    if person := ROLES[role](world):
        person.language = "en"
        person.save()
        client.force_login(person)
    return client


def in_another_language(page):
    """What people have written, but is said to be in the language of the page."""
    own = [
        (text, language) for text, language in Texts(page.text).found if OWN in text or KEPT in text
    ]
    return {text for text, language in own if language != "de"}, len(own)


# Lists in another order, and what is only there on another question.
QUERIES = {
    "auswertung:beitraege": ["?liste=alle", "?liste=anliegen"],
    "auswertung:auswertung": ["?status=alle"],
    "auswertung:beitrag": ["?aehnlich=1"],
    "search:search": [f"?q={OWN}", f"?q={OWN}&art=kommentar"],
}


@pytest.mark.parametrize(
    "role", ["anonymous", "author", "moderator", "redaktion", "auswertung", "fachamt", "superuser"]
)
def test_wherever_words_of_people_stand_they_say_their_language(all_own_words, role):
    client = reading_english(role, all_own_words)
    wrong, seen = [], 0
    for name in names():
        for query in ["", *QUERIES.get(name, [])]:
            page = client.get(reverse(name, kwargs=arguments(name, all_own_words)) + query)
            if page.streaming or not page.headers.get("Content-Type", "").startswith("text/html"):
                continue
            found, number = in_another_language(page)
            seen += number
            wrong += [f"{name}{query}: {text}" for text in found]

    assert seen > 100
    assert not wrong, "\n".join(wrong)


# What people do that is answered by a sentence with words of theirs in it.
def test_messages_say_the_language_of_words_in_them_too(all_own_words):
    client = reading_english("auswertung", all_own_words)
    address = reverse("auswertung:beitrag", args=[all_own_words.kommentar.pk])

    page = client.post(address, {"into": all_own_words.anliegen.pk}, follow=True)

    assert f'is now in “Concern 1: <span lang="de">{OWN} Ein Anliegen</span>”' in page.text
    assert not in_another_language(page)[0]


# Pages of our own in the administration; its lists and forms are Django's.
OWN_ADMIN = {
    "admin:index", "admin:comments_kommentar_thread", "admin:comments_kommentar_verbergen",
    "admin:phases_kommentierphase_several", "admin:phases_kommentierphase_verlaengern",
    "admin:strategies_konzept_archivieren",
}  # fmt: skip


def test_our_own_pages_of_the_administration_say_it_too(all_own_words):
    client = reading_english("superuser", all_own_words)
    wrong, seen = [], 0
    for name, address in admin_addresses():
        if name in OWN_ADMIN:
            page = client.get(address, {"id": all_own_words.kommentar.pk}, follow=True)
            found, number = in_another_language(page)
            seen += number
            wrong += [f"{name}: {text}" for text in found]

    assert seen
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("language", "words"),
    [("de", f"Ihren Beitrag zu „{OWN} &amp; Ziel“"),
     ("en", f'your contribution on “<span lang="de">{OWN} &amp; Ziel</span>”')],
)  # fmt: skip
def test_a_mail_says_in_its_html_what_is_in_german(language, words):
    baustein = factories.open_baustein(title=f"{OWN} & Ziel")
    parent = factories.comment(baustein, text=f"{OWN} zuerst.")
    reply = factories.comment(baustein, parent=parent, text=f"{OWN} als Antwort.")
    context = {"kommentar": reply, "baustein": baustein, "link": "https://example.org/"}

    subject, text, html = render_mail("reply", context, language=language)

    assert subject.endswith(f": {OWN} & Ziel")
    assert f"{OWN} & Ziel" in text
    assert words in html
    assert html.count("lang=") == (1 if language == "de" else 5)
    # Nothing is left of what marked the words on their way.
    assert not {"\ue000", "\ue001"} & set(subject + text + html)
