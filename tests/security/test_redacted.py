"""Words that moderators took out of a comment are nowhere but in their own evidence."""

from io import BytesIO
from zipfile import ZipFile, is_zipfile

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from comments import actions
from comments.models import Kommentar
from comments.notify import tell_of_comment
from comments.redaction import RemovedWords, find_words
from evaluation import actions as evaluation_actions
from evaluation.models import Zuordnung
from mails.digests import send_digests
from mails.models import DigestEntry, Kind, Mail
from mails.preferences import choose
from tests import factories

from .addresses import arguments, names
from .conftest import ROLES

pytestmark = pytest.mark.django_db

NEEDLE = "Quittenkompott"
TEXT = f"Ein Satz, der steht. Fragen Sie Frau {NEEDLE}, am Hafen."
WHY = {"ground": "persoenliche_daten", "statement": "Ein fremder Name."}
# What each of the other roles finds is between these.
READERS = ["anonymous", "author", "auswertung", "elsewhere"]


@pytest.fixture
def told(world):
    """The comment of ``world`` with the word, in an Anliegen, published, answered and mailed."""
    row = world.kommentar
    Kommentar.objects.filter(pk=row.pk).update(text=TEXT, folded="")
    row = Kommentar.objects.get(pk=row.pk)
    row.save(update_fields=["text", "folded"])
    evaluation_actions.assign(
        world.anliegen, by=world.colleague, kommentare=[row], quote=f"Frau {NEEDLE}"
    )
    daily = factories.user()
    choose(daily, Kind.REPLY, "daily")
    for parent_author in (factories.user(), daily):
        parent = factories.comment(world.baustein, parent_author)
        Kommentar.objects.filter(pk=row.pk).update(parent=parent, root=parent, depth=1)
        tell_of_comment(Kommentar.objects.get(pk=row.pk))
    Kommentar.objects.filter(pk=row.pk).update(parent=None, root=None, depth=0)
    reply = factories.comment(world.baustein, parent=row, text="Dem stimme ich zu.")
    tell_of_comment(reply)
    world.kommentar = Kommentar.objects.get(pk=row.pk)
    return world


def redact(world):
    row = Kommentar.objects.get(pk=world.kommentar.pk)
    actions.redact(row, by=world.moderator, passages=find_words(row.text, NEEDLE), **WHY)


def read(answer):
    """All that is in an answer, inside of packed files too."""
    body = b"".join(answer)
    if not is_zipfile(BytesIO(body)):
        return body.decode(errors="replace")
    with ZipFile(BytesIO(body)) as packed:
        return "".join(packed.read(name).decode(errors="replace") for name in packed.namelist())


def places(world):
    found = {reverse(name, kwargs=arguments(name, world)) for name in names()}
    page, asked = world.baustein.get_absolute_url(), NEEDLE.lower()
    found |= {f"{page}?suche=hafen", f"{page}?suche={asked}", f"{page}?meine=1"}
    found |= {f"/suche/?q={asked}", "/suche/?q=hafen", "/feed/", "/sitemap.xml"}
    download = arguments("evaluation:download", world)
    for kind in ("csv", "xlsx", "ods", "json"):
        for name in ("beitraege", "anliegen"):
            which = {**download, "name": name, "format": kind}
            found.add(reverse("evaluation:download", kwargs=which))
    return sorted(found)


def where_it_stands(client, world):
    """The addresses on which the word is to be read as it was written."""
    return [address for address in places(world) if NEEDLE in read(client.get(address))]


@pytest.mark.parametrize("role", READERS)
def test_nobody_but_moderators_finds_the_words_anywhere(told, role):
    client = Client()
    if person := ROLES[role](told):
        client.force_login(person)
    assert NEEDLE in client.get(told.baustein.get_absolute_url()).text

    redact(told)

    assert where_it_stands(client, told) == []


def test_a_kept_page_is_not_served_any_more(told, settings, django_capture_on_commit_callbacks):
    settings.PAGE_CACHE = True
    address = told.baustein.get_absolute_url()
    assert NEEDLE in Client().get(address).text

    with django_capture_on_commit_callbacks(execute=True):
        redact(told)

    page = Client().get(address).text
    assert NEEDLE not in page
    assert "[Angabe entfernt: persönliche Daten]" in page


def test_evidence_is_for_moderators_of_the_konzept(told):
    redact(told)
    address = reverse("moderation:kommentar", args=[told.kommentar.pk])
    for role, status in (("moderator", 200), ("elsewhere", 404), ("author", 404)):
        client = Client()
        client.force_login(ROLES[role](told))
        page = client.get(address)
        assert page.status_code == status, role
        assert (NEEDLE in page.text) is (status == 200), role


def test_mails_and_digests_lose_the_words_too(told):
    assert Mail.objects.filter(text__contains=NEEDLE).count() == 2
    assert DigestEntry.objects.filter(text__contains=NEEDLE).exists()

    redact(told)
    send_digests()

    for field in ("subject", "text", "html"):
        assert not Mail.objects.filter(**{f"{field}__contains": NEEDLE}).exists()
    assert not DigestEntry.objects.filter(text__contains=NEEDLE).exists()
    assert not [each for each in mail.outbox if NEEDLE in each.body]


def test_the_quote_of_an_anliegen_loses_them(told):
    redact(told)
    assert Zuordnung.objects.get(kommentar=told.kommentar).quote == (
        "Frau [Angabe entfernt: persönliche Daten]"
    )


def test_a_quote_that_begins_within_a_passage_is_forgotten(told):
    Zuordnung.objects.update(quote=f"{NEEDLE}, am")
    row = told.kommentar
    passages = find_words(row.text, f"Frau {NEEDLE}")
    actions.redact(row, by=told.moderator, passages=passages, **WHY)
    assert Zuordnung.objects.get(kommentar=row).quote == ""


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("> Frau Anna\n> Maier wohnt", "> Frau [x] wohnt"),
        ("Frau ANNA MAIER", "Frau [x]"),
        ("Frau Anna Ma…", "Frau [x]…"),
        ("Frau Anna …", "Frau [x]…"),
        ("Frau An…", "Frau An…"),
        ("Annas Maiers … und", "Annas Maiers … und"),
    ],
)
def test_copies_are_found_across_lines_and_where_they_are_cut(text, left):
    words = RemovedWords((("Anna Maier", "[x]"),))
    assert words.replaced_in(text, between=r"(?:\s|>)+") == left
