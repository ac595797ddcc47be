"""Signing in with an account elsewhere, against a provider that answers over HTTP."""

import shutil

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.own_data.personal_data import export
from tests import factories
from tests.test_settings import PRODUCTION, manage
from tests.visitor import Visitor

from .provider import Provider, at_provider

pytestmark = pytest.mark.django_db

SIGN_IN = "/konto/anmelden/extern/"
LENA = {"sub": "4711", "email": "lena@example.org", "email_verified": True}


@pytest.fixture
def provider(settings):
    server = Provider()
    server.person = {**LENA, "acr": "hoch", "name": "Lena Wirklich"}
    at_provider(settings, server)
    yield server
    server.close()


@pytest.fixture
def visitor(django_capture_on_commit_callbacks):
    return Visitor(Client(), django_capture_on_commit_callbacks)


def come_back(visitor, provider, start=SIGN_IN):
    """Go to the provider and back; returns the page one ends on."""
    led = visitor.client.get(start)
    assert led.url.startswith(provider.url)
    visitor.page = visitor.client.get(provider.authorise(led.url), follow=True)
    return visitor.page


def is_signed_in(visitor):
    return visitor.client.get("/konto/geraete/").status_code == 200


def test_the_first_time_a_code_to_the_verified_address_links_it(visitor, provider):
    person = factories.user(email="lena@example.org")

    page = come_back(visitor, provider)
    assert "nur beim ersten Mal" in page.text
    assert 'value="lena@example.org"' in page.text
    assert not is_signed_in(visitor)
    assert not SocialAccount.objects.exists()
    visitor.ask_for_code("lena@example.org")
    visitor.enter(visitor.mailed_code())

    assert is_signed_in(visitor)
    assert SocialAccount.objects.get().user == person


def test_the_second_time_it_is_enough(visitor, provider):
    person = factories.user(email="lena@example.org")
    SocialAccount.objects.create(user=person, provider="oidc", uid="4711")

    come_back(visitor, provider)

    assert is_signed_in(visitor)
    assert not mail.outbox


def test_somebody_new_chooses_a_pseudonym_as_everybody_does(visitor, provider):
    come_back(visitor, provider)
    visitor.ask_for_code("lena@example.org", "Deichläuferin")
    visitor.enter(visitor.mailed_code())

    assert SocialAccount.objects.get().user == User.objects.get(pseudonym="Deichläuferin")


@pytest.mark.parametrize("verified", [False, None, "true", "false", 1])
def test_an_address_the_provider_did_not_verify_links_nothing(visitor, provider, verified):
    factories.user(email="lena@example.org")
    provider.person["email_verified"] = verified

    page = come_back(visitor, provider)
    assert "hat Ihre E-Mail-Adresse nicht bestätigt" in page.text
    visitor.ask_for_code("lena@example.org")
    visitor.enter(visitor.mailed_code())

    assert not SocialAccount.objects.exists()


def test_a_code_for_another_address_links_nothing(visitor, provider):
    """Whoever has an identity with a stranger's address cannot take their account, nor give it."""
    factories.user(email="mallory@example.org")
    come_back(visitor, provider)
    visitor.ask_for_code("mallory@example.org")
    visitor.enter(visitor.mailed_code())

    assert is_signed_in(visitor)
    assert not SocialAccount.objects.exists()


def test_somebody_signed_in_cannot_be_given_a_strangers_identity(visitor, provider):
    person = factories.user()
    visitor.client.force_login(person)

    come_back(visitor, provider, f"{SIGN_IN}?process=connect")

    assert not SocialAccount.objects.exists()


def test_nothing_of_what_the_provider_tells_is_kept_but_its_number(visitor, provider):
    person = factories.user(email="lena@example.org")
    for _ in range(2):
        come_back(visitor, provider)
        if not is_signed_in(visitor):
            visitor.ask_for_code("lena@example.org")
            visitor.enter(visitor.mailed_code())
        visitor.client.post("/konto/abmelden/")

    row = SocialAccount.objects.get()
    assert (row.uid, row.extra_data) == ("4711", {})
    assert "Wirklich" not in str(export(person))
    assert "hoch" not in str(export(person))


def test_an_answer_nobody_asked_for_signs_nobody_in(visitor, provider):
    person = factories.user(email="lena@example.org")
    SocialAccount.objects.create(user=person, provider="oidc", uid="4711")
    led = Client().get(SIGN_IN)

    page = visitor.client.get(provider.authorise(led.url), follow=True)

    assert "nicht gelungen" in page.text
    assert not is_signed_in(visitor)


def test_who_turns_back_there_is_told_how_else(visitor, provider):
    provider.person = None

    assert "ist nicht gelungen" in come_back(visitor, provider).text


def test_a_provider_that_is_away_is_no_broken_page(visitor, provider):
    provider.close()

    page = visitor.client.get(SIGN_IN, follow=True)

    assert page.status_code == 200
    assert "Die Anmeldung bei BundID ist nicht gelungen" in page.text


def test_what_is_asked_for_is_little_and_bound_to_this_browser(visitor, provider):
    come_back(visitor, provider)

    asked = provider.told[0]
    assert set(asked["scope"].split()) == {"openid", "email"}
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"].endswith("/konto/anmelden/extern/antwort/")


def test_a_blocked_account_stays_out(visitor, provider):
    person = factories.user(email="lena@example.org", is_active=False)
    SocialAccount.objects.create(user=person, provider="oidc", uid="4711")

    come_back(visitor, provider)

    assert not is_signed_in(visitor)


def test_it_replaces_no_second_factor(visitor, provider, settings):
    settings.STAFF_MFA = True
    person = factories.superuser(email="lena@example.org")
    SocialAccount.objects.create(user=person, provider="oidc", uid="4711")

    come_back(visitor, provider)

    response = visitor.client.get("/verwaltung/")
    assert response.url.startswith(reverse("mfa_activate_totp"))


def test_it_is_offered_where_there_is_one_and_only_there(client, settings, provider):
    for path in ("/konto/anmelden/", "/konto/anmelden/passwort/"):
        assert "Mit BundID anmelden" in client.get(path).text
    settings.OIDC_NAME = ""
    assert SIGN_IN not in client.get("/konto/anmelden/").text


def test_settings_name_all_of_it_or_nothing():
    result = manage("check", **PRODUCTION, OIDC_SERVER_URL="https://id.example")

    assert result.returncode != 0
    assert "OIDC_CLIENT_SECRET" in result.stderr.splitlines()[-1]


def test_who_was_linked_to_a_provider_that_is_gone_can_still_be_deleted(migrated, tmp_path):
    """In a process that was never told of a provider."""
    steps = """
from allauth.socialaccount.models import SocialAccount
from accounts.actions import delete_account
from accounts.models import User
person = User.objects.create_user("lena@example.org", "Lena")
SocialAccount.objects.create(user=person, provider="oidc", uid="4711")
delete_account(person, withdraw=False)
print("left:", User.objects.count())
"""
    database = f"sqlite:///{shutil.copy(migrated, tmp_path)}"
    result = manage("shell", "-c", steps, DATABASE_URL=database, VAR_DIR=str(tmp_path))

    assert "left: 0" in result.stdout, result.stderr
