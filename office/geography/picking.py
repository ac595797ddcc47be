"""Setting a point by a click on the sketch, which needs no script.

An ``<input type="image">`` sends where in it somebody clicked, in pixels as it is shown. So it is
shown in one of two sizes, told apart by its name. The first click sets a point and shows its
surroundings, enlarged; the next one is finer.
"""

import re
from urllib.parse import urlencode

from django.urls import reverse

from municipality.geography import reading
from municipality.geography.ground import ground
from municipality.geography.sketch import WIDTH, Frame, frame_of

# The name of each button, and how wide it is: on a phone, and where there is room.
SIZES = {"tippen": 280, "klicken": 600}
# What an enlarged section shows, as a part of the whole.
_SECTION = 0.3
_POINT = re.compile(r"^(\d{1,2}(?:\.\d{1,9})?),(\d{1,2}(?:\.\d{1,9})?)\Z")


def point_in(text):
    """„11.98,52.7“ as (longitude, latitude); None if it is no point in Germany."""
    if not (match := _POINT.match(text or "")):
        return None
    try:
        return tuple(reading.point(float(match[1]), float(match[2]))["coordinates"])
    except reading.GeometryError:
        return None


def frame_around(middle=None):
    """The frame of the whole ground, or of a section around a point; None without a ground."""
    base = ground()
    whole = frame_of(base)
    if whole is None or middle is None:
        return whole
    x, y = base.project(*middle)
    side = max(base.size * _SECTION, 1) / 2
    return Frame.around((x - side, y - side, x + side, y + side))


def clicked(data):
    """Where somebody clicked, as (longitude, latitude); None if that was another button.

    A keyboard presses the button at its corner (0, 0): that means nothing, coordinates are typed.
    """
    frame = frame_around(point_in(data.get("ausschnitt")))
    for name, width in SIZES.items():
        pixels = [data.get(f"{name}.{axis}", "") for axis in "xy"]
        if frame and all(each.isascii() and each.isdecimal() and len(each) < 5 for each in pixels):
            x, y = (int(each) * WIDTH / width for each in pixels)
            if (x, y) != (0, 0):
                degrees = ground().degrees(*frame.kilometres(x, y))
                return tuple(round(each, 5) for each in degrees)
    return None


def was_pressed(data):
    """Whether the sketch was the button that sent the form."""
    return any(f"{name}.x" in data for name in SIZES)


class Picker:
    """What the template needs to show the sketch as buttons.

    Args:
        point: (longitude, latitude) to mark, or None.
        section: (longitude, latitude) in whose surroundings one clicks, or None for the whole.
    """

    def __init__(self, point=None, section=None):
        self.section = ",".join(map(str, section)) if section else ""
        frame = frame_around(section)
        marked = {"punkt": ",".join(map(str, point))} if point else {}
        query = marked | ({"um": self.section} if section else {})
        self.url = f"{reverse('places:picture')}?{urlencode(query)}"
        self.sizes = [
            (name, width, round(width * frame.height / WIDTH)) for name, width in SIZES.items()
        ] if frame else []  # fmt: skip
