"""Reads GeoJSON (RFC 7946) that somebody uploads, and says in a sentence what is wrong with it.

Whatever comes in, what comes out is one valid geometry of few points in WGS 84, longitude
before latitude: names, heights and everything else that a file may hold stay outside. Work is
limited before it is done: bytes first, then parts and points.
"""

import json
import math
from collections import deque

import shapely
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from shapely.geometry import mapping, shape

from .bounds import EAST, NORTH, SOUTH, WEST

MOST_BYTES = 2_000_000
MOST_POINTS = 20_000
MOST_PARTS = 2_000
# About ten centimetres: nobody measures anything on a sketch.
DIGITS = 6
_WGS84 = ("CRS84", "EPSG::4326", "EPSG:4326")

# How often brackets are nested around a position in each type.
_DEPTH = {
    "Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2,
    "MultiPolygon": 3,
}  # fmt: skip
_MULTI = {"Point": "MultiPoint", "LineString": "MultiLineString", "Polygon": "MultiPolygon"}
LINES, AREAS = (frozenset({name, _MULTI[name]}) for name in ("LineString", "Polygon"))


class GeometryError(ValueError):
    """The sentence that says what is wrong with the file and what to do."""


def refuse_too_large(size):
    """Raise ``GeometryError`` if a file of ``size`` bytes is not worth reading."""
    if size > MOST_BYTES:
        raise GeometryError(
            _(
                "Die Datei ist zu groß: Möglich sind 2 MB, für eine Skizze genügt viel weniger. "
                "Vereinfachen Sie die Geometrie bitte vor dem Speichern (in QGIS: „Vereinfachen“)."
            )
        )


def read(data):
    """The one geometry that a GeoJSON file holds, as a dict.

    Args:
        data: bytes of the file.

    Raises:
        GeometryError: the file cannot be read, or is not about a place in Germany.
    """
    refuse_too_large(len(data))
    parts = list(_parts(_json(data)))
    if not parts:
        raise GeometryError(_("In der Datei ist kein Punkt, keine Linie und keine Fläche."))
    return _valid(parts)


def middle(geometry):
    """(longitude, latitude) of a point in a geometry, near its middle."""
    found = shapely.point_on_surface(shape(geometry))
    return tuple(point(*mapping(found)["coordinates"][:2])["coordinates"])


def features(data):
    """(properties, geometry) of each Feature in a GeoJSON file, geometry None if it has none.

    Args:
        data: bytes of the file.

    Raises:
        GeometryError: the file cannot be read, or is not about places in Germany.
    """
    refuse_too_large(len(data))
    content = _json(data)
    rows = content.get("features") if content.get("type") == "FeatureCollection" else [content]
    if not isinstance(rows, list) or len(rows) > MOST_PARTS:
        raise GeometryError(_not_geojson())
    found = []
    for row in rows:
        if not isinstance(row, dict) or row.get("type") != "Feature":
            raise GeometryError(_not_geojson())
        properties, parts = row.get("properties"), list(_parts(row))
        named = properties if isinstance(properties, dict) else {}
        found.append((named, _valid(parts) if parts else None))
    return found


def point(longitude, latitude):
    """A point as a GeoJSON geometry.

    Raises:
        GeometryError: it is not in Germany.
    """
    position = [round(longitude, DIGITS), round(latitude, DIGITS)]
    _refuse_abroad([position])
    return {"type": "Point", "coordinates": position}


def types_of(geometry):
    """The types of the parts that a geometry of ours is made of."""
    return {part["type"] for part in geometry.get("geometries", [geometry])}


