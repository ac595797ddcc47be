"""Where Vorhaben are: entered at the desk, drawn and handed out in public."""

import csv
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from municipality.models import Ort
from progress.models import Vorhabenlage
from tests import factories
from tests.forms import opened

pytestmark = pytest.mark.django_db
LINE = {"type": "LineString", "coordinates": [[11.9, 52.7], [11.95, 52.72]]}


@pytest.fixture
def konzept():
    return factories.konzept()


@pytest.fixture
def vorhaben(konzept):
    return factories.vorhaben(konzept)


@pytest.fixture
def desk(client, konzept):
    client.force_login(factories.staff(konzept, role="redaktion"))
    return client


def form_of(vorhaben):
    return reverse("umsetzung:place", args=[vorhaben.pk])


def places_of(konzept):
    return reverse("progress:places", args=[konzept.slug])


def test_a_named_place_is_enough_and_its_name_says_where(desk, vorhaben):
    place = Ort.objects.create(name="Krenzow", longitude=11.9838, latitude=52.7088)
    assert form_of(vorhaben) in desk.get(reverse("umsetzung:vorhaben", args=[vorhaben.pk])).text

    data = opened(desk, form_of(vorhaben)) | {"named": place.pk}
    assert desk.post(form_of(vorhaben), data).status_code == 302

    row = Vorhabenlage.objects.get()
    assert (row.description, row.geometry["coordinates"]) == ("Krenzow", [11.9838, 52.7088])
    page = desk.get(vorhaben.get_absolute_url()).text
    assert "Wo ist das?" in page
    assert "Krenzow" in page


def test_a_file_is_read_and_taken_away_again(desk, vorhaben):
    file = SimpleUploadedFile("radweg.geojson", json.dumps(LINE).encode())
    data = opened(desk, form_of(vorhaben)) | {"description": "Am Deich", "file": file}
    assert desk.post(form_of(vorhaben), data).status_code == 302
    assert vorhaben.lage.geometry["type"] == "LineString"

    data = opened(desk, form_of(vorhaben)) | {"entfernen": "1"}
    assert desk.post(form_of(vorhaben), data).status_code == 302
    assert not Vorhabenlage.objects.exists()


@pytest.mark.parametrize(
    "typed",
    [
        {"description": "", "longitude": "11,9", "latitude": "52,7"},
        {"description": "Am Deich"},
        {"description": "In Paris", "longitude": "2,35", "latitude": "48,85"},
    ],
)
def test_what_is_no_place_is_refused_and_nothing_typed_is_lost(desk, vorhaben, typed):
    response = desk.post(form_of(vorhaben), opened(desk, form_of(vorhaben)) | typed)

    assert response.status_code == 422
    for value in typed.values():
        assert value in response.text
    assert not Vorhabenlage.objects.exists()


def test_its_own_place_goes_before_that_of_its_baustein(client):
    baustein = factories.open_baustein()
    factories.lage(baustein, description="Am Markt.")
    row = factories.vorhaben(baustein.strategie.konzept, baustein=baustein)
    assert "Am Markt." in client.get(row.get_absolute_url()).text

    factories.vorhabenlage(row, description="Am Deich.")

    page = client.get(row.get_absolute_url()).text
    assert "Am Deich." in page
    assert "Am Markt." not in page
    listed = client.get(reverse("progress:konzept", args=[row.konzept.slug])).text
    assert "Am Deich." in listed
    assert places_of(row.konzept) in listed


def test_places_can_be_taken_along_as_geojson_and_in_the_list(client, konzept, vorhaben):
    assert client.get(places_of(konzept)).status_code == 404
    factories.vorhabenlage(vorhaben)
    draft = factories.vorhaben(konzept, title="Geheim", published=False)
    factories.vorhabenlage(draft, description="Geheimer Ort")

    answer = client.get(places_of(konzept))

    [feature] = json.loads(answer.text)["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [11.9, 52.75]}
    assert feature["properties"]["zustand"] == "umsetzung"
    assert "Geheim" not in answer.text
    listed = client.get(reverse("progress:download", args=[konzept.slug, "vorhaben", "csv"]))
    text = b"".join(listed.streaming_content).decode("utf-8-sig")
    [line] = csv.DictReader(io.StringIO(text), delimiter=";")
    assert (line["Länge"], line["Breite"]) == ("11,90000", "52,75000")


@pytest.mark.parametrize("number", [1, 3])
def test_more_places_cost_no_more(client, konzept, django_assert_num_queries, number):
    for title in range(number):
        factories.vorhabenlage(factories.vorhaben(konzept, title=f"V{title}"))
    client.get(places_of(konzept))

    with django_assert_num_queries(2):
        client.get(places_of(konzept))


def test_nobody_else_says_where_it_is(client, konzept, vorhaben):
    client.force_login(factories.staff(konzept, role="fachamt", office="Bauamt"))
    assert client.get(form_of(vorhaben)).status_code == 404
    client.force_login(factories.staff(factories.konzept(), role="redaktion"))
    assert client.get(form_of(vorhaben)).status_code == 404
