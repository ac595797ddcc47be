"""Saying where a Baustein is: by a click, by coordinates, by a file."""

import json

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from municipality.geography.ground import ground
from municipality.geography.sketch import WIDTH, frame_of
from strategies import actions as strategy_actions
from strategies.models import Lage
from tests import factories
from tests.forms import opened

pytestmark = pytest.mark.django_db

WORDS = "Am Markt, mitten in der Stadt."
LINE = {"type": "LineString", "coordinates": [[11.95, 52.7], [12.0, 52.71]]}


@pytest.fixture
def baustein():
    factories.outline()
    return factories.baustein()


@pytest.fixture
def editor(client, baustein):
    person = factories.staff(baustein.strategie.konzept, role="redaktion")
    client.force_login(person)
    return person


def address(baustein):
    return reverse("places:lage", args=[baustein.pk])


def upload(content, name="ort.geojson"):
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    return SimpleUploadedFile(name, data, content_type="application/geo+json")


def send(client, baustein, **fields):
    return client.post(address(baustein), {**opened(client, address(baustein)), **fields})


def test_coordinates_are_typed_with_a_comma_or_a_dot(client, editor, baustein):
    answer = send(client, baustein, description=WORDS, longitude="11,98", latitude="52.7°")

    assert answer.status_code == 302
    assert baustein.lage.geometry == {"type": "Point", "coordinates": [11.98, 52.7]}
    assert WORDS in client.get(baustein.get_absolute_url()).text


def test_a_file_counts_before_coordinates(client, editor, baustein):
    send(client, baustein, description=WORDS, longitude="11,98", latitude="52,7", file=upload(LINE))

    assert baustein.lage.geometry == LINE


def test_other_words_leave_the_line_as_it_is(client, editor, baustein):
    Lage.objects.create(baustein=baustein, geometry=LINE, description=WORDS)

    answer = send(client, baustein, description="Zwischen Markt und Bahnhof.")

    assert answer.status_code == 302
    baustein.refresh_from_db()
    assert baustein.lage.geometry == LINE
    assert baustein.lage.description == "Zwischen Markt und Bahnhof."


@pytest.mark.parametrize(("button", "width"), [("tippen", 280), ("klicken", 600)])
def test_a_click_on_the_sketch_fills_in_the_coordinates_and_saves_nothing(
    client, editor, baustein, button, width
):
    frame = frame_of(ground())
    x, y = frame.unit(*ground().project(11.98, 52.7))
    clicked = {
        f"{button}.x": round(x * width / WIDTH),
        f"{button}.y": round(y * width / WIDTH),
        "description": WORDS,
    }

    page = send(client, baustein, **clicked)

    assert page.status_code == 200
    initial = page.context["form"].initial
    assert initial["longitude"] == pytest.approx(11.98, abs=0.001)
    assert initial["latitude"] == pytest.approx(52.7, abs=0.001)
    assert WORDS in page.text
    assert not Lage.objects.exists()


def test_the_second_click_is_finer_and_what_it_found_can_be_saved(client, editor, baustein):
    page = send(client, baustein, **{"tippen.x": 140, "tippen.y": 100, "description": WORDS})
    section = page.context["picker"].section
    middle = {"ausschnitt": section, "tippen.x": 140, "tippen.y": 140}
    page = send(client, baustein, **middle, description=WORDS)
    there = [float(each) for each in section.split(",")]
    found = [page.context["form"].initial[name] for name in ("longitude", "latitude")]

    assert found == pytest.approx(there, abs=0.002)
    answer = send(client, baustein, description=WORDS, longitude=found[0], latitude=found[1])
    assert answer.status_code == 302
    assert baustein.lage.geometry["coordinates"] == pytest.approx(found)


@pytest.mark.parametrize("sent", [
    {"tippen.x": "0", "tippen.y": "0"}, {"tippen.x": "-1", "tippen.y": "x"},
    {"tippen.x": "9" * 400, "tippen.y": "1"}, {"tippen.x": "5", "tippen.y": "5", "ausschnitt": "a"},
    {"tippen.x": "5", "tippen.y": "5", "ausschnitt": "99,99"},
])  # fmt: skip
def test_a_button_pressed_by_key_or_made_up_sets_no_error(client, editor, baustein, sent):
    page = send(client, baustein, description=WORDS, **sent)

    assert page.status_code == 200
    assert WORDS in page.text


