"""What people wrote is read in its own direction, and turns nothing around it (UAX #9)."""

import re
from html.parser import HTMLParser

import pytest
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.test import Client
from django.urls import reverse

from accounts.models import User
from comments.text import to_html
from mails.rendering import render_mail
from tests import factories
from tests.security.addresses import arguments, names
from tests.security.conftest import ROLES, world  # noqa: F401
from tests.security.test_access import admin_addresses
from tests.test_language_of_content import OWN_ADMIN, QUERIES, begin_every_text_with

pytestmark = pytest.mark.django_db

# Begins every text and name of people here: „I agree“, in Arabic.
WORD = "أوافق"
# Where no element can stand: with FIRST STRONG ISOLATE somewhere before it.
ISOLATED = re.compile(f"\u2068[^\u2069]*{WORD}")
# Attributes that people read or hear as part of a line; others hold nothing but the word.
READ = {"aria-label", "alt", "placeholder", "title", "label"}


class Directions(HTMLParser):
    """Every place in a page that holds the word, and does not say its direction."""

    VOID = {"br", "hr", "img", "input", "link", "meta", "rect", "path", "circle"}

    def __init__(self, html):
        super().__init__()
        self.isolates, self.wrong, self.seen = [], [], 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name in READ and value and WORD in value and not value.startswith(WORD):
                self.look(f"{tag} {name}", value)
        if tag not in self.VOID:
            own = tag == "bdi" or dict(attrs).get("dir") == "auto"
            self.isolates.append(own or bool(self.isolates and self.isolates[-1]))

    def handle_endtag(self, tag):
        if tag not in self.VOID:
            self.isolates.pop()

    def handle_data(self, data):
        if WORD in data and not (self.isolates and self.isolates[-1]):
            self.look(self.lasttag, data)
        elif WORD in data:
            self.seen += 1

    def look(self, place, words):
        self.seen += 1
        if not ISOLATED.search(words):
            self.wrong.append(f"{place}: {words.strip()[:80]}")


@pytest.fixture
def arabic(world):  # noqa: F811
    """A town in which everything that people have written begins with an Arabic word."""
    begin_every_text_with(WORD, world)
    # Numbered, because names are taken once.
    User.objects.update(pseudonym=Concat(Value(f"{WORD} "), F("pseudonym")))
    return world


def reading(role, town):
    client = Client(headers={"Accept-Language": "de"})
    if person := ROLES[role](town):
        person.refresh_from_db()
        client.force_login(person)
    return client


@pytest.mark.parametrize(
    "role", ["anonymous", "author", "moderator", "redaktion", "auswertung", "fachamt", "superuser"]
)
def test_words_of_people_say_their_direction_wherever_they_stand(arabic, role):
    client = reading(role, arabic)
    wrong, seen = [], 0
    for name in names():
        for query in ["", *QUERIES.get(name, [])]:
            page = client.get(reverse(name, kwargs=arguments(name, arabic)) + query)
            if page.streaming or not page.headers.get("Content-Type", "").startswith("text/html"):
                continue
            found = Directions(page.text)
            seen += found.seen
            wrong += [f"{name}{query}: {line}" for line in found.wrong]

    assert seen > 100
    assert not wrong, "\n".join(wrong)


def test_so_they_do_on_our_own_pages_of_the_administration(arabic):
    client = reading("superuser", arabic)
    wrong, seen = [], 0
    for name, address in admin_addresses():
        if name in OWN_ADMIN:
            page = client.get(address, {"id": arabic.kommentar.pk}, follow=True)
            found = Directions(page.text)
            seen += found.seen
            wrong += [f"{name}: {line}" for line in found.wrong]

    assert seen
    assert not wrong, "\n".join(wrong)


def test_each_paragraph_of_a_comment_has_its_own_direction():
    html = to_html(f"{WORD} (412)!\n\nUnd auf Deutsch.")

    assert html == f'<p dir="auto">{WORD} (412)!</p><p dir="auto">Und auf Deutsch.</p>'
    assert to_html("Nur auf Deutsch.") == "<p>Nur auf Deutsch.</p>"


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_mail_isolates_names_and_titles_and_quotes_in_their_direction(language):
    baustein = factories.open_baustein(title=f"{WORD} & Ziel")
    parent = factories.comment(baustein, text=f"{WORD}!\n\nUnd auf Deutsch.")
    reply = factories.comment(
        baustein, factories.user(f"{WORD} 1"), parent=parent, text=f"{WORD} 2."
    )
    context = {"kommentar": reply, "baustein": baustein, "link": "https://example.org/"}

    subject, text, html = render_mail("reply", context, language=language)

    found = Directions(html)
    assert found.seen > 5
    assert not found.wrong
    assert f"\u2068{WORD} 1\u2069" in subject
    assert f"\u2068{WORD} & Ziel\u2069" in text
    # A quotation has its own lines.
    assert f"\n> {WORD}!\n>\n> Und auf Deutsch.\n" in text
