"""The town's own stationery: its colour and logo, and its template for Word."""

import logging
from io import BytesIO

from PIL import Image, UnidentifiedImageError

from municipality.current import current

from .parts import PLAIN, Stationery, StoredPicture

logger = logging.getLogger(__name__)


def stationery():
    """The `Stationery` of the town as it is now; a file that is gone is left out."""
    town = current()
    return Stationery(
        accent=town.accent or PLAIN.accent,
        name=town.shown_name,
        logo=_logo(town),
        template=_content(town.word_template),
    )


def stationery_state():
    """A text that changes whenever `stationery` does: papers are kept under it."""
    town = current()
    return repr((town.shown_name, town.accent, town.logo.name, town.word_template.name))


def _content(file):
    if not file:
        return None
    try:
        with file.open("rb") as opened:
            return opened.read()
    except OSError:
        logger.exception("%s cannot be read: papers are written without it", file.name)
        return None


def _logo(town):
    data = _content(town.logo)
    if data is None:
        return None
    try:
        with Image.open(BytesIO(data), formats=["PNG"]) as image:
            return StoredPicture(data, *image.size)
    except (OSError, UnidentifiedImageError):
        return None
