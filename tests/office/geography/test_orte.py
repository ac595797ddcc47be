"""Named places of a list or a file, all at once."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from municipality.models import Ort
from tests import factories

pytestmark = pytest.mark.django_db

ADDRESS = "/schreibtisch/karte/orte/"
AREA = [[[11.9, 52.65], [12.0, 52.65], [12.0, 52.75], [11.9, 52.75], [11.9, 52.65]]]


@pytest.fixture(autouse=True)
def _administrator(client):
    client.force_login(factories.superuser())


def names():
    return list(Ort.objects.values_list("name", flat=True))


def upload(*rows):
    features = [
        {"type": "Feature", "properties": properties, "geometry": geometry}
        for properties, geometry in rows
    ]
    content = {"type": "FeatureCollection", "features": features}
    return SimpleUploadedFile("orte.geojson", json.dumps(content).encode())


def point(x=12.0, y=52.7):
    return {"type": "Point", "coordinates": [x, y]}


def test_a_list_is_added_and_what_is_there_stays(client):
    Ort.objects.create(name="Krenzow", longitude=11.9, latitude=52.6)

    answer = client.post(
        ADDRESS, {"names": "Krenzow; 12,0; 52,7\n\nAm See\t11.95\t52.71\nAm See; 12; 52,7"}
    )

    assert answer.status_code == 302
    assert names() == ["Am See", "Krenzow"]
    assert Ort.objects.get(name="Krenzow").longitude == 11.9
    page = client.get("/schreibtisch/karte/").text
    assert "1 Ort ist hinzugekommen. Was es schon gab, ist geblieben" in page


def test_a_file_brings_points_and_the_middle_of_areas(client):
    area = {"type": "Polygon", "coordinates": AREA}
    answer = client.post(
        ADDRESS, {"file": upload(({"NAME": "Krenzow"}, point()), ({"GEN": "Oststadt"}, area))}
    )

    assert answer.status_code == 302
    assert names() == ["Krenzow", "Oststadt"]
    middle = Ort.objects.get(name="Oststadt")
    assert 11.9 < middle.longitude < 12.0
    assert 52.65 < middle.latitude < 52.75


@pytest.mark.parametrize(("sent", "words"), [
    ({}, "fügen Sie eine Liste ein oder wählen Sie eine Datei"),
    ({"names": "Gut; 12; 52,7\nKrenzow, 12, 52"}, "Zeile 2: Bitte schreiben Sie"),
    ({"names": "Gut; 12; 52,7\nKrenzow; 52,7; 12,0"}, "Zeile 2: Länge und Breite sind vertauscht"),
    ({"names": "Krenzow; nan; 52,7"}, "Zeile 1: "),
    ({"names": "Krenzow; 1e300; 52,7"}, "Zeile 1: "),
    ({"names": "Gut; 12; 52,7\nFern; 8,0; 48,0"}, "„Fern“: Das liegt rund"),
    ({"names": f"{'x' * 61}; 12; 52,7"}, "höchstens 60"),
    ({"names": "…; 12; 52,7"}, "Hier steht nichts, was man lesen kann"),
    ({"names": "\n".join(f"Ort {n}; 12; 52,7" for n in range(101))}, "höchstens 100 Platz"),
])  # fmt: skip
def test_one_mistake_is_named_and_nothing_is_stored(client, sent, words):
    factories.outline()

    page = client.post(ADDRESS, sent)

    assert page.status_code == 422
    assert words in page.text
    assert sent.get("names", "")[:10] in page.text
    assert names() == []


@pytest.mark.parametrize(("rows", "words"), [
    ([({"name": "Gut"}, point()), ({"name": " "}, point())], "Der 2. Eintrag der Datei hat keinen"),
    ([({"name": ["x"]}, point())], "Der 1. Eintrag der Datei hat keinen"),
    ([({"name": "Nirgends"}, None)], "„Nirgends“ hat in der Datei keinen Ort"),
    ([({"name": "Fern"}, point(2.0, 48.0))], "außerhalb von Deutschland"),
    ([({"name": f"Ort {n}"}, point()) for n in range(101)], "höchstens 100 Platz"),
])  # fmt: skip
def test_a_file_that_cannot_be_taken_says_why(client, rows, words):
    page = client.post(ADDRESS, {"file": upload(*rows)})

    assert page.status_code == 422
    assert words in page.text
    assert names() == []


@pytest.mark.parametrize("content", [
    b"[]", b"{", b"\xff", b'{"type": "Feature", "geometry": 3}',
    b'{"type": "FeatureCollection", "features": {}}',
    b'{"type": "FeatureCollection", "features": [1]}',
])  # fmt: skip
def test_any_other_file_is_no_geojson(client, content):
    page = client.post(ADDRESS, {"file": SimpleUploadedFile("orte.json", content)})

    assert page.status_code == 422
    assert "Das ist kein GeoJSON" in page.text
