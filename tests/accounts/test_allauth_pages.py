"""The pages and mails of signing in that allauth brings: in our words, in our frame."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from accounts.models import User
from tests import factories
from tests.browser.staff import PASSWORD

pytestmark = pytest.mark.django_db

NEW = "noch ein langes Kennwort 8"


@pytest.fixture
def clerk():
    return factories.user(email="amt@example.org", password=PASSWORD, is_staff=True)


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/konto/passwort/vergessen/", "Passwort vergessen?"),
        ("/konto/passwort/vergessen/gesendet/", "Sehen Sie in Ihr Postfach"),
        ("/konto/passwort/vergessen/1-abc/", "Neues Passwort wählen"),
        ("/konto/passwort/vergessen/fertig/", "Ihr Passwort ist geändert"),
        ("/konto/gesperrt/", "Dieses Konto ist abgeschaltet"),
        ("/konto/anmelden/passwort/", "Anmelden mit Passwort"),
    ],
)
def test_pages_speak_our_words(client, path, heading):
    page = client.get(path).text

    assert f"<h1>{heading}</h1>" in page
    assert 'class="site-head"' in page


def test_a_lost_password_is_chosen_anew(client, clerk, django_capture_on_commit_callbacks):
    for _guess in range(6):
        page = _sign_in(client, clerk, "falsch")
    assert "zu viele Versuche" in page.text
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/konto/passwort/vergessen/", {"email": clerk.email})
    assert "ein neues Passwort angefordert" in mail.outbox[-1].body
    link = re.search(r"https?://\S+", mail.outbox[-1].body).group()
    page = client.get(re.sub(r"^https?://[^/]+", "", link), follow=True)
    assert "Neues Passwort wählen" in page.text
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post(
            page.redirect_chain[-1][0], {"password1": NEW, "password2": NEW}, follow=True
        )

    assert "Ihr Passwort ist geändert" in done.text
    clerk.refresh_from_db()
    assert clerk.check_password(NEW)
    assert "ist neu gesetzt" in mail.outbox[-1].body
    # What was guessed before counts no more.
    assert _sign_in(client, clerk, NEW).status_code == 302


def _sign_in(client, person, password):
    data = {"login": person.email, "password": password}
    return client.post("/konto/anmelden/passwort/", data)


@pytest.mark.parametrize("has_one", [True, False])
def test_a_password_is_changed_or_set(client, has_one, django_capture_on_commit_callbacks):
    person = factories.user(is_staff=True, password=PASSWORD if has_one else None)
    client.force_login(person)
    path = "/konto/passwort/" if has_one else "/konto/passwort/setzen/"
    data = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert "<ul>" not in client.get(path).text.partition("<main")[2].partition("</main")[0]
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(path, data)

    assert response.url == "/konto/geraete/"
    assert "Ihr Passwort ist gespeichert." in client.get(response.url).text
    person.refresh_from_db()
    assert person.check_password(NEW)
    assert "Waren Sie das nicht?" in mail.outbox[-1].body


def test_an_administrator_made_at_the_console_confirms_the_address(
    client, django_capture_on_commit_callbacks
):
    User.objects.create_superuser("chefin@example.org", "Chefin", PASSWORD)
    data = {"login": "chefin@example.org", "password": PASSWORD}
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post("/konto/anmelden/passwort/", data, follow=True)
    assert "<h1>E-Mail-Adresse bestätigen</h1>" in page.text
    code = re.search(r"\b\d{6}\b", mail.outbox[-1].body).group()
    client.post("/konto/e-mail/code/", {"code": code, "action": "verify"})

    assert EmailAddress.objects.get().verified
    assert "_auth_user_id" in client.session


def test_what_nobody_needs_is_not_there():
    for path in ("bestaetigen/", "signup/", "confirm-email/", "reauthenticate/"):
        assert Client().get(f"/konto/{path}").status_code == 404
