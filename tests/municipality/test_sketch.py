"""The sketch: right, small, and legible for whoever reads the SVG."""

import math
import re

import pytest
from django.template.loader import render_to_string

from municipality.geography import ground as grounds
from municipality.geography.sketch import MOST_BADGES, WIDTH, Marker, draw, frame_of
from municipality.models import Kartenebene, Ort

pytestmark = pytest.mark.django_db

SQUARE = [[11.9, 52.65], [12.05, 52.65], [12.05, 52.75], [11.9, 52.75], [11.9, 52.65]]


def point(longitude, latitude):
    return {"type": "Point", "coordinates": [longitude, latitude]}


@pytest.fixture
def outline():
    return Kartenebene.objects.create(
        kind="grenze", geometry={"type": "Polygon", "coordinates": [SQUARE]}
    )


def test_without_anything_to_show_there_is_no_sketch():
    assert draw([]) is None


def test_a_place_alone_is_drawn_without_any_ground():
    sketch = draw([Marker(point(11.98, 52.7))])

    assert sketch.marks[0].dots == [("180", "180")]
    assert sketch.bar_words == "200 m"


def test_north_is_up_and_east_is_right(outline):
    sketch = draw([Marker(point(11.91, 52.66)), Marker(point(12.04, 52.74))])
    (west, low), (east, high) = (map(float, each.dots[0]) for each in sketch.marks)

    assert west < east
    assert low > high


def test_a_kilometre_is_as_long_in_both_directions(outline):
    base = grounds.ground()
    frame = frame_of(base)
    x, y = frame.unit(*base.project(11.98, 52.7))
    one_km_north = frame.unit(*base.project(11.98, 52.7 + 1 / grounds.KM_PER_DEGREE))
    degree_east = 1 / (grounds.KM_PER_DEGREE * math.cos(math.radians(52.7)))
    one_km_east = frame.unit(*base.project(11.98 + degree_east, 52.7))

    assert one_km_north == pytest.approx((x, y - frame.scale))
    assert one_km_east == pytest.approx((x + frame.scale, y), rel=1e-3)


def test_what_is_drawn_at_a_point_is_read_back_at_it(outline):
    base = grounds.ground()
    frame = frame_of(base)

    there = frame.kilometres(*frame.unit(*base.project(11.93, 52.69)))

    assert base.degrees(*there) == pytest.approx((11.93, 52.69))


def test_a_place_outside_widens_the_frame_and_stays_in_it(outline):
    sketch = draw([Marker(point(12.4, 52.7))])

    assert 0 <= float(sketch.marks[0].dots[0][0]) <= WIDTH


def test_a_shore_of_many_points_costs_few_bytes(outline):
    """A river with 20.000 bends, as cadastral offices have it."""
    bends = [
        [11.8 + number * 0.00002, 52.7 + math.sin(number) * 0.0004] for number in range(20_000)
    ]
    Kartenebene.objects.create(
        kind="gewaesser", title="Elbe", geometry={"type": "LineString", "coordinates": bends}
    )
    html = render_to_string(
        "includes/sketch.html", {"sketch": draw([Marker(point(11.98, 52.7))]), "words": "Hier."}
    )

    assert len(html) < 12_000


def test_many_small_lakes_cost_few_bytes(outline):
    ponds = [
        [[[x, y], [x + 0.0005, y], [x, y + 0.0005], [x, y]]]
        for x in (11.9 + number * 0.003 for number in range(45))
        for y in (52.66 + number * 0.002 for number in range(40))
    ]
    Kartenebene.objects.create(
        kind="gewaesser", geometry={"type": "MultiPolygon", "coordinates": ponds}
    )
    sketch = draw([])

    assert sum(len(path) for _kind, path in sketch.layers) < 12_000


def test_badges_do_not_lie_on_each_other(outline):
    sketch = draw([Marker(point(11.98, 52.7), "Ziel", "/", str(n)) for n in range(12)])
    places = [(float(each.x), float(each.y)) for each in sketch.marks]

    assert sketch.has_badges
    for number, one in enumerate(places):
        for other in places[:number]:
            assert max(abs(one[0] - other[0]), abs(one[1] - other[1])) >= 24
    assert sum(bool(each.leader) for each in sketch.marks) == 11


def test_too_many_places_are_drawn_without_badges(outline):
    marks = [Marker(point(11.98, 52.7), "Ziel", "/", str(n)) for n in range(MOST_BADGES + 1)]

    assert not draw(marks).has_badges


def test_names_do_not_lie_on_each_other(outline):
    for name in ("Elbhagen", "Krenzow", "Mödelitz"):
        Ort.objects.create(name=name, longitude=11.98, latitude=52.7, is_main=name == "Elbhagen")
    towns = draw([]).towns
    places = [(each["anchor"], each["label_x"], each["label_y"]) for each in towns if each["name"]]

    assert [each["name"] for each in towns][0] == "Elbhagen"
    assert len(set(places)) == len(places) == 3


@pytest.mark.parametrize("language", ["de", "en"])
def test_numbers_are_spelled_as_svg_spells_them(outline, settings, language):
    settings.LANGUAGE_CODE = language
    Ort.objects.create(name="<b>Dorf</b>", longitude=11.98, latitude=52.7)
    html = render_to_string(
        "includes/sketch.html",
        {"sketch": draw([Marker(point(11.95123, 52.70123))]), "words": "<i>Hier</i>"},
    )

    assert not re.findall(r'(?: d|x|y|cx|cy|r|width|height|viewBox)="[^"]*,', html)
    assert "<b>" not in html
    assert "<i>" not in html
    assert "style=" not in html


def test_the_ground_is_kept_and_looked_up_once(outline, django_assert_num_queries):
    with django_assert_num_queries(2):
        grounds.ground()
    with django_assert_num_queries(0):
        grounds.ground()
        draw([Marker(point(11.98, 52.7))])


def test_nothing_stands_out_of_the_sketch(outline):
    """A path that only the browser cuts off makes a phone scroll in some of them."""
    river = [[11.0, 52.7], [11.98, 52.71], [13.0, 52.69]]
    Kartenebene.objects.create(
        kind="gewaesser", title="Elbe", geometry={"type": "LineString", "coordinates": river}
    )
    sketch = draw([])
    [(_kind, path)] = sketch.layers
    numbers = [float(each) for each in re.findall(r"-?[\d.]+", path)]

    assert min(numbers) >= 0
    assert max(numbers[::2]) <= WIDTH
    assert [each["name"] for each in sketch.labels] == ["Elbe"]
