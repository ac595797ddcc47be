"""What every sketch is drawn on: outline, rivers, roads, railways and places of the municipality.

Projected and simplified once, and kept in the cache that all processes share, as the
municipality itself is (``municipality.current``): showing a sketch costs no query.
"""

import math
from dataclasses import dataclass, field

import shapely
from django.core.cache import cache
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from shapely.geometry import box, shape

from pagecache import generation

from ..models import Kartenebene, Ort
from .reading import GeometryError

# Raise the number when what is kept gets another form.
KEY = "municipality:ground:2"
SECONDS = 5 * 60
# Of one degree of latitude, on a globe of 6371 km.
KM_PER_DEGREE = 111.195
# All lines of a ground together have about so many points at most: a few kilobytes of a page.
MOST_POINTS = 500
# One pixel of a sketch as wide as it is shown at most.
_FINEST = 1 / 480
# What is drawn around the bounds, as a part of their longer side.
_AROUND = 0.5
# So far from the bounds, or as far as the municipality is long, something still belongs to it.
_NEAR_KM = 20


@dataclass(frozen=True)
class BaseMap:
    """The municipality in kilometres, east and north of nowhere in particular.

    Attributes:
        latitude: whose cosine narrows all degrees of longitude.
        bounds: (west, south, east, north); None if nothing is known of the municipality.
        layers: (kind, title, geometry) of each layer, as shapely has it.
        places: (name, whether it is the main one, x, y).
    """

    latitude: float = 51.0
    bounds: tuple | None = None
    layers: list = field(default_factory=list)
    places: list = field(default_factory=list)

    def project(self, longitude, latitude):
        """Degrees as kilometres (equirectangular)."""
        east = longitude * KM_PER_DEGREE * math.cos(math.radians(self.latitude))
        return east, latitude * KM_PER_DEGREE

    def degrees(self, x, y):
        """Kilometres as (longitude, latitude)."""
        return x / KM_PER_DEGREE / math.cos(math.radians(self.latitude)), y / KM_PER_DEGREE

    def projected(self, geometry):
        """A GeoJSON geometry in kilometres, as shapely has it."""
        factor = math.cos(math.radians(self.latitude))
        scale = [KM_PER_DEGREE * factor, KM_PER_DEGREE]
        return shapely.transform(shape(geometry), lambda degrees: degrees * scale)

    def distance(self, geometry):
        """How many kilometres lie between the bounds and the nearest part of a GeoJSON geometry."""
        if self.bounds is None:
            return 0
        return float(self.projected(geometry).distance(box(*self.bounds)))

    @property
    def size(self):
        """The longer side of the bounds in kilometres."""
        west, south, east, north = self.bounds or (0, 0, 0, 0)
        return max(east - west, north - south)


def ground():
    """The ground of this municipality's sketches."""
    kept = cache.get(KEY)
    if kept is None:
        kept = _stored()
        cache.add(KEY, kept, SECONDS)
    return kept


def refresh():
    """Draw on what is stored now, in all processes. To be called after the commit."""
    cache.set(KEY, _stored(), SECONDS)
    generation.begin()


def refuse_elsewhere(geometry):
    """Raise ``GeometryError`` if a geometry lies nowhere near the municipality."""
    base = ground()
    distance = base.distance(geometry)
    if distance > max(_NEAR_KM, base.size):
        raise GeometryError(
            _(
                "Das liegt rund %(km)s km außerhalb des Gebiets dieser Plattform. Bitte prüfen "
                "Sie die Koordinaten."
            )
            % {"km": number_format(round(distance))}
        )


def _stored():
    layers, places = list(Kartenebene.objects.all()), list(Ort.objects.all())
    edges = [row.geometry for row in layers if row.kind == Kartenebene.Kind.OUTLINE]
    edges = edges or [row.geometry for row in places] or [row.geometry for row in layers]
    if not edges:
        return BaseMap()
    west, south, east, north = shapely.total_bounds([shape(each) for each in edges])
    plain = BaseMap(latitude=float((south + north) / 2))
    bounds = (*plain.project(west, south), *plain.project(east, north))
    return BaseMap(
        latitude=plain.latitude,
        bounds=tuple(float(each) for each in bounds),
        layers=_layers(plain, layers, bounds),
        places=[
            (row.name, row.is_main, *map(float, plain.project(row.longitude, row.latitude)))
            for row in places
        ],
    )


def _layers(plain, rows, bounds):
    west, south, east, north = bounds
    size = max(east - west, north - south, 0.1)
    margin = size * _AROUND
    near = box(west - margin, south - margin, east + margin, north + margin)
    shapes = [(row, plain.projected(row.geometry).intersection(near)) for row in rows]
    tolerance = size * _FINEST
    while True:
        drawn = [(row, each.simplify(tolerance)) for row, each in shapes]
        if sum(shapely.get_num_coordinates(each) for _unused, each in drawn) <= MOST_POINTS:
            break
        # What is smaller than a dot is left out at last, however many of them there are.
        tolerance *= 1.5
        shapes = [(row, _without_dots(each, tolerance)) for row, each in shapes]
    order = {kind: place for place, kind in enumerate(Kartenebene.Kind.values)}
    return [
        (row.kind, row.title, each)
        for row, each in sorted(drawn, key=lambda pair: order[pair[0].kind])
    ]


def _without_dots(geometry, smallest):
    parts = getattr(geometry, "geoms", [geometry])
    return shapely.GeometryCollection([part for part in parts if part.length > smallest * 2])


def lines_of(geometry):
    """The lines of a shapely geometry, each a list of (x, y); of areas all rings."""
    if geometry.is_empty:
        return []
    if hasattr(geometry, "geoms"):
        return [line for part in geometry.geoms for line in lines_of(part)]
    if geometry.geom_type == "Polygon":
        rings = [geometry.exterior, *geometry.interiors]
        return [[(float(x), float(y)) for x, y in ring.coords] for ring in rings]
    return [[(float(x), float(y)) for x, y in geometry.coords]]
