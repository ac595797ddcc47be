"""Line breaks in names and titles: no header of a mail or an answer can be added by them."""

import email
from email import policy

import pytest
from django.core import mail
from django.test import Client

from comments import actions
from phases.models import Kommentierphase, Veranstaltung
from tests import factories

from .conftest import WHY

pytestmark = pytest.mark.django_db

INJECTION = "Eva\r\nBcc: evil@example.org\r\nX-Evil: 1\r\n\r\nBody\u2028\x0bX-More: 2"


@pytest.fixture
def poisoned(world):
    """Names as no form lets them in, but an import or an earlier mistake might."""
    for row in (world.konzept, world.baustein.strategie, world.baustein):
        type(row).objects.filter(pk=row.pk).update(title=INJECTION)
    type(world.author).objects.update(pseudonym=INJECTION)
    world.author.refresh_from_db()
    world.baustein = (
        type(world.baustein).objects.select_related("strategie__konzept").get(pk=world.baustein.pk)
    )
    return world


def test_mails_have_the_headers_we_gave_them(poisoned, django_capture_on_commit_callbacks):
    world = poisoned
    with django_capture_on_commit_callbacks(execute=True):
        reply = factories.comment(
            world.baustein, world.moderator, parent=world.kommentar, text=INJECTION
        )
        actions.report(
            reply, user=None, reporter_key="x", ground="hass", explanation=INJECTION,
            email="reporter@example.org",
        )  # fmt: skip
        actions.warn(world.kommentar, by=world.moderator, **WHY)
        actions.hide(world.kommentar, by=world.moderator, ground="hass", statement=INJECTION)
        Client().post("/konto/anmelden/", {"email": "neu@example.org"})

    assert len(mail.outbox) >= 5
    for message in mail.outbox:
        parsed = email.message_from_bytes(message.message().as_bytes(), policy=policy.default)
        names = {name.lower() for name in parsed}
        assert not names & {"bcc", "x-evil", "x-more", "cc"}
        assert parsed.get_all("subject") == [parsed["subject"]]
        assert not set("\r\n\u2028\x0b") & set(parsed["subject"])
        assert len(message.recipients()) == 1
        assert "evil@example.org" not in message.recipients()


@pytest.mark.parametrize("address", [
    "neu@example.org\r\nBcc: evil@example.org", "a@b.example,evil@example.org",
    '"a\nBcc: x"@b.example', "a@b.example evil@example.org", "<a@b.example>",
])  # fmt: skip
def test_an_address_is_one_address(client, baustein, address, mailoutbox):
    kommentar = factories.comment(baustein)
    report = {"ground": "hass", "explanation": "Weil.", "email": address}

    assert client.post("/konto/anmelden/", {"email": address}).status_code == 422
    assert client.post(f"/kommentare/{kommentar.pk}/melden/", report).status_code == 422
    assert mailoutbox == []


def test_answers_have_no_header_from_outside(poisoned, client):
    for address in (
        poisoned.baustein.get_absolute_url(),
        f"/konzepte/{poisoned.konzept.slug}/moderation.csv",
        "/phasen/kalender.ics",
        poisoned.dokument.get_absolute_url(),
        "/konto/anmelden/?next=/%0d%0aX-Evil:1",
        "/kommentare/1/%0d%0aX-Evil:1",
    ):
        page = client.get(address)
        assert page.status_code in (200, 404)
        assert "X-Evil" not in page.headers
        assert not any("\n" in value or "\r" in value for value in page.headers.values())


def test_a_title_adds_no_entry_to_the_calendar(world, client):
    world.baustein.strategie.kommentierphasen.update(
        title="x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:Gefälscht"
    )

    lines = client.get("/phasen/kalender.ics").text.splitlines()

    dates = Kommentierphase.objects.count() + Veranstaltung.objects.public().count()
    assert lines.count("BEGIN:VEVENT") == dates


@pytest.mark.parametrize("host", ["evil.example", "testserver:80@evil.example", "a\r\nb"])
def test_a_made_up_host_is_refused_and_in_no_link(client, world, host, mailoutbox):
    page = client.post("/konto/anmelden/", {"email": world.author.email}, headers={"Host": host})

    assert page.status_code == 400
    assert mailoutbox == []
