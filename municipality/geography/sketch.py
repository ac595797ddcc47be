"""Draws a sketch: the ground, and on it what a page is about. No tiles, no third party.

What comes out is text for attributes of an inline SVG (``templates/includes/sketch.html``):
a number there is never spelled in anybody's language. One unit is a pixel of a phone.
"""

from dataclasses import dataclass, field

import shapely

from .ground import ground, lines_of

WIDTH = 360
# Of the height, so that a long municipality leaves room for text beside it on one screen.
LOWEST, HIGHEST = 200, 400
# Free on every side, for names and for marks at the edge.
_MARGIN = 16
# A place alone in the world is drawn with so many kilometres around it.
_LEAST_KM = 2
# The radius of a mark with a number: a finger hits it on the smallest phone.
BADGE = 16
# With more of them than this the badges would hide the sketch; the list beside it stays.
MOST_BADGES = 24
_LETTER = 14 * 0.56
_LINE = 16
_NICE = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50)


@dataclass(frozen=True)
class Marker:
    """Something to show.

    Attributes:
        geometry: GeoJSON.
        title, url: of the page it leads to, or empty.
        number: what stands in its badge, or empty for a plain dot.
    """

    geometry: dict
    title: str = ""
    url: str = ""
    number: str = ""


@dataclass
class Drawn:
    """A mark on the sketch: paths, dots, and its badge. All texts are SVG's."""

    mark: Marker
    area: str = ""
    line: str = ""
    dots: list = field(default_factory=list)
    x: str = ""
    y: str = ""
    # From the badge to where it belongs, if it had to make way for another one.
    leader: str = ""


@dataclass
class Sketch:
    """Everything that the template needs."""

    width: str
    height: str
    layers: list
    towns: list
    labels: list
    marks: list
    bar: str
    bar_words: str
    bar_x: str
    bar_y: str
    has_badges: bool
    outline: list

    @property
    def view_box(self):
        return f"0 0 {self.width} {self.height}"


@dataclass(frozen=True)
class Frame:
    """Which kilometres are shown, and how they become units of the drawing.

    Args:
        west, north: kilometres at the left and upper edge.
        scale: units a kilometre.
    """

    west: float
    north: float
    scale: float
    height: float

    @classmethod
    def around(cls, bounds):
        """The frame that shows ``bounds``, in the middle."""
        west, south, east, north = bounds
        wide, high = max(east - west, _LEAST_KM / 2), max(north - south, _LEAST_KM / 2)
        room = WIDTH - 2 * _MARGIN
        scale = min(room / wide, (HIGHEST - 2 * _MARGIN) / high)
        height = min(max(high * scale + 2 * _MARGIN, LOWEST), HIGHEST)
        return cls(
            west=(west + east) / 2 - WIDTH / 2 / scale,
            north=(south + north) / 2 + height / 2 / scale,
            scale=scale,
            height=round(height),
        )

    def unit(self, x, y):
        return (x - self.west) * self.scale, (self.north - y) * self.scale

    def kilometres(self, x, y):
        """Where the point (x, y) of the drawing lies."""
        return self.west + x / self.scale, self.north - y / self.scale


def frame_of(base, geometries=()):
    """The frame that shows the ground and all ``geometries`` (shapely, in kilometres)."""
    bounds = [base.bounds] if base.bounds else []
    bounds += [each.bounds for each in geometries]
    if not bounds:
        return None
    columns = list(zip(*bounds, strict=True))
    return Frame.around((min(columns[0]), min(columns[1]), max(columns[2]), max(columns[3])))


