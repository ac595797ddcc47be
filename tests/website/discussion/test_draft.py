"""The page of a text that waits for its author to sign in."""

import uuid

import pytest
from django.test import Client

from comments.models import Entwurf, Kommentar
from tests import factories


@pytest.fixture
def entwurf(baustein):
    return Entwurf.objects.create(
        baustein=baustein,
        text="Fisch & Wild <b>",
        category="frage",
        idempotency_key=uuid.uuid4(),
    )


def test_the_text_is_shown_to_copy(client, entwurf):
    response = client.get(entwurf.get_absolute_url())

    assert "readonly>Fisch &amp; Wild &lt;b&gt;</textarea>" in response.text
    assert "no-store" in response.headers["Cache-Control"]


def test_who_is_signed_in_publishes_it_with_one_click(client, entwurf, resident):
    client.force_login(resident)
    assert (
        f"Als {resident.pseudonym} veröffentlichen" in client.get(entwurf.get_absolute_url()).text
    )

    response = client.post(entwurf.get_absolute_url())

    kommentar = Kommentar.objects.get()
    assert response.url == kommentar.get_absolute_url()
    assert (kommentar.author, kommentar.category) == (resident, "frage")
    assert not Entwurf.objects.exists()
    assert client.post(entwurf.get_absolute_url()).url == response.url


def test_who_is_not_signed_in_is_led_there(client, entwurf):
    response = client.post(entwurf.get_absolute_url())

    assert response.url.startswith("/konto/anmelden/?next=/kommentare/entwurf/")
    assert "Fisch &amp; Wild" in client.get(response.url).text


@pytest.mark.parametrize("method", ["get", "post"])
def test_after_the_end_the_text_is_there_to_copy(client, entwurf, baustein, resident, method):
    client.force_login(resident)
    factories.end_phase(baustein)

    page = getattr(client, method)(entwurf.get_absolute_url(), follow=True)

    assert "Die Beteiligung endete am" in page.text
    assert "readonly>Fisch &amp; Wild &lt;b&gt;</textarea>" in page.text
    assert "veröffentlichen</button>" not in page.text
    assert not Kommentar.objects.exists()


def test_a_baustein_that_was_archived_meanwhile_takes_nothing(client, entwurf, baustein, resident):
    type(baustein).objects.update(status="archived")
    client.force_login(resident)

    page = client.post(entwurf.get_absolute_url(), follow=True)

    assert "steht nicht zur Diskussion" in page.text
    assert "readonly>Fisch &amp; Wild &lt;b&gt;</textarea>" in page.text
    assert not Kommentar.objects.exists()


def test_an_unknown_text_is_not_found(client, db):
    assert client.get(f"/kommentare/entwurf/{uuid.uuid4()}/").status_code == 404
    assert Client().post(f"/kommentare/entwurf/{uuid.uuid4()}/").status_code == 404