REFUSED = {
    "nothing": ({}, "Bitte setzen Sie einen Punkt"),
    "half": ({"longitude": "11,98"}, "Bitte geben Sie Länge und Breite an"),
    "words": ({"longitude": "elf", "latitude": "52,7"}, "Grade als Zahl"),
    "not a number": ({"longitude": "nan", "latitude": "52,7"}, "Grade als Zahl"),
    "endless": ({"longitude": "1e999", "latitude": "52,7"}, "Grade als Zahl"),
    "swapped": ({"longitude": "52,7", "latitude": "11,98"}, "Länge und Breite sind vertauscht"),
    "abroad": ({"longitude": "2,35", "latitude": "48,86"}, "außerhalb von Deutschland"),
    "far": ({"longitude": "8,5", "latitude": "48"}, "km außerhalb des Gebiets"),
    "no file": ({"file": b""}, "Die Datei ist leer."),
    "a picture": ({"file": b"\x89PNG"}, "Das ist kein GeoJSON"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_a_place_is_refused_with_a_sentence(client, editor, baustein, case):
    fields, words = REFUSED[case]
    if "file" in fields:
        fields = {"file": upload(fields["file"])}

    page = send(client, baustein, description=WORDS, **fields)

    assert page.status_code == 422
    assert words in page.text
    assert WORDS in page.text
    assert not Lage.objects.exists()


def test_words_are_required(client, editor, baustein):
    page = send(client, baustein, longitude="11,98", latitude="52,7")

    assert page.status_code == 422
    assert "Bitte sagen Sie in Worten, wo es ist" in page.text


def test_nobody_overwrites_unseen_what_another_saved(client, editor, baustein):
    lage = factories.lage(baustein)
    page = opened(client, address(baustein))
    Lage.objects.filter(pk=lage.pk).update(
        description="Von jemand anderem.", geometry={"type": "Point", "coordinates": [12.0, 52.7]}
    )

    answer = client.post(address(baustein), {**page, "description": "Von mir."})

    assert answer.status_code == 422
    assert "Von jemand anderem." in answer.text
    lage.refresh_from_db()
    assert lage.description == "Von jemand anderem."


def test_a_line_uploaded_meanwhile_is_not_overwritten_unseen(client, editor, baustein):
    lage = Lage.objects.create(baustein=baustein, geometry=LINE, description=WORDS)
    page = opened(client, address(baustein))
    other = {**LINE, "coordinates": [[11.95, 52.7], [12.0, 52.72]]}
    Lage.objects.filter(pk=lage.pk).update(geometry=other)

    answer = client.post(address(baustein), {**page, "file": upload(LINE)})

    assert answer.status_code == 422
    lage.refresh_from_db()
    assert lage.geometry == other


def test_two_who_say_it_first_make_one_place(client, editor, baustein):
    page = opened(client, address(baustein))
    factories.lage(baustein, description="Von jemand anderem.")

    answer = client.post(
        address(baustein),
        {**page, "description": "Von mir.", "longitude": "11,99", "latitude": "52,7"},
    )

    assert answer.status_code == 422
    assert Lage.objects.get().description == "Von jemand anderem."


def test_a_place_is_removed_but_not_one_that_changed_meanwhile(client, editor, baustein):
    lage = factories.lage(baustein)
    page = opened(client, address(baustein))
    Lage.objects.filter(pk=lage.pk).update(description="Neu.")

    assert client.post(address(baustein), {**page, "entfernen": "1"}).status_code == 422
    assert Lage.objects.exists()

    assert send(client, baustein, entfernen="1").status_code == 302
    assert not Lage.objects.exists()


def test_the_log_says_at_the_baustein_what_was_done(client, editor, baustein):
    send(client, baustein, description=WORDS, longitude="11,98", latitude="52,7")
    send(client, baustein, description="Am Hafen.")
    send(client, baustein, entfernen="1")

    entries = LogEntry.objects.filter(user=editor, object_id=str(baustein.pk)).order_by("pk")
    assert [(row.action_flag, row.get_change_message()) for row in entries] == [
        (CHANGE, f"Lage „{WORDS}“ hinzugefügt."),
        (CHANGE, "Wo es ist, in Worten für Lage „Am Hafen.“ geändert."),
        (CHANGE, "Lage „Am Hafen.“ gelöscht."),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_rows(
    client, editor, baustein, django_assert_num_queries, count
):
    factories.lage(baustein)
    for _more in range(count - 1):
        factories.lage(factories.baustein(strategie=baustein.strategie))

    with django_assert_num_queries(5):
        page = client.get(reverse("places:bausteine"))
    assert page.text.count(WORDS) == count


def test_the_list_shows_own_konzepte_alone(client, editor, baustein):
    other = factories.baustein(title="Ein fremdes Ziel")

    page = client.get(reverse("places:bausteine"))

    assert baustein.title in page.text
    assert other.title not in page.text


def test_what_is_archived_is_not_listed(client, editor, baustein):
    archived = factories.baustein(strategie=baustein.strategie, title="Ein altes Ziel")
    strategy_actions.archive(archived)

    page = client.get(reverse("places:bausteine"))

    assert baustein.title in page.text
    assert archived.title not in page.text