def draw(marks, *, base=None, frame=None):
    """The sketch that shows ``marks`` in their municipality; None if there is nothing to show."""
    base = base or ground()
    shapes = [base.projected(mark.geometry) for mark in marks]
    frame = frame or frame_of(base, shapes)
    if frame is None:
        return None
    drawn = [_drawn(mark, each, frame) for mark, each in zip(marks, shapes, strict=True)]
    has_badges = len(marks) <= MOST_BADGES and any(mark.number for mark in marks)
    # Who does not find the main place does not find anything else; then come the marks.
    taken = [_corner(frame)]
    towns = _towns([row for row in base.places if row[1]], frame, taken)
    taken += _place_badges(drawn, frame, taken) if has_badges else [_box(each) for each in drawn]
    towns += _towns([row for row in base.places if not row[1]], frame, taken)
    kilometres = max(
        each for each in _NICE if each * frame.scale <= WIDTH * 0.3 or each == _NICE[0]
    )
    return Sketch(
        width=str(WIDTH),
        height=_number(frame.height),
        outline=[path for kind, path in _paths(base, frame) if kind == "grenze"],
        layers=[(kind, path) for kind, path in _paths(base, frame) if kind != "grenze"],
        labels=_labels(base, frame, taken),
        towns=towns,
        marks=drawn,
        bar=_number(kilometres * frame.scale),
        bar_x=_number(WIDTH - 12 - kilometres * frame.scale),
        bar_y=_number(frame.height - 10),
        bar_words=f"{kilometres} km" if kilometres >= 1 else f"{round(kilometres * 1000)} m",
        has_badges=has_badges,
    )


def _number(value):
    """A number as SVG spells it, to a tenth of a unit."""
    return f"{value:.1f}".removesuffix(".0")


def _path(lines, frame, *, closed):
    """Lines as an SVG path, in whole units: one is about a pixel."""
    parts = []
    for line in lines:
        points = [frame.unit(x, y) for x, y in line]
        ends = closed and line[0] == line[-1]
        text = " ".join(f"{x:.0f} {y:.0f}" for x, y in points[: -1 if ends else None])
        parts.append(f"M{text}{'Z' if ends else ''}")
    return "".join(parts)


def _visible(base, frame):
    """(kind, title, lines) of each layer, cut off at the edges of the sketch."""
    west, south = frame.kilometres(0, frame.height)
    east, north = frame.kilometres(WIDTH, 0)
    return [
        (kind, title, lines_of(shapely.clip_by_rect(geometry, west, south, east, north)))
        for kind, title, geometry in base.layers
    ]


def _paths(base, frame):
    """(what it is drawn as, path) of each layer, in the order in which they lie on each other."""
    for kind, _title, lines in _visible(base, frame):
        areas = [line for line in lines if line[0] == line[-1]]
        if kind in ("grenze", "siedlung"):
            yield kind, _path(areas, frame, closed=True)
            continue
        if kind == "gewaesser":
            if areas:
                yield "see", _path(areas, frame, closed=True)
            lines = [line for line in lines if line[0] != line[-1]]
        if lines:
            yield kind, _path(lines, frame, closed=False)


def _drawn(mark, geometry, frame):
    """What of a mark is drawn, simplified to what one sees."""
    parts = list(getattr(geometry, "geoms", [geometry]))
    fine = [part.simplify(0.7 / frame.scale) for part in parts]
    areas = [line for part in fine if part.geom_type == "Polygon" for line in lines_of(part)]
    lines = [line for part in fine if part.geom_type == "LineString" for line in lines_of(part)]
    dots = [frame.unit(part.x, part.y) for part in parts if part.geom_type == "Point"]
    x, y = frame.unit(*_middle(geometry, parts))
    return Drawn(
        mark=mark,
        area=_path(areas, frame, closed=True),
        line=_path(lines, frame, closed=False),
        dots=[(_number(each_x), _number(each_y)) for each_x, each_y in dots],
        x=_number(x),
        y=_number(y),
    )


def _middle(geometry, parts):
    """A point on the geometry, near its middle: in the largest of its parts."""
    largest = max(parts, key=lambda part: (part.area, part.length))
    if largest.geom_type == "LineString":
        point = largest.interpolate(0.5, normalized=True)
    else:
        point = largest.representative_point()
    return point.x, point.y


def _box(drawn):
    x, y = float(drawn.x), float(drawn.y)
    return (x - 9, y - 9, x + 9, y + 9)


