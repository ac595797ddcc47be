"""An Umsetzungsbericht, from the desk to its public page."""

import hashlib
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from progress.models import Umsetzungsbericht
from tests import factories
from tests.forms import opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def vorhaben():
    return factories.vorhaben(
        title="Radweg", stand={"health": "verzoegert", "reason": "Der Deich."}
    )


@pytest.fixture
def address(client, vorhaben):
    client.force_login(factories.staff(vorhaben.konzept, role="redaktion"))
    return reverse("umsetzung:edition", args=[vorhaben.konzept_id])


def test_a_report_stays_what_it_was(client, vorhaben, address):
    assert address in client.get(reverse("umsetzung:start")).text
    data = opened(client, address)

    response = client.post(address, data | {"note": "Für den Rat."})

    client.logout()
    bericht = Umsetzungsbericht.objects.get()
    assert response.url == bericht.get_absolute_url()
    factories.stand(vorhaben, state="abgeschlossen", text="Der Weg ist fertig.")
    page = client.get(response.url).text
    for words in ("Radweg", "verzögert", "Der Deich.", "Für den Rat.", bericht.sha256):
        assert words in page
    assert "Der Weg ist fertig." not in page
    file = client.get(f"{response.url.rstrip('/')}.json")
    assert hashlib.sha256(file.content).hexdigest() == bericht.sha256
    assert response.url in client.get(f"{vorhaben.konzept.get_absolute_url()}umsetzung/").text


def test_nobody_publishes_the_same_report_twice(client, address):
    data = opened(client, address)

    assert client.post(address, data).status_code == 302
    assert client.post(address, data).status_code == 422

    assert Umsetzungsbericht.objects.count() == 1


@pytest.mark.parametrize("day", ["", "bald", "2999-01-01", "tomorrow", "yesterday"])
def test_a_day_that_is_none_is_told(client, address, day):
    days = {"tomorrow": 1, "yesterday": -1}
    if day in days:
        day = str(timezone.localdate() + timedelta(days=days[day]))

    assert client.post(address, opened(client, address) | {"date": day}).status_code == 422

    assert not Umsetzungsbericht.objects.exists()


def test_of_a_konzept_that_is_hidden_no_report_is_read(client, vorhaben):
    bericht = factories.umsetzungsbericht(vorhaben.konzept)
    type(vorhaben.konzept).objects.update(status="draft")

    assert client.get(bericht.get_absolute_url()).status_code == 404
    assert client.get(f"{bericht.get_absolute_url().rstrip('/')}.json").status_code == 404


@pytest.mark.parametrize("number", ["0", "2", "9" * 30])
def test_a_report_that_is_none_is_not_there(client, vorhaben, number):
    factories.umsetzungsbericht(vorhaben.konzept)

    address = f"{vorhaben.konzept.get_absolute_url()}umsetzung/berichte/{number}/"

    assert client.get(address).status_code == 404
