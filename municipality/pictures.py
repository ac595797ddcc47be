"""The municipality's sign in the sizes that browsers ask for without being told of them."""

from functools import lru_cache
from io import BytesIO
from pathlib import Path

from django.contrib.staticfiles import finders
from PIL import Image

from . import colour

# Browsers take from an ICO the size that they show.
ICO_SIZES = [(16, 16), (32, 32), (48, 48)]
TOUCH_SIZE = 180
# Systems round the corners of a touch icon: nothing of the sign lies in them.
TOUCH_MARGIN = 14


def favicon(kommune):
    """An ICO of the logo, if it can be told at that size; else of the platform's own sign."""
    return _favicon(_sign(kommune, wide=False))


def touch_icon(kommune):
    """A PNG without transparency, which systems would fill with black."""
    return _touch_icon(_sign(kommune, wide=True), TOUCH_MARGIN if kommune.logo else 0)


def _sign(kommune, *, wide):
    """The bytes of the logo, or of our own sign where the logo's file is missing, too."""
    if kommune.logo and (wide or kommune.logo_is_icon):
        try:
            with kommune.logo.open("rb") as file:
                return file.read()
        except FileNotFoundError:
            pass
    return Path(finders.find("img/icon-512.png")).read_bytes()


@lru_cache(maxsize=4)
def _favicon(png):
    target = BytesIO()
    _square(png, ICO_SIZES[-1][0]).save(target, "ICO", sizes=ICO_SIZES)
    return target.getvalue()


@lru_cache(maxsize=4)
def _touch_icon(png, margin):
    ground = Image.new("RGB", (TOUCH_SIZE, TOUCH_SIZE), colour.LIGHT[1])
    sign = _square(png, TOUCH_SIZE - 2 * margin)
    ground.paste(sign, (margin, margin), sign)
    target = BytesIO()
    ground.save(target, "PNG", optimize=True)
    return target.getvalue()


def _square(png, size):
    """The picture as large as fits into a transparent square, in its middle."""
    with Image.open(BytesIO(png), formats=["PNG"]) as picture:
        picture = picture.convert("RGBA")
    scale = size / max(picture.size)
    small = picture.resize([max(1, round(side * scale)) for side in picture.size])
    square = Image.new("RGBA", (size, size))
    square.paste(small, ((size - small.width) // 2, (size - small.height) // 2))
    return square
