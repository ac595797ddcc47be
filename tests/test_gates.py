"""Whatever a page in front of a gate includes is served, whichever gate it is."""

import re
from html.parser import HTMLParser

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile

from municipality import current
from municipality.models import Kommune
from tests import factories
from tests.browser.staff import PASSWORD
from tests.municipality.test_kommune import picture
from tests.visitor import hidden_fields

pytestmark = pytest.mark.django_db

SET_UP = "/konto/zweiter-faktor/app/"
NOW = 1_000_000
LEGAL = ["/impressum/", "/datenschutz/", "/barrierefreiheit/", "/netiquette/", "/hilfe/"]
TYPES = {"stylesheet": "text/css", "script": "text/javascript", "icon": "image/"}


class Includes(HTMLParser):
    """What a browser loads for a page by itself, as (address, kind)."""

    def __init__(self, page):
        super().__init__()
        self.found = set()
        self.feed(page.text)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "link" and attrs.get("rel") in TYPES:
            self.found.add((attrs["href"], attrs["rel"]))
        elif tag == "script" and "src" in attrs:
            self.found.add((attrs["src"], "script"))
        elif tag == "img":
            self.found.add((attrs["src"], "icon"))


def assert_complete(client, address):
    """The page is there, and everything it includes, though it is not kept anywhere."""
    page = client.get(address)
    includes = Includes(page).found
    assert page.status_code in (200, 503), address
    assert includes
    for path, kind in includes:
        answer = client.get(path)
        assert (answer.status_code, path) == (200, path)
        assert answer.headers["Content-Type"].startswith(TYPES[kind]), path
    return page


@pytest.fixture
def clerk():
    return factories.superuser(email="amt@example.org", password=PASSWORD)


@pytest.fixture(autouse=True)
def _town():
    """A municipality with everything its pages can include."""
    logo = SimpleUploadedFile("wappen.png", picture())
    Kommune.objects.create(accent="#8a1c1c", accent_dark="#f0a0a0", logo=logo)
    current.refresh()


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    """Of the app; stands still, so that no half minute ends within a test."""
    monkeypatch.setattr(
        "allauth.mfa.totp.internal.auth.yield_hotp_counters_from_time", lambda: iter([NOW])
    )


def sign_in(client, person, to="/verwaltung/"):
    data = {"login": person.email, "password": PASSWORD, "next": to}
    return client.post("/konto/anmelden/passwort/", data)


def key_on(page):
    return re.search(r"<code>(\w+)</code>", page.text).group(1)


def code_of(key):
    return format_hotp_value(hotp_value(key, NOW))


def set_up(client):
    key = key_on(client.get(SET_UP))
    client.post(SET_UP, {"code": code_of(key)})
    return key


@pytest.mark.parametrize(
    "address",
    [SET_UP, "/konto/zweiter-faktor/passkey/", "/konto/zweiter-faktor/", *LEGAL],
)
def test_pages_before_the_second_factor_is_set_up_are_complete(client, clerk, settings, address):
    settings.STAFF_MFA = True
    sign_in(client, clerk)

    assert_complete(client, address)


@pytest.mark.parametrize(
    "address",
    ["/konto/zweiter-faktor/bestaetigen/", *LEGAL],
)
def test_pages_before_the_second_factor_is_shown_are_complete(client, clerk, settings, address):
    settings.STAFF_MFA = True
    sign_in(client, clerk)
    set_up(client)
    client.cookies.clear()
    client.force_login(clerk)

    assert client.get("/verwaltung/").status_code == 302
    assert_complete(client, address)


def test_the_second_step_of_signing_in_is_complete(client, clerk, settings):
    settings.STAFF_MFA = True
    sign_in(client, clerk)
    set_up(client)
    client.post("/konto/abmelden/")
    sign_in(client, clerk)

    assert_complete(client, "/konto/zweiter-faktor/pruefen/")


@pytest.mark.parametrize("address", ["/", "/verwaltung/", *LEGAL])
def test_pages_under_maintenance_are_complete(client, settings, address):
    settings.MAINTENANCE = True

    assert_complete(client, address)


def test_the_page_of_a_blocked_account_is_complete(client):
    assert_complete(client, "/konto/gesperrt/")


@pytest.mark.parametrize("address", ["/konto/passwort/bestaetigen/?next=/konto/passwort/"])
def test_the_page_that_asks_for_the_password_again_is_complete(client, clerk, address):
    client.force_login(clerk)

    assert_complete(client, address)


def test_what_a_page_includes_is_served_though_the_session_just_ended(client, clerk, settings):
    settings.STAFF_SESSION_IDLE_MINUTES = 120
    client.force_login(clerk)
    page = client.get("/impressum/")
    session = client.session
    session["seen_at"] = "2020-01-01T00:00:00+00:00"
    session.save()

    for path, kind in Includes(page).found:
        assert client.get(path).headers["Content-Type"].startswith(TYPES[kind])
    assert client.get("/verwaltung/").status_code == 302


@pytest.mark.parametrize("gate", ["STAFF_MFA", "MAINTENANCE"])
def test_one_can_choose_the_language_of_what_is_shown(client, clerk, settings, gate):
    sign_in(client, clerk)
    setattr(settings, gate, True)

    answer = client.post("/sprache/", {"language": "en", "back": "/impressum/"})

    assert (answer.status_code, answer.url) == (302, "/impressum/")
    assert client.get("/impressum/").headers["Content-Language"] == "en"


def test_looking_again_leaves_the_key_of_the_app_as_it_is(client, clerk, settings):
    settings.STAFF_MFA = True
    sign_in(client, clerk)
    key = key_on(client.get(SET_UP))

    client.get("/verwaltung/")
    client.head(SET_UP)
    client.get("/favicon.ico", follow=True)
    client.post(SET_UP, {"code": "000000"})

    assert key_on(client.get(SET_UP)) == key
    assert client.post(SET_UP, {"code": code_of(key)}).status_code == 302


def test_a_key_is_used_for_one_app_only(client, clerk):
    sign_in(client, clerk)
    first = set_up(client)
    client.post("/konto/zweiter-faktor/app/entfernen/")

    assert key_on(client.get(SET_UP)) != first


def test_whoever_wanted_to_the_administration_gets_there_in_the_end(
    client, clerk, settings, django_capture_on_commit_callbacks
):
    settings.STAFF_MFA = True
    page = client.get("/verwaltung/", follow=True)
    page = client.get(re.search(r'href="(/konto/anmelden/\?[^"]+)"', page.text).group(1))
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(
            "/konto/anmelden/", {**hidden_fields(page), "email": clerk.email}, follow=True
        )
    code = re.search(r"\b\d{6}\b", mail.outbox[-1].body).group()
    data = {**hidden_fields(page), "code": code, "action": "verify"}
    page = client.post(page.request["PATH_INFO"], data, follow=True)
    key = key_on(page)
    page = client.post(SET_UP, {**hidden_fields(page), "code": code_of(key)}, follow=True)

    assert "Ihre Notfallcodes" in page.text
    assert '<a class="button" href="/verwaltung/">' in page.text
