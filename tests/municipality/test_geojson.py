"""What is let in as GeoJSON, and the sentence for everything else."""

import json
import time

import pytest

from municipality.geography import reading

HERE = [11.98, 52.7]
SQUARE = [[11.9, 52.6], [12.0, 52.6], [12.0, 52.7], [11.9, 52.7], [11.9, 52.6]]


def geojson(kind, coordinates, **more):
    return {"type": kind, "coordinates": coordinates, **more}


def feature(geometry, **properties):
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def read(content):
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    return reading.read(data)


def refusal(content):
    with pytest.raises(reading.GeometryError) as refused:
        read(content)
    return str(refused.value)


def test_a_geometry_a_feature_and_a_collection_come_out_as_one_geometry():
    point = geojson("Point", HERE)

    assert read(point) == point
    assert read(feature(point, name="Markt")) == point
    assert read({"type": "FeatureCollection", "features": [feature(point)]}) == point


def test_several_of_one_kind_become_one_of_many():
    other = geojson("Point", [12.0, 52.8])
    points = {
        "type": "FeatureCollection",
        "features": [feature(geojson("Point", HERE)), feature(other)],
    }

    assert read(points) == geojson("MultiPoint", [HERE, [12.0, 52.8]])


def test_several_kinds_become_a_collection():
    both = {
        "type": "GeometryCollection",
        "geometries": [geojson("Point", HERE), geojson("Polygon", [SQUARE])],
    }

    assert read(both) == both


def test_heights_names_and_false_precision_stay_outside():
    text = read(feature(geojson("Point", [11.98000000001, 52.7, 34.5]), inhaber="Frau Beispiel"))

    assert text == geojson("Point", HERE)


def test_a_byte_order_mark_and_a_feature_without_a_place_do_no_harm():
    rows = {
        "type": "FeatureCollection",
        "features": [feature(None), feature(geojson("Point", HERE))],
    }

    assert read(b"\xef\xbb\xbf" + json.dumps(rows).encode()) == geojson("Point", HERE)


BOW_TIE = [[11.9, 52.6], [12.0, 52.7], [12.0, 52.6], [11.9, 52.7], [11.9, 52.6]]
UTM = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}}
ENDLESS = b'{"type": "Point", "coordinates": [1' + b"0" * 400 + b", 52]}"
CROSSING = "überschneidet sich selbst, etwa bei Länge 11,95"
REFUSED = {
    "no text": (b"\xff\xfePK\x03\x04", "kein Text in UTF-8"),
    "cut off": (b'{"type": "Point",\n "coordinates": [11', "In Zeile 2"),
    "html": (b"<html></html>", "In Zeile 1"),
    "a number": (b"7", "kein GeoJSON mit Punkten"),
    "no number": (b'{"type": "Point", "coordinates": [NaN, 52.7]}', "eine Zahl darin ist keine"),
    "deep": (b"[" * 200_000 + b"]" * 200_000, "zu tief verschachtelt"),
    "an endless number": (ENDLESS, "kein GeoJSON mit Punkten"),
    "infinite": (b'{"type": "Point", "coordinates": [1e999, 52]}', "kein GeoJSON mit Punkten"),
    "words": (geojson("Point", ["elf", "zwölf"]), "kein GeoJSON mit Punkten"),
    "a truth": (geojson("Point", [True, 52.7]), "kein GeoJSON mit Punkten"),
    "unknown type": (geojson("Kreis", HERE), "kein GeoJSON mit Punkten"),
    "type of another kind": ({"type": ["Point"], "coordinates": HERE}, "kein GeoJSON mit Punkten"),
    "too flat": (geojson("Polygon", SQUARE), "kein GeoJSON mit Punkten"),
    "features are words": ({"type": "FeatureCollection", "features": "alle"}, "kein GeoJSON mit"),
    "nothing": ({"type": "FeatureCollection", "features": []}, "kein Punkt, keine Linie"),
    "an empty line": (geojson("LineString", []), "kein Punkt, keine Linie"),
    "one point is no line": (geojson("LineString", [HERE]), "mindestens zwei Punkte"),
    "an open area": (geojson("Polygon", [SQUARE[:2]]), "der Rand einer Fläche mindestens drei"),
    "crossing itself": (geojson("Polygon", [BOW_TIE]), CROSSING),
    "swapped": (geojson("Point", HERE[::-1]), "Länge und Breite sind vertauscht"),
    "metres": (geojson("Point", [687_000, 5_842_000]), "wohl Meter"),
    "Paris": (geojson("Point", [2.35, 48.86]), "außerhalb von Deutschland"),
    "another system": (geojson("Point", HERE, crs=UTM), "(urn:ogc:def:crs:EPSG::25832)"),
    "a system of words": (geojson("Point", HERE, crs="meins"), "anderes Koordinatensystem"),
    "too many points": (geojson("LineString", [HERE] * 20_001), "mehr als 20.000 Punkte"),
    "too many parts": (
        {"type": "FeatureCollection", "features": [feature(geojson("Point", HERE))] * 2_001},
        "mehr als 2.000 Teile",
    ),
    "too many bytes": (b" " * 2_000_001, "zu groß"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_drawn_is_refused_with_a_sentence_that_helps(case):
    content, words = REFUSED[case]

    assert words in refusal(content)


def test_collections_in_collections_are_no_way_around_the_limits():
    text = '{"type":"GeometryCollection","geometries":[' * 2_100 + "null" + "]}" * 2_100
    assert refusal(text.encode())


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("kind", ["MultiLineString", "Polygon", "MultiPolygon"])
def test_an_empty_part_beside_another_is_refused(kind, first):
    part = {"MultiLineString": SQUARE, "Polygon": SQUARE, "MultiPolygon": [SQUARE]}[kind]

    words = refusal(geojson(kind, [[], part] if first else [part, []]))

    assert "mindestens zwei Punkte" in words


def test_two_thousand_features_are_let_in_and_none_behind_empty_ones_is_lost():
    here = feature(geojson("Point", HERE))
    rows = {"type": "FeatureCollection", "features": [feature(None)] * 3_000 + [here] * 2_000}

    assert len(read(rows)["coordinates"]) == reading.MOST_PARTS


def test_what_is_nothing_many_times_takes_no_long_time():
    nothing = {"type": "GeometryCollection", "geometries": [None] * 2_000}
    rows = {"type": "GeometryCollection", "geometries": [nothing] * 190}
    started = time.process_time()

    assert "kein Punkt" in refusal(json.dumps(rows, separators=(",", ":")).encode())
    assert time.process_time() - started < 2


def test_the_name_of_wgs_84_may_stand_in_the_file():
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}

    assert read(geojson("Point", HERE, crs=crs)) == geojson("Point", HERE)