def _corner(frame):
    """Where the scale stands."""
    return (WIDTH - 130, frame.height - 34, WIDTH, frame.height)


def _place_badges(drawn, frame, taken):
    """Move badges apart that would lie on each other or on names; return the boxes they take."""
    boxes = []
    for each in drawn:
        x, y = min(max(float(each.x), BADGE), WIDTH - BADGE), float(each.y)
        home = (each.x, each.y)
        x, y = _free(x, min(max(y, BADGE), frame.height - BADGE), [*taken, *boxes], frame)
        each.x, each.y = _number(x), _number(y)
        if (each.x, each.y) != home:
            each.leader = f"M{home[0]} {home[1]}L{each.x} {each.y}"
        boxes.append((x - BADGE, y - BADGE, x + BADGE, y + BADGE))
    return boxes


def _free(x, y, boxes, frame):
    """The point next to (x, y) where a badge lies on no other one."""
    step = BADGE
    around = sorted(
        ((dx * step, dy * step) for dx in range(-10, 11) for dy in range(-10, 11)),
        key=lambda way: way[0] ** 2 + way[1] ** 2,
    )
    for dx, dy in around:
        new_x, new_y = x + dx, y + dy
        inside = BADGE <= new_x <= WIDTH - BADGE and BADGE <= new_y <= frame.height - BADGE
        box = (new_x - BADGE, new_y - BADGE, new_x + BADGE, new_y + BADGE)
        if inside and not any(_overlap(box, other) for other in boxes):
            return new_x, new_y
    return x, y


def _overlap(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _towns(places, frame, taken):
    """The places as the template draws them; a name that would lie on something is left out.

    ``taken`` are the boxes that are drawn on already; those of the names are added.
    """
    found = []
    for name, is_main, east, north in places:
        x, y = frame.unit(east, north)
        if not (0 <= x <= WIDTH and 0 <= y <= frame.height):
            continue
        radius = 6 if is_main else 4
        label = _label(name, x, y, radius + 5, taken, frame)
        found.append(
            {
                "name": name if label else "",
                "is_main": is_main,
                "x": _number(x),
                "y": _number(y),
                "radius": str(radius),
                **(label or {}),
            }
        )
    return found


def _label(text, x, y, gap, taken, frame, *, below=False):
    """Where a text beside (x, y) lies on nothing: as attributes; None if there is no such place."""
    wide = len(text) * _LETTER
    around = (
        ("start", x + gap, y + 5),
        ("end", x - gap - wide, y + 5),
        ("middle", x - wide / 2, y - gap - 2),
        ("middle", x - wide / 2, y + gap + 11),
        ("start", x, y - gap - 2),
        ("end", x - wide, y - gap - 2),
        ("start", x, y + gap + 11),
        ("end", x - wide, y + gap + 11),
    )
    for anchor, left, base_line in [*around[3:4], *around] if below else around:
        box = (left, base_line - _LINE + 4, left + wide, base_line + 4)
        if box[0] < 2 or box[2] > WIDTH - 2 or box[1] < 2 or box[3] > frame.height - 2:
            continue
        if any(_overlap(box, other) for other in taken):
            continue
        taken.append(box)
        place = {"start": left, "end": left + wide, "middle": x}[anchor]
        return {"anchor": anchor, "label_x": _number(place), "label_y": _number(base_line)}
    return None


def _labels(base, frame, taken):
    """The names of rivers and lakes, each at the middle of its longest part."""
    found = []
    for kind, title, lines in _visible(base, frame):
        if kind != "gewaesser" or not title or not lines:
            continue
        line = shapely.LineString(max(lines, key=len))
        if line.is_ring:
            middle = shapely.Polygon(line).representative_point()
        else:
            middle = line.interpolate(0.5, normalized=True)
        x, y = frame.unit(middle.x, middle.y)
        if label := _label(title, x, y, 6, taken, frame, below=True):
            found.append({"name": title, **label})
    return found
