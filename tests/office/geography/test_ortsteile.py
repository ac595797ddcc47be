"""The list of Ortsteile that a town keeps."""

import pytest

from municipality.models import Ortsteil
from tests import factories
from tests.forms import opened

pytestmark = pytest.mark.django_db

LIST = "/schreibtisch/ortsteile/"


@pytest.fixture(autouse=True)
def _administrator(client):
    client.force_login(factories.superuser())


def send(client, address, **fields):
    return client.post(address, {**opened(client, address), **fields})


def names():
    return list(Ortsteil.objects.values_list("name", flat=True))


def test_a_whole_list_is_added_each_name_once(client):
    Ortsteil.objects.create(name="Oststadt")

    answer = client.post(LIST, {"names": "Oststadt\n  Alte   Mühle \n\nWeststadt\nWeststadt"})

    assert answer.status_code == 302
    assert names() == ["Alte Mühle", "Oststadt", "Weststadt"]
    assert "2 Ortsteile sind hinzugekommen." in client.get(LIST).text


@pytest.mark.parametrize(("typed", "words"), [
    ("", "Bitte geben Sie mindestens einen Namen an."),
    ("x" * 81, "ist zu lang: höchstens 80 Zeichen."),
    ("\n".join(f"Teil {number}" for number in range(201)), "Mehr als 200 Ortsteile"),
])  # fmt: skip
def test_what_cannot_be_added_is_said(client, typed, words):
    page = client.post(LIST, {"names": typed})

    assert page.status_code == 422
    assert words in page.text
    assert names() == []


def test_a_new_name_stands_at_the_comments(client):
    row = Ortsteil.objects.create(name="Oststatd")

    send(client, f"{LIST}{row.pk}/", name="Oststadt")

    assert names() == ["Oststadt"]


def test_two_who_rename_one_do_not_overwrite_each_other(client):
    row = Ortsteil.objects.create(name="Ost")
    page = opened(client, f"{LIST}{row.pk}/")
    Ortsteil.objects.update(name="Osten")

    answer = client.post(f"{LIST}{row.pk}/", {**page, "name": "Oststadt"})

    assert answer.status_code == 422
    assert names() == ["Osten"]


def test_one_that_nobody_names_is_removed(client):
    row = Ortsteil.objects.create(name="Ost")

    send(client, f"{LIST}{row.pk}/", entfernen="1")

    assert names() == []


def test_one_that_comments_name_stays(client):
    row = Ortsteil.objects.create(name="Ost")
    baustein = factories.open_baustein()
    baustein.strategie.kommentierphasen.update(asks_ortsteil=True)
    factories.comment(baustein, ortsteil=row)

    page = send(client, f"{LIST}{row.pk}/", entfernen="1")

    assert page.status_code == 409
    assert "Beiträge nennen ihn." in page.text
    assert names() == ["Ost"]
    assert "1 Beitrag" in client.get(LIST).text
