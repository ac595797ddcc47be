"""Honeypot and least time: on every form that needs no account, and nothing is ever lost."""

import re
import time

import pytest
from django.core import signing

from accounts.protection import guard
from comments.models import Beschwerde, Entwurf, Meldung
from mails.models import Mail
from tests import factories

ADDRESS = "lena@example.org"
# Where programs fill in for people, and a mail is all that can be sent.
UNTIMED = "/konto/anmelden/"


def opened(seconds_ago):
    return signing.dumps(time.time() - seconds_ago, salt="accounts.guard")


@pytest.fixture(params=["comment", "reply", "report", "complaint", "code"])
def form(request, baustein, moderator):
    """(address, data, what must still be on the page, model that must stay empty)"""
    kommentar = factories.comment(baustein)
    key = "8a6a6a52-5a0c-4a3e-9d53-0d1ad9ddf1ad"
    match request.param:
        case "comment":
            data = {"text": "Mein Text.", "category": "kritik", "idempotency_key": key}
            return baustein.get_absolute_url(), data, "Mein Text.", Entwurf.objects.all()
        case "reply":
            data = {"text": "Mein Text.", "idempotency_key": key}
            address = f"/kommentare/{kommentar.pk}/antworten/"
            return address, data, "Mein Text.", Entwurf.objects.all()
        case "report":
            data = {"ground": "hass", "explanation": "Mein Text."}
            address = f"/kommentare/{kommentar.pk}/melden/"
            return address, data, "Mein Text.", Meldung.objects.all()
        case "complaint":
            hidden = factories.hidden_comment(baustein, by=moderator)
            address = factories.complaint_address(hidden)
            return address, {"text": "Mein Text."}, "Mein Text.", Beschwerde.objects.all()
        case "code":
            mails = Mail.objects.filter(template="login_code")
            return "/konto/anmelden/", {"email": ADDRESS}, ADDRESS, mails


@pytest.fixture
def three_seconds(settings):
    settings.FORM_LEAST_SECONDS = 3


def resend(client, address, data, page):
    """Send again what stands in the form that came back."""
    shown = page.context["form"]
    again = {name: shown[name].value() or "" for name in ("betreff", "opened")}
    return client.post(address, {**data, **again})


def test_the_trap_is_on_the_page_hidden_by_a_class_and_labelled(client, form):
    html = client.get(form[0]).text

    assert re.search(
        r'<div class="guard"><label for="[\w-]+betreff">Bitte leer lassen:</label>', html
    )
    assert 'autocomplete="off" tabindex="-1"' in html


def test_a_filled_trap_is_told_and_emptied_and_the_next_try_passes(client, form):
    address, data, kept, rows = form

    page = client.post(address, {**data, "betreff": "Kauft Uhren"})

    assert page.status_code in (200, 422)
    assert "vielleicht von Ihrem Browser" in page.text
    assert kept in page.text
    assert not rows.exists()
    assert resend(client, address, data, page).status_code == 302
    assert rows.exists()


@pytest.mark.usefixtures("three_seconds")
def test_a_form_sent_at_once_is_told_and_passes_a_moment_later(client, form, monkeypatch):
    address, data, kept, rows = form

    page = client.post(address, {**data, "opened": opened(1)})
    if address == UNTIMED:
        assert page.status_code == 302
        return

    assert "Die Seite war erst einen Augenblick offen." in page.text
    assert kept in page.text
    assert not rows.exists()
    now = time.time()
    monkeypatch.setattr(guard.time, "time", lambda: now + 5)
    assert resend(client, address, data, page).status_code == 302


@pytest.mark.usefixtures("three_seconds")
@pytest.mark.parametrize("value", ["", "gefälscht", "MQ:1q:falsch", "a\0b"])
def test_a_missing_or_forged_time_gets_a_new_one(client, form, value, monkeypatch):
    address, data, _kept, rows = form

    page = client.post(address, {**data, "opened": value})
    if address == UNTIMED:
        assert page.status_code == 302
        return

    assert "Dem Formular fehlte eine Angabe" in page.text
    assert not rows.exists()
    now = time.time()
    monkeypatch.setattr(guard.time, "time", lambda: now + 5)
    assert resend(client, address, data, page).status_code == 302


@pytest.mark.usefixtures("three_seconds")
def test_a_form_that_was_open_for_a_month_is_fine(client, form):
    address, data, _kept, rows = form

    assert client.post(address, {**data, "opened": opened(30 * 24 * 3600)}).status_code == 302
    assert rows.exists()


@pytest.mark.usefixtures("three_seconds")
def test_a_form_from_before_the_clock_was_set_back_is_fine(client, form):
    address, data, _kept, rows = form

    assert client.post(address, {**data, "opened": opened(-24 * 3600)}).status_code == 302
    assert rows.exists()
