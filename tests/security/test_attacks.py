"""What somebody tries who means harm, besides what the other files of this folder try."""

from urllib.parse import urlencode

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Sitzung
from tests import factories
from tests.browser.staff import PASSWORD
from tests.test_settings import PRODUCTION, manage
from tests.visitor import Visitor

from .addresses import arguments, names

pytestmark = pytest.mark.django_db

SIGN_IN = "/konto/anmelden/passwort/"


# --- Requests of odd shapes -------------------------------------------------


def everywhere(world):
    return [(name, reverse(name, kwargs=arguments(name, world))) for name in names()]


def test_a_body_that_is_too_large_is_refused_everywhere_before_any_work(world):
    client = Client(raise_request_exception=False)
    body = urlencode({"text": "x" * 2_200_000})

    for name, address in everywhere(world):
        if name == "mails:unsubscribe":
            # One click does it (RFC 8058): it reads nothing of what is sent.
            continue
        with CaptureQueriesContext(connection) as captured:
            page = client.post(address, body, content_type="application/x-www-form-urlencoded")
        assert page.status_code in (302, 400, 404, 405), name
        writes = [q["sql"] for q in captured if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
        assert [sql for sql in writes if "accounts_sitzung" not in sql] == [], name


def test_a_million_brackets_of_json_are_no_form(world):
    client = Client(raise_request_exception=False)

    for name, address in everywhere(world):
        page = client.post(address, "[" * 1_000_000, content_type="application/json")
        assert page.status_code < 500, name


def test_ten_thousand_parts_of_a_form_are_refused(baustein):
    part = '--x\r\nContent-Disposition: form-data; name="f{0}"; filename="f{0}"\r\n\r\n\r\n'
    body = "".join(part.format(number) for number in range(10_000)) + "--x--"
    client = Client(raise_request_exception=False)

    page = client.post(
        baustein.get_absolute_url(), body, content_type="multipart/form-data; boundary=x"
    )

    assert page.status_code == 400


@pytest.mark.parametrize(
    "before", ["/logo/", "/static/", "/bilder/", "/dokumente/", "/konto/daten/"]
)
@pytest.mark.parametrize(
    "path",
    [
        "../config/settings.py",
        "..%2f..%2fconfig%2fsettings.py",
        "%2e%2e/%2e%2e/config/settings.py",
        "..%5c..%5cconfig%5csettings.py",
        "....//config/settings.py",
        "%2fetc%2fpasswd",
        "..%252fconfig%252fsettings.py",
    ],
)
def test_no_path_leads_out_of_its_folder(client, before, path):
    page = client.get(before + path)

    assert page.status_code in (301, 302, 404)
    assert "SECRET_KEY" not in page.text
    assert "root:" not in page.text


@pytest.mark.parametrize(
    "header",
    [
        "X-Forwarded-Host",
        "X-Original-URL",
        "X-Rewrite-URL",
        "X-Forwarded-Prefix",
        "X-HTTP-Method-Override",
    ],
)
def test_no_header_but_host_says_where_we_are(client, baustein, header):
    address = baustein.get_absolute_url()
    page = client.get(address, headers={header: "evil.example/verwaltung/"})

    assert page.status_code == 200
    assert baustein.title in page.text
    assert "evil.example" not in page.text


# --- Sessions and signing in ------------------------------------------------


def test_a_session_key_somebody_planted_is_not_the_one_of_who_signs_in():
    person = factories.superuser(password=PASSWORD)
    client = Client()
    client.get(SIGN_IN)
    client.post("/sprache/", {"language": "en"})
    planted = client.session.session_key

    client.post(SIGN_IN, {"login": person.email, "password": PASSWORD})

    assert client.session.session_key != planted
    thief = Client()
    thief.cookies["sessionid"] = planted
    assert thief.get("/konto/geraete/").status_code == 302
    assert not Sitzung.objects.filter(session_key=planted).exists()


def test_a_made_up_session_key_is_not_taken():
    client = Client()
    client.cookies["sessionid"] = "a" * 32
    client.post("/sprache/", {"language": "en"})

    assert client.cookies["sessionid"].value != "a" * 32


def test_signing_out_ends_the_session_on_the_server(client):
    client.force_login(factories.user())
    stolen = client.cookies["sessionid"].value
    client.post("/konto/abmelden/")

    thief = Client()
    thief.cookies["sessionid"] = stolen
    assert thief.get("/konto/geraete/").status_code == 302


def test_a_code_cannot_be_guessed(django_capture_on_commit_callbacks):
    factories.user(email="lena@example.org")
    visitor = Visitor(Client(), django_capture_on_commit_callbacks)
    visitor.ask_for_code("lena@example.org")
    for _ in range(5):
        visitor.enter(visitor.wrong_code())

    visitor.enter(visitor.mailed_code())

    assert visitor.client.get("/konto/geraete/").status_code == 302


def test_guessing_codes_shuts_nobody_else_out(django_capture_on_commit_callbacks):
    """Neither wrong codes nor asking for many: who reads the mails still gets in."""
    factories.user(email="lena@example.org")
    for _ in range(12):
        mallory = Visitor(Client(REMOTE_ADDR="203.0.113.7"), django_capture_on_commit_callbacks)
        mallory.ask_for_code("lena@example.org")
        mallory.enter("000000")
    mail.outbox.clear()

    lena = Visitor(Client(REMOTE_ADDR="198.51.100.1"), django_capture_on_commit_callbacks)
    lena.ask_for_code("lena@example.org")
    lena.enter(lena.mailed_code())

    assert lena.client.get("/konto/geraete/").status_code == 200


def test_guessing_passwords_shuts_nobody_else_out():
    person = factories.superuser(password=PASSWORD)
    mallory = Client(REMOTE_ADDR="203.0.113.7")
    for _ in range(12):
        page = mallory.post(SIGN_IN, {"login": person.email, "password": "falsch"})
    assert "zu viele Versuche" in page.text

    client = Client(REMOTE_ADDR="198.51.100.1")
    client.post(SIGN_IN, {"login": person.email, "password": PASSWORD})

    assert client.get("/konto/geraete/").status_code == 200


def test_one_address_gets_a_limited_number_of_mails_from_everywhere(
    settings, django_capture_on_commit_callbacks
):
    settings.LIMITS = {**settings.LIMITS, "code": {"address": (3, 3600)}}
    factories.user(email="lena@example.org")
    for number in range(6):
        mallory = Client(REMOTE_ADDR=f"203.0.{number}.7")
        Visitor(mallory, django_capture_on_commit_callbacks).ask_for_code("lena@example.org")

    assert len(mail.outbox) == 3


def test_signing_in_by_password_does_the_same_work_for_every_address(monkeypatch):
    """Counted, not timed: hashes and queries."""
    hashes = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher,
        "encode",
        lambda self, password, salt: hashes.append(1) or encode(self, password, salt),
    )
    factories.superuser(email="amt@example.org", password=PASSWORD)
    factories.user(email="lena@example.org")
    factories.superuser(email="weg@example.org", password=PASSWORD, is_active=False)
    work = set()
    hashes.clear()
    for who in ("amt", "lena", "weg", "niemand"):
        with CaptureQueriesContext(connection) as captured:
            Client().post(SIGN_IN, {"login": f"{who}@example.org", "password": "falsch"})
        writes = [q["sql"].split()[0] for q in captured if not q["sql"].startswith("SELECT")]
        work.add((len(hashes), tuple(name for name in writes if name == "INSERT")))
        hashes.clear()

    assert len(work) == 1, work


# --- Cookies in production --------------------------------------------------


def test_every_cookie_of_production_is_bound_to_this_host_and_tls():
    code = (
        "from django.conf import settings as s\n"
        "for n in (s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.DEVICE_COOKIE_NAME): print(n)\n"
        "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_DOMAIN,"
        " s.CSRF_COOKIE_DOMAIN, s.SESSION_COOKIE_PATH, s.CSRF_COOKIE_PATH)"
    )
    lines = manage("shell", "--no-imports", "-c", code, **PRODUCTION).stdout.split("\n")

    assert all(name.startswith("__Host-") for name in lines[:3])
    assert lines[3] == "True True None None / /"


def test_the_cookie_of_a_known_device_is_out_of_reach(client, settings):
    settings.SESSION_COOKIE_SECURE = True
    person = factories.superuser(password=PASSWORD)
    client.post(SIGN_IN, {"login": person.email, "password": PASSWORD}, secure=True)

    cookie = client.cookies["geraet"]
    assert (cookie["httponly"], cookie["secure"], cookie["samesite"]) == (True, True, "Lax")
    assert person.email not in cookie.value
