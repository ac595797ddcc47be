"""What sketches are drawn on: layers and named places."""

import json
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from municipality.geography import ground as grounds
from municipality.models import Kartenebene, Ort
from tests import factories
from tests.forms import opened

pytestmark = pytest.mark.django_db

SQUARE = [[11.9, 52.65], [12.05, 52.65], [12.05, 52.75], [11.9, 52.75], [11.9, 52.65]]
AREA = {"type": "Polygon", "coordinates": [SQUARE]}
LINE = {"type": "LineString", "coordinates": [[11.8, 52.7], [12.1, 52.71]]}
NEW_LAYER, NEW_ORT = "/schreibtisch/karte/ebene/", "/schreibtisch/karte/ort/"


@pytest.fixture(autouse=True)
def _administrator(client):
    client.force_login(factories.superuser())


def upload(content):
    return SimpleUploadedFile("karte.geojson", json.dumps(content).encode())


def send(client, address, **fields):
    return client.post(address, {**opened(client, address), **fields})


def test_an_outline_is_uploaded_and_drawn_at_once(client, django_capture_on_commit_callbacks):
    grounds.ground()
    with django_capture_on_commit_callbacks(execute=True):
        answer = send(client, NEW_LAYER, kind="grenze", file=upload(AREA))

    assert answer.status_code == 302
    assert Kartenebene.objects.get().geometry == AREA
    assert grounds.ground().bounds is not None


def test_there_is_one_outline(client):
    factories.outline()

    page = send(client, NEW_LAYER, kind="grenze", file=upload(AREA))

    assert page.status_code == 422
    assert "Eine Grenze gibt es schon." in page.text


@pytest.mark.parametrize(("kind", "content", "words"), [
    ("grenze", LINE, "nur Flächen"), ("strasse", AREA, "nur Linien"),
    ("gewaesser", {"type": "Point", "coordinates": [12.0, 52.7]}, "nur Linien und Flächen"),
])  # fmt: skip
def test_a_layer_is_made_of_what_goes_with_its_kind(client, kind, content, words):
    page = send(client, NEW_LAYER, kind=kind, file=upload(content))

    assert page.status_code == 422
    assert words in page.text
    assert not Kartenebene.objects.exists()


def test_a_river_elsewhere_is_refused(client):
    factories.outline()
    isar = {"type": "LineString", "coordinates": [[11.5, 48.1], [11.6, 48.2]]}

    page = send(client, NEW_LAYER, kind="gewaesser", title="Isar", file=upload(isar))

    assert page.status_code == 422
    assert "km außerhalb des Gebiets" in page.text


def test_a_layer_without_a_file_is_refused_and_keeps_what_was_typed(client):
    page = send(client, NEW_LAYER, kind="gewaesser", title="Elbe")

    assert page.status_code == 422
    assert "Bitte wählen Sie eine Datei aus." in page.text
    assert 'value="Elbe"' in page.text


def test_a_layer_is_renamed_without_its_file(client):
    row = Kartenebene.objects.create(kind="gewaesser", geometry=LINE)

    send(client, reverse("places:layer", args=[row.pk]), title="Elbe")

    row.refresh_from_db()
    assert (row.title, row.geometry) == ("Elbe", LINE)


def test_nobody_overwrites_unseen_what_another_saved(client):
    row = Kartenebene.objects.create(kind="gewaesser", geometry=LINE)
    address = reverse("places:layer", args=[row.pk])
    page = opened(client, address)
    Kartenebene.objects.filter(pk=row.pk).update(title="Elbe")

    answer = client.post(address, {**page, "title": "Oder"})

    assert answer.status_code == 422
    row.refresh_from_db()
    assert row.title == "Elbe"


def test_a_layer_and_a_place_are_removed(client):
    layer = factories.outline()
    ort = Ort.objects.create(name="Krenzow", longitude=11.98, latitude=52.7)

    send(client, reverse("places:layer", args=[layer.pk]), entfernen="1")
    send(client, reverse("places:ort", args=[ort.pk]), entfernen="1")

    assert not Kartenebene.objects.exists()
    assert not Ort.objects.exists()


def test_a_place_is_set_by_coordinates(client):
    factories.outline()

    answer = send(client, NEW_ORT, name="Krenzow", longitude="12,0", latitude="52,7")

    assert answer.status_code == 302
    assert Ort.objects.get().geometry["coordinates"] == [12.0, 52.7]


def test_a_place_has_one_name_and_lies_in_germany(client):
    Ort.objects.create(name="Krenzow", longitude=11.98, latitude=52.7)
    page = send(client, NEW_ORT, name="Krenzow", longitude="2,35", latitude="48,86")

    assert page.status_code == 422
    assert "Diesen Ort gibt es schon." in page.text
    assert "außerhalb von Deutschland" in page.text


def test_a_click_gives_the_place_its_coordinates(client):
    factories.outline()

    page = send(client, NEW_ORT, name="Krenzow", **{"klicken.x": 300, "klicken.y": 200})

    assert page.status_code == 200
    assert 11.9 < page.context["form"].initial["longitude"] < 12.05
    assert 'value="Krenzow"' in page.text


def test_without_a_ground_coordinates_are_typed(client):
    page = client.get(NEW_ORT)

    assert 'type="image"' not in page.text
    assert client.get(reverse("places:picture")).status_code == 404


@pytest.mark.parametrize("query", ["", "?um=11.98,52.7&punkt=11.98,52.7", "?um=<b>&punkt=9,9"])
def test_the_picture_is_well_formed_and_safe(client, query):
    factories.outline()
    Ort.objects.create(name="<script>&", longitude=11.98, latitude=52.7)

    answer = client.get(reverse("places:picture") + query)

    assert answer.headers["Content-Type"] == "image/svg+xml"
    root = ElementTree.fromstring(answer.content)  # noqa: S314
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "<script" not in answer.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_rows(client, django_assert_num_queries, count):
    address = reverse("places:ground")
    for number in range(count):
        Ort.objects.create(name=f"Dorf {number}", longitude=11.98, latitude=52.7)
        Kartenebene.objects.create(kind="gewaesser", geometry=LINE)
    client.get(address)

    with django_assert_num_queries(5):
        client.get(address)
