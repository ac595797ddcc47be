"""What holds for every address of a discussion: who finds it, and that looking changes nothing."""

import uuid

import pytest
from django.test import Client

from accounts.models import Sitzung, User
from comments import actions
from comments.models import Bewertung, Entwurf, Kommentar, Meldung
from strategies.models import Baustein, Konzept, Strategie
from tests import factories

READ = ["", "antworten/", "bearbeiten/", "zurueckziehen/", "melden/"]
WRITE = ["antworten/", "bearbeiten/", "zurueckziehen/", "bewerten/", "melden/"]
ADDRESSES = ["", "antworten/", "bearbeiten/", "zurueckziehen/", "bewerten/", "melden/"]
NOT_PUBLIC = [
    (Baustein, "draft"),
    (Baustein, "archived"),
    (Strategie, "draft"),
    (Strategie, "archived"),
    (Konzept, "draft"),
    (Konzept, "archived"),
]
DATA = {"text": "Neu.", "category": "frage", "value": 1, "ground": "hass", "explanation": "Ja."}


@pytest.fixture
def kommentar(baustein, resident):
    return factories.comment(baustein, resident, text="Alt.")


def signed_in(person):
    client = Client()
    if person:
        client.force_login(person)
    return client


def state():
    """Everything a request on these addresses could change."""
    return [
        list(model.objects.order_by("pk").values())
        for model in (Kommentar, Bewertung, Meldung, Entwurf, Baustein, User, Sitzung)
    ]


@pytest.mark.parametrize(("model", "status"), NOT_PUBLIC)
def test_what_is_not_public_is_not_found_by_its_own_author_either(
    kommentar, resident, model, status
):
    model.objects.update(status=status)
    client = signed_in(resident)
    before = state()
    page = kommentar.baustein.get_absolute_url()
    here = f"/kommentare/{kommentar.pk}/"

    for path in (page, *(f"{here}{name}" for name in READ)):
        assert client.get(path).status_code == 404, path
    for path in (page, *(f"{here}{name}" for name in WRITE)):
        response = client.post(path, {**DATA, "idempotency_key": uuid.uuid4()})
        assert response.status_code == 404, path
    assert state() == before


@pytest.mark.parametrize(("model", "status"), NOT_PUBLIC)
def test_what_is_not_public_is_not_found_without_an_account(kommentar, model, status):
    model.objects.update(status=status)
    client = Client()

    for name in ("", "antworten/", "melden/"):
        assert client.get(f"/kommentare/{kommentar.pk}/{name}").status_code == 404
    for name in ("antworten/", "bewerten/", "melden/"):
        assert client.post(f"/kommentare/{kommentar.pk}/{name}", DATA).status_code == 404


def test_its_editors_see_a_draft_and_other_staff_do_not(kommentar, baustein):
    Baustein.objects.update(status="draft")
    own = factories.staff(baustein.strategie.konzept, role="redaktion")
    other = factories.staff(factories.konzept(), role="redaktion")

    assert signed_in(own).get(f"/kommentare/{kommentar.pk}/").status_code == 200
    assert signed_in(other).get(f"/kommentare/{kommentar.pk}/").status_code == 404


@pytest.mark.parametrize("who", ["author", "somebody", "moderator", "anonymous"])
def test_looking_changes_nothing(kommentar, baustein, resident, moderator, who):
    person = {
        "author": resident,
        "somebody": factories.user(),
        "moderator": moderator,
        "anonymous": None,
    }[who]
    entwurf = Entwurf.objects.create(baustein=baustein, text="a", idempotency_key=uuid.uuid4())
    client = signed_in(person)
    before = state()

    for name in ADDRESSES:
        for method in (client.get, client.head):
            method(f"/kommentare/{kommentar.pk}/{name}", {**DATA, "value": 1})
    for path in (baustein.get_absolute_url(), entwurf.get_absolute_url(), "/konto/anmelden/"):
        for method in (client.get, client.head):
            assert method(path, DATA).status_code in {200, 302}

    assert state() == before


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
def test_other_methods_are_not_allowed(kommentar, baustein, resident, method):
    client = signed_in(resident)

    for name in ADDRESSES:
        assert getattr(client, method)(f"/kommentare/{kommentar.pk}/{name}").status_code == 405
    assert getattr(client, method)(baustein.get_absolute_url()).status_code == 405


@pytest.mark.parametrize("gone", ["hidden", "withdrawn"])
def test_a_text_that_is_gone_is_on_no_address(kommentar, baustein, resident, moderator, gone):
    Kommentar.objects.update(text="Geheimwort")
    if gone == "hidden":
        actions.hide(kommentar, by=moderator, ground="hass", statement="Hetze.")
    else:
        actions.withdraw(kommentar, by=resident)

    for person in (None, factories.user()):
        client = signed_in(person)
        for path in (
            baustein.get_absolute_url(),
            baustein.strategie.get_absolute_url(),
            *(f"/kommentare/{kommentar.pk}/{name}" for name in ADDRESSES),
        ):
            assert "Geheimwort" not in client.get(path).text
