"""A comment that waits: its author sees it, nobody else finds a trace of it anywhere."""

from types import SimpleNamespace

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from comments import actions
from mails.models import Mail
from phases.models import Kommentierphase
from strategies.models import Abonnement
from tests import factories

from .addresses import arguments, names
from .conftest import ROLES

pytestmark = pytest.mark.django_db

NEEDLE = "Quittenkompott"
# Moderators of the Konzept read it, in the workplace and in the administration only.
OUTSIDERS = [role for role in ROLES if role not in ("author", "moderator", "superuser")]


# The ways in which a comment comes to wait.
WAYS = ["new", "reply", "edited"]


@pytest.fixture
def hold(world, django_capture_on_commit_callbacks):
    """Makes a comment of ``world.author`` that came to wait in one of the ways."""
    phases = Kommentierphase.objects.filter(strategie=world.baustein.strategie_id)
    Abonnement.objects.create(user=factories.user(), baustein=world.baustein)

    def write(way, text):
        own = {"baustein": world.baustein, "author": world.author, "text": text}
        match way:
            case "new":
                return factories.comment(**own)
            case "reply":
                parent = factories.comment(world.baustein, factories.user())
                actions.release(parent, by=world.moderator)
                return factories.comment(**own, parent=parent)
            case "edited":
                phases.update(release="at_once")
                published = factories.comment(world.baustein, world.author, text="Noch ein Satz.")
                phases.update(release="after_review")
                return actions.edit(published, by=world.author, text=text)

    def make(way):
        phases.update(release="after_review")
        with django_capture_on_commit_callbacks(execute=True):
            return write(way, f"Bitte {NEEDLE} ausgeben, {way}.")

    return make


@pytest.fixture(params=WAYS)
def held(request, hold):
    return hold(request.param)


def read_everything(client, world, held):
    """Every page a visitor could look at, with searches for them, as one text."""
    addresses = [reverse(name, kwargs=arguments(name, world)) for name in names()]
    # What there is about a published comment, asked about those that wait.
    for row in held:
        there = SimpleNamespace(**{**vars(world), "kommentar": row})
        addresses += [reverse(name, kwargs=arguments(name, there)) for name in names()]
        addresses.append(row.get_absolute_url())
    page = world.baustein.get_absolute_url()
    addresses += [f"{page}?suche=ausgeben", f"{page}?sortierung=aelteste", f"{page}?art=vorschlag"]
    addresses += [f"{page}?meine=1", f"{page}?nach=999999.999999"]
    addresses += ["/sitemap.xml", "/robots.txt", "/feed/"]
    # Each once.
    answers = map(client.get, dict.fromkeys(addresses))
    return "".join(b"".join(answer).decode(errors="replace") for answer in answers)


@pytest.mark.parametrize("role", OUTSIDERS)
def test_nobody_else_finds_its_text_or_its_address(world, hold, role):
    client = Client()
    if person := ROLES[role](world):
        client.force_login(person)
    held = [hold(way) for way in WAYS]
    assert all(NEEDLE in row.text and not row.is_published for row in held)

    everything = read_everything(client, world, held)

    assert NEEDLE not in everything
    for row in held:
        assert f'kommentar-{row.pk}"' not in everything
        assert client.get(row.get_absolute_url()).status_code == 404


def test_it_is_in_no_count(world, held):
    world.baustein.refresh_from_db()
    published = world.baustein.kommentare.published().count()

    assert world.baustein.comment_count == published
    for row in (world.baustein, world.baustein.strategie, world.konzept):
        page = Client().get(row.get_absolute_url()).text
        words = "Beitrag" if published == 1 else "Beiträge"
        assert not published or f"{published} {words}" in page
    if held.parent:
        held.parent.refresh_from_db()
        assert (held.parent.reply_count, held.parent.thread_count) == (0, 0)


def test_its_author_sees_it_and_that_it_waits(world, held):
    client = Client()
    client.force_login(world.author)

    page = client.get(held.get_absolute_url())

    assert NEEDLE in page.text
    assert "wartet auf Prüfung" in page.text


def test_nobody_is_mailed_about_it(world, held):
    for message in mail.outbox:
        assert NEEDLE not in message.body
    assert not Mail.objects.filter(text__contains=NEEDLE).exists()


def test_it_takes_no_votes_answers_or_reports(world, held, resident):
    client = Client()
    client.force_login(resident)
    data = {"value": 1, "text": "Antwort.", "ground": "hass", "explanation": "Weil."}

    for path in ("bewerten", "antworten", "melden"):
        assert client.post(f"/kommentare/{held.pk}/{path}/", data).status_code == 404


def test_its_moderators_read_it_in_the_workplace(world, held):
    client = Client()
    client.force_login(ROLES["moderator"](world))

    assert NEEDLE in client.get(reverse("moderation:queue", args=["wartet"])).text
    assert client.get(held.get_absolute_url()).status_code == 404
