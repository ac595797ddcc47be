"""The page on which residents take back their own comment."""

import pytest
from django.test import Client

from tests import factories
from tests.comments.pages import texts


@pytest.fixture
def kommentar(baustein, resident):
    return factories.comment(baustein, resident, text="Geheimwort")


@pytest.fixture
def signed_in(client, resident):
    client.force_login(resident)
    return client


def address(kommentar):
    return f"/kommentare/{kommentar.pk}/zurueckziehen/"


def test_the_page_asks_first(signed_in, kommentar):
    response = signed_in.get(address(kommentar))

    assert texts(response) == ["Geheimwort"]
    kommentar.refresh_from_db()
    assert kommentar.is_published


def test_a_tombstone_stays_and_the_replies_with_it(signed_in, kommentar, baustein, resident):
    factories.comment(baustein, text="Schade", parent=kommentar)

    response = signed_in.post(address(kommentar))

    assert response.url == baustein.get_absolute_url()
    page = Client().get(baustein.get_absolute_url())
    assert texts(page) == ["Schade"]
    assert "zurückgezogen" in page.text
    assert "Geheimwort" not in page.text
    assert resident.pseudonym not in page.text
    kommentar.refresh_from_db()
    assert kommentar.text == "Geheimwort"


def test_withdraw_is_offered_and_possible_after_the_end(signed_in, kommentar, baustein):
    factories.end_phase(baustein)
    assert address(kommentar) in signed_in.get(baustein.get_absolute_url()).text

    signed_in.post(address(kommentar))

    kommentar.refresh_from_db()
    assert kommentar.is_withdrawn


def test_a_second_time_is_explained(signed_in, kommentar):
    signed_in.post(address(kommentar))

    page = signed_in.post(address(kommentar), follow=True)

    assert page.status_code == 200
    assert "schon nicht mehr öffentlich" in page.text


@pytest.mark.parametrize("method", ["get", "post"])
def test_somebody_elses_comment_is_not_found(kommentar, method):
    client = Client()
    client.force_login(factories.user())

    assert getattr(client, method)(address(kommentar)).status_code == 404
    kommentar.refresh_from_db()
    assert kommentar.is_published


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_is_not_signed_in_is_asked_to(client, kommentar, method):
    response = getattr(client, method)(address(kommentar))

    assert response.url == f"/konto/anmelden/?next={address(kommentar)}"
