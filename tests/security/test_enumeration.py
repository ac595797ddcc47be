"""Nobody finds out who has an account, or what is hidden: same words, status and queries."""

import itertools
import re
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories

pytestmark = pytest.mark.django_db


def answer(address, data):
    """(status, target, words, number of queries) of one POST, without what differs by itself."""
    client = Client()
    client.get("/konto/anmelden/")
    with CaptureQueriesContext(connection) as captured:
        page = client.post(address, data)
        # Outside of tests a transaction ends with one statement, be it kept or undone.
        control = ("SAVEPOINT", "RELEASE", "ROLLBACK")
        queries = len([q for q in captured if not q["sql"].startswith(control)])
    words = client.get(page.url).text if page.status_code == 302 else page.text
    for typed in ("email", "login"):
        words = words.replace(data.get(typed, "\0"), "…")
    words = re.sub(r'type="hidden" name="\w+" value="[^"]*"', "", words)
    assert queries
    return page.status_code, getattr(page, "url", ""), words, queries


@pytest.fixture
def known():
    return factories.user(email="bekannt@example.org").email


@pytest.fixture
def inactive():
    return factories.user(email="gesperrt@example.org", is_active=False).email


def test_asking_for_a_code(known, inactive):
    answers = {
        answer("/konto/anmelden/", {"email": email})
        for email in (known, inactive, "unbekannt@example.org")
    }

    assert len(answers) == 1


def test_asking_for_another_code(known, inactive):
    answers = set()
    for email in (known, inactive, "unbekannt@example.org"):
        client = Client()
        client.post("/konto/anmelden/", {"email": email})
        with CaptureQueriesContext(connection) as captured:
            page = client.post("/konto/anmelden/code/", {"action": "resend"})
        answers.add((page.status_code, page.url, len(captured)))

    assert len(answers) == 1


def test_signing_in_by_password(known):
    answers = {
        answer("/konto/anmelden/passwort/", {"login": email, "password": "falsch"})[:3]
        for email in (known, "unbekannt@example.org")
    }

    assert len(answers) == 1


def test_asking_for_a_new_password(known):
    answers = {
        answer("/konto/passwort/vergessen/", {"email": email})[:3]
        for email in (known, "unbekannt@example.org")
    }

    assert len(answers) == 1


def test_signing_up_is_signing_in(known):
    for method in ("get", "post"):
        page = getattr(Client(), method)("/konto/registrieren/", {"email": known})
        assert page.url == "/konto/anmelden/"


def test_reporting_with_the_address_of_an_account(known, baustein):
    address = f"/kommentare/{factories.comment(baustein).pk}/melden/"
    data = {"ground": "hass", "explanation": "Schlimm."}

    answers = {
        answer(address, {**data, "email": email}) for email in (known, "unbekannt@example.org")
    }

    assert len(answers) == 1


def test_a_waiting_comment_is_not_told_from_one_that_never_was(world, client):
    world.baustein.strategie.kommentierphasen.update(release="after_review")
    waiting = factories.comment(world.baustein)
    there, missing = f"/kommentare/{waiting.pk}/", f"/kommentare/{waiting.pk + 10**6}/"

    def words(address, path, method):
        page = getattr(client, method)(f"{address}{path}")
        return page.status_code, page.text.replace(quote(address, safe=""), "").replace(address, "")

    for path, method in itertools.product(("", "antworten/", "melden/"), ("get", "post")):
        assert words(there, path, method) == words(missing, path, method)
    assert words(there, "bewerten/", "post") == words(missing, "bewerten/", "post")
    assert words(there, "melden/", "post")[0] == 404