def _json(data):
    try:
        content = json.loads(data.decode("utf-8-sig"), parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise GeometryError(
            _("Das ist kein GeoJSON: Die Datei ist kein Text in UTF-8. Ein Shapefile oder KML "
              "wandelt zum Beispiel QGIS um („Exportieren als GeoJSON“).")
        ) from error  # fmt: skip
    except json.JSONDecodeError as error:
        raise GeometryError(
            _("Das ist kein GeoJSON: In Zeile %(line)d bricht das Format ab. Bitte exportieren "
              "Sie die Datei noch einmal.") % {"line": error.lineno}
        ) from error  # fmt: skip
    except (RecursionError, ValueError) as error:
        raise GeometryError(
            _("Das ist kein GeoJSON: Die Datei ist zu tief verschachtelt, oder eine Zahl darin "
              "ist keine.")
        ) from error  # fmt: skip
    if not isinstance(content, dict):
        raise GeometryError(_not_geojson())
    _refuse_other_systems(content.get("crs"))
    return content


def _no_number(text):
    raise ValueError(text)


def _refuse_other_systems(crs):
    """The member „crs“ of older files: any system but WGS 84 is refused by its name."""
    if crs is None:
        return
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = str(properties.get("name", "") if isinstance(properties, dict) else "")[:60]
    if not name.endswith(_WGS84):
        raise GeometryError(
            _("Die Datei nennt ein anderes Koordinatensystem (%(name)s). Bitte exportieren Sie "
              "sie in WGS 84 (EPSG:4326).") % {"name": name or "?"}
        )  # fmt: skip


def _parts(content):
    """The single geometries in a GeoJSON object, their positions cut to two numbers.

    Nothing here calls itself, however deep a collection lies in collections, and what holds no
    part costs no more than its bytes.
    """
    waiting, points, found_parts = deque([content]), 0, 0
    while waiting:
        item = waiting.popleft()
        if item is None:
            continue
        if not isinstance(item, dict):
            raise GeometryError(_not_geojson())
        waiting.extend(_inside(item))
        kind = item.get("type")
        if kind in ("FeatureCollection", "Feature", "GeometryCollection"):
            continue
        if not isinstance(kind, str) or kind not in _DEPTH:
            raise GeometryError(_not_geojson())
        found_parts += 1
        if found_parts > MOST_PARTS:
            raise GeometryError(
                _("Die Datei hat mehr als 2.000 Teile. Bitte fassen Sie sie zusammen oder lassen "
                  "Sie weg, was auf einer Skizze niemand sieht.")
            )  # fmt: skip
        coordinates, found = _positions(item.get("coordinates"), _DEPTH[kind])
        points += found
        if points > MOST_POINTS:
            raise _too_many_points()
        if found:
            yield {"type": kind, "coordinates": coordinates}


def _inside(item):
    """What an object holds other objects in."""
    match item.get("type"):
        case "FeatureCollection":
            inside = item.get("features")
        case "GeometryCollection":
            inside = item.get("geometries")
        case "Feature":
            inside = [item.get("geometry")]
        case _:
            inside = []
    if not isinstance(inside, list):
        raise GeometryError(_not_geojson())
    return inside


def _positions(value, depth):
    """The coordinates of one geometry, and how many points these are."""
    if not isinstance(value, list):
        raise GeometryError(_not_geojson())
    if depth:
        if len(value) > MOST_POINTS:
            raise _too_many_points()
        inner = [_positions(part, depth - 1) for part in value]
        counts = [found for _part, found in inner]
        if any(counts) and not all(counts):
            raise _too_few_points()
        return [part for part, _found in inner], sum(counts)
    if len(value) < 2 or not all(_is_number(number) for number in value[:2]):
        raise GeometryError(_not_geojson())
    return [round(float(number), DIGITS) for number in value[:2]], 1


def _is_number(value):
    if not isinstance(value, int | float) or isinstance(value, bool):
        return False
    try:
        return math.isfinite(float(value))
    except OverflowError:
        return False


def _valid(parts):
    """One geometry made of all parts, if they are valid and lie in Germany."""
    _refuse_abroad(_flat(parts))
    try:
        shapes = [shape(part) for part in parts]
    except (shapely.errors.ShapelyError, ValueError) as error:
        raise _too_few_points() from error
    for each in shapes:
        if each.is_empty or not each.is_valid:
            raise GeometryError(_broken(each))
    return _as_dict(shapes)


def _as_dict(shapes):
    single = [part for each in shapes for part in getattr(each, "geoms", [each])]
    types = {each.geom_type for each in single}
    if len(single) == 1:
        result = mapping(single[0])
    elif len(types) == 1:
        coordinates = [mapping(each)["coordinates"] for each in single]
        result = {"type": _MULTI[types.pop()], "coordinates": coordinates}
    else:
        result = {"type": "GeometryCollection", "geometries": [mapping(each) for each in single]}
    # Lists, as the database gives them back.
    return json.loads(json.dumps(result))


def _flat(parts):
    waiting = [part["coordinates"] for part in parts]
    while waiting:
        value = waiting.pop()
        if isinstance(value[0], list):
            waiting += value
        else:
            yield value


def _refuse_abroad(positions):
    for x, y in positions:
        if WEST <= x <= EAST and SOUTH <= y <= NORTH:
            continue
        if WEST <= y <= EAST and SOUTH <= x <= NORTH:
            raise GeometryError(
                _("Länge und Breite sind vertauscht: Zuerst kommt die Länge (bei Ihnen etwa "
                  "%(longitude)s), dann die Breite (etwa %(latitude)s).")
                % {"longitude": number_format(y, 3), "latitude": number_format(x, 3)}
            )  # fmt: skip
        if abs(x) > 180 or abs(y) > 90:
            raise GeometryError(
                _("Die Koordinaten sind keine Grade, sondern wohl Meter (UTM oder Gauß-Krüger). "
                  "Bitte exportieren Sie die Datei in WGS 84 (EPSG:4326).")
            )  # fmt: skip
        raise GeometryError(
            _("Ein Punkt liegt außerhalb von Deutschland (Länge %(longitude)s, Breite "
              "%(latitude)s). Bitte prüfen Sie die Koordinaten.")
            % {"longitude": number_format(x, 3), "latitude": number_format(y, 3)}
        )  # fmt: skip


def _broken(geometry):
    reason, _bracket, place = shapely.is_valid_reason(geometry).partition("[")
    where = place.rstrip("]").split()
    if "Self-intersection" in reason and len(where) == 2:
        return _(
            "Eine Fläche überschneidet sich selbst, etwa bei Länge %(longitude)s, Breite "
            "%(latitude)s. Bitte zeichnen Sie ihren Rand dort neu (in QGIS hilft „Geometrien "
            "reparieren“)."
        ) % {
            "longitude": number_format(float(where[0]), 4),
            "latitude": number_format(float(where[1]), 4),
        }
    return _(
        "Eine Linie oder Fläche ist in sich nicht stimmig. In QGIS hilft „Geometrien reparieren“."
    )


def _too_many_points():
    return GeometryError(
        _("Die Datei hat mehr als 20.000 Punkte. Bitte vereinfachen Sie die Geometrie (in QGIS: "
          "„Vereinfachen“); für eine Skizze genügen einige hundert.")
    )  # fmt: skip


def _too_few_points():
    return GeometryError(
        _("Eine Linie braucht mindestens zwei Punkte, der Rand einer Fläche mindestens drei.")
    )


def _not_geojson():
    return _(
        "Das ist kein GeoJSON mit Punkten, Linien oder Flächen. QGIS speichert solche Dateien "
        "(„Exportieren als GeoJSON“)."
    )
