"""A comment that waits: its author sees it, nobody else finds a trace of it anywhere."""

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


@pytest.fixture(params=["new", "reply", "edited"])
def held(request, world, django_capture_on_commit_callbacks):
    """A comment in each of the ways it comes to wait, by ``world.author``."""
    phases = Kommentierphase.objects.filter(strategie=world.baustein.strategie_id)
    phases.update(release="after_review")
    Abonnement.objects.create(user=factories.user(), baustein=world.baustein)
    text = f"Bitte {NEEDLE} ausgeben."
    with django_capture_on_commit_callbacks(execute=True):
        match request.param:
            case "new":
                return factories.comment(world.baustein, world.author, text=text)
            case "reply":
                parent = factories.comment(world.baustein, factories.user())
                actions.release(parent, by=world.moderator)
                return factories.comment(world.baustein, world.author, text=text, parent=parent)
            case "edited":
                return actions.edit(world.kommentar, by=world.author, text=text)


def read_everything(client, world, held):
    """Every page a visitor could look at, with searches for it, as one text."""
    addresses = [reverse(name, kwargs=arguments(name, world)) for name in names()]
    page = world.baustein.get_absolute_url()
    addresses += [f"{page}?suche=ausgeben", f"{page}?sortierung=aelteste", f"{page}?art=vorschlag"]
    addresses += [f"{page}?meine=1", f"{page}?nach=999999.999999", held.get_absolute_url()]
    for path in ("antworten", "melden", "bearbeiten"):
        addresses.append(f"/kommentare/{held.pk}/{path}/")
    addresses += ["/sitemap.xml", "/robots.txt", "/feed/"]
    return "".join(b"".join(client.get(address)).decode(errors="replace") for address in addresses)


@pytest.mark.parametrize("role", OUTSIDERS)
def test_nobody_else_finds_its_text_or_its_address(world, held, role):
    client = Client()
    if person := ROLES[role](world):
        client.force_login(person)

    everything = read_everything(client, world, held)

    assert NEEDLE not in everything
    assert f'kommentar-{held.pk}"' not in everything
    assert client.get(held.get_absolute_url()).status_code == 404


def test_it_is_in_no_count(world, held):
    world.baustein.refresh_from_db()
    published = world.baustein.kommentare.published().count()

    assert world.baustein.comment_count == published
    for row in (world.baustein, world.baustein.strategie, world.konzept):
        page = Client().get(row.get_absolute_url()).text
        assert not published or f"{published} Kommentar" in page
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
