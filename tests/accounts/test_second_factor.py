"""Staff sign in with a second factor, and reach nothing without one."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import Sicherheitsprotokoll
from tests import factories
from tests.browser.staff import PASSWORD

pytestmark = pytest.mark.django_db

SIGN_IN, SET_UP = "/konto/anmelden/passwort/", "/konto/zweiter-faktor/app/"
CHECK, AGAIN = "/konto/zweiter-faktor/pruefen/", "/konto/zweiter-faktor/bestaetigen/"
Event = Sicherheitsprotokoll.Event


NOW = 1_000_000


@pytest.fixture(autouse=True)
def _needed(settings, monkeypatch):
    settings.STAFF_MFA = True
    # The clock of the app stands still, so that no half minute ends within a test.
    monkeypatch.setattr(
        "allauth.mfa.totp.internal.auth.yield_hotp_counters_from_time",
        lambda: iter([NOW - 1, NOW, NOW + 1]),
    )


@pytest.fixture
def clerk():
    return factories.superuser(email="amt@example.org", password=PASSWORD)


def sign_in(client, person, to="/verwaltung/"):
    data = {"login": person.email, "password": PASSWORD, "next": to}
    return client.post(SIGN_IN, data)


def code_now(key, later=0):
    return format_hotp_value(hotp_value(key, NOW + later))


def set_up(client):
    """Set up an app; returns its key and the page that follows."""
    key = re.search(r"<code>(\w+)</code>", client.get(SET_UP).text).group(1)
    return key, client.post(SET_UP, {"code": code_now(key)}, follow=True)


def events():
    return list(Sicherheitsprotokoll.objects.order_by("pk").values_list("event", flat=True))


@pytest.fixture
def with_app(clerk):
    """The key of the app of a clerk who has one."""
    client = Client()
    sign_in(client, clerk)
    key, _page = set_up(client)
    mail.outbox.clear()
    return key


@pytest.mark.parametrize(
    "path", ["/verwaltung/", "/moderation/", "/auswertung/", "/konto/e-mail/", "/"]
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_without_one_staff_reach_nothing_but_the_page_that_sets_it_up(client, clerk, path, method):
    sign_in(client, clerk)

    response = getattr(client, method)(path)

    assert response.status_code == 302
    assert response.url.startswith(SET_UP)


def test_a_request_by_htmx_leads_there_too(client, clerk):
    sign_in(client, clerk)

    response = client.post("/moderation/", headers={"HX-Request": "true"})

    assert response.headers["HX-Redirect"].startswith(SET_UP)


def test_what_the_law_wants_reachable_stays_reachable(client, clerk):
    sign_in(client, clerk)

    for path in ("/impressum/", "/datenschutz/", "/barrierefreiheit/"):
        assert client.get(path).status_code == 200


def test_setting_it_up_opens_the_administration_and_shows_the_codes_for_emergencies(
    client, clerk, django_capture_on_commit_callbacks
):
    sign_in(client, clerk)
    with django_capture_on_commit_callbacks(execute=True):
        key, page = set_up(client)

    assert "Ihre Notfallcodes" in page.text
    assert len(re.findall(r"<code>\d{8}</code>", page.text)) == 10
    assert "no-store" in page.headers["Cache-Control"]
    assert client.get("/verwaltung/").status_code == 200
    assert "ist ein zweiter Faktor zum Anmelden eingerichtet" in mail.outbox[-1].body
    assert Event.FACTOR_SET in events()
    # A stolen backup is no second factor.
    assert key not in str(list(Authenticator.objects.values_list("data", flat=True)))


def test_a_wrong_code_sets_nothing_up(client, clerk):
    sign_in(client, clerk)
    client.get(SET_UP)

    assert "Er besteht aus Ziffern." in client.post(SET_UP, {"code": "abcdef"}).text
    page = client.post(SET_UP, {"code": "12345"})

    assert "Der Code stimmt nicht" in page.text
    assert not Authenticator.objects.exists()
    assert client.get("/verwaltung/").status_code == 302


@pytest.mark.parametrize("by", ["app", "emergency"])
def test_signing_in_asks_for_it_and_leads_on(client, clerk, with_app, by):
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    code = code_now(with_app) if by == "app" else codes[0]

    assert sign_in(client, clerk).url == CHECK
    assert client.get("/verwaltung/").status_code == 302
    done = client.post(CHECK, {"code": code})

    assert done.url == "/verwaltung/"
    assert client.get("/verwaltung/").status_code == 200


def test_a_code_that_is_a_moment_late_does_too(client, clerk, with_app):
    sign_in(client, clerk)

    assert client.post(CHECK, {"code": code_now(with_app, later=-1)}).status_code == 302
    assert client.get("/verwaltung/").status_code == 200


@pytest.mark.parametrize("by", ["app", "emergency"])
def test_a_code_does_once(clerk, with_app, by):
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    code = code_now(with_app) if by == "app" else codes[0]
    first, second = Client(), Client()
    for client in (first, second):
        sign_in(client, clerk)
        client.post(CHECK, {"code": code})

    assert first.get("/verwaltung/").status_code == 200
    assert second.get("/verwaltung/").status_code == 302


def test_codes_cannot_be_guessed(client, clerk, with_app):
    sign_in(client, clerk)
    for _ in range(10):
        client.post(CHECK, {"code": "000000x"})

    page = client.post(CHECK, {"code": code_now(with_app)})

    assert "zu viele Versuche" in page.text
    assert client.get("/verwaltung/").status_code == 302
    assert events().count(Event.SIGN_IN_FAILED) >= 5


def test_a_session_from_before_shows_it_once_and_goes_on(client, clerk, with_app):
    client.force_login(clerk)
    led = client.get("/verwaltung/")
    assert led.url.startswith(AGAIN)

    done = client.post(led.url, {"code": code_now(with_app), "next": "/verwaltung/"})

    assert done.url == "/verwaltung/"
    assert client.get("/verwaltung/").status_code == 200


def test_a_new_telephone_replaces_the_old_one(client, clerk, with_app):
    sign_in(client, clerk)
    client.post(CHECK, {"code": code_now(with_app)})

    assert "App entfernen?" in client.get(f"{SET_UP}entfernen/").text
    client.post(f"{SET_UP}entfernen/")
    assert client.get("/verwaltung/").url.startswith(SET_UP)
    key, _page = set_up(client)

    assert key != with_app
    assert client.get("/verwaltung/").status_code == 200
    assert Event.FACTOR_REMOVED in events()


def test_new_emergency_codes_end_the_old_ones(client, clerk, with_app):
    before = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    sign_in(client, clerk)
    client.post(CHECK, {"code": code_now(with_app)})

    page = client.post("/konto/zweiter-faktor/codes/neu/", follow=True)

    assert "Ihre Notfallcodes" in page.text
    assert not [code for code in before if code in page.text]
    assert Event.CODES_RENEWED in events()


def test_operators_reset_a_lost_one(
    client, clerk, with_app, capsys, django_capture_on_commit_callbacks
):
    sign_in(client, clerk)
    client.post(CHECK, {"code": code_now(with_app)})

    with django_capture_on_commit_callbacks(execute=True):
        call_command("reset_second_factor", "AMT@example.org")

    assert "/konto/anmelden" in client.get("/verwaltung/", follow=True).redirect_chain[-1][0]
    sign_in(client, clerk)
    assert client.get("/verwaltung/").url.startswith(SET_UP)
    assert "ist zurückgesetzt" in mail.outbox[-1].body
    line = Sicherheitsprotokoll.objects.filter(event=Event.FACTOR_RESET).get()
    assert (line.by, line.about) == (None, clerk)


def test_resetting_nobodys_says_so():
    with pytest.raises(CommandError, match="no account"):
        call_command("reset_second_factor", "niemand@example.org")


def test_keys_survive_a_change_of_the_secret_key(client, clerk, with_app, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another" * 10

    sign_in(client, clerk)
    client.post(CHECK, {"code": code_now(with_app)})

    assert client.get("/verwaltung/").status_code == 200


def test_residents_are_asked_for_none(client):
    client.force_login(factories.user())

    assert client.get("/konto/geraete/").status_code == 200


def test_the_administration_has_no_form_of_its_own(client):
    response = client.get("/verwaltung/login/?next=/verwaltung/", follow=True)

    assert response.redirect_chain[-1][0] == f"{SIGN_IN}?next=/verwaltung/"


def test_nobody_sees_the_keys_in_the_administration(client, clerk, with_app):
    sign_in(client, clerk)
    client.post(CHECK, {"code": code_now(with_app)})

    assert client.get("/verwaltung/mfa/authenticator/").status_code == 404
