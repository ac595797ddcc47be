"""Pictures of a document, made safe to serve: decoded, checked and written anew."""

import re
from dataclasses import replace
from hashlib import sha256
from io import BytesIO

from django.utils.translation import gettext as _

from municipality.images import Damaged, TooManyPixels, UnknownFormat, decoding

from .blocks import BildTeil, Hinweis, Picture

MAX_PIXELS = 40_000_000
_READABLE = ("PNG", "JPEG", "GIF")

Crop = tuple[float, float, float, float]
"""What is cut off at the left, top, right and bottom, as fractions of the picture."""


class PictureLeftOut(Exception):
    """The picture cannot be taken over; the message says why, in the reader's words."""


def read_picture(data, *, crop=(0, 0, 0, 0)):
    """Re-encode a PNG, JPEG or GIF without its metadata.

    Args:
        data: the picture as it lies in the document.
        crop: what the document cuts off; it is gone from the result, not only unseen.

    Returns:
        A PNG or JPEG. Its `sha256` is of the document's bytes (and the crop), so that it
        stays the same when a later version of the encoder writes other bytes.

    Raises:
        PictureLeftOut: another format, damaged, or too large.
    """
    try:
        with decoding(BytesIO(data), formats=_READABLE, most_pixels=MAX_PIXELS) as (image, kind):
            lossy = kind in {"JPEG", "MPO"}
            return BildTeil(
                sha256(data + (repr(crop).encode() if any(crop) else b"")).hexdigest(),
                _encode(_cropped(image, crop), lossy=lossy),
                "image/jpeg" if lossy else "image/png",
            )
    except UnknownFormat as error:
        raise PictureLeftOut(_("nur PNG, JPEG und GIF werden übernommen")) from error
    except TooManyPixels as error:
        raise PictureLeftOut(_("das Bild hat zu viele Bildpunkte")) from error
    except Damaged as error:
        raise PictureLeftOut(_("das Bild ist beschädigt")) from error


_NAME = re.compile(r"bild-([0-9a-f]{64})-([0-9a-f]{64})\Z")


def name_of(identifier, data):
    """What a picture of the platform is called in a document that leaves it.

    Args:
        identifier: its ``sha256`` here, which is not that of its bytes.
        data: the bytes in the document.
    """
    return f"bild-{identifier}-{sha256(data).hexdigest()}"


def known_by_name(name, data):
    """The ``sha256`` of a picture that comes in again under `name_of`, "" for any other.

    Another picture put in its place keeps the name, but not the bytes.
    """
    match = _NAME.match(name)
    return match[1] if match and match[2] == sha256(data).hexdigest() else ""


def _cropped(image, crop):
    left, top, right, bottom = (min(max(part, 0.0), 1.0) for part in crop)
    box = (
        round(image.width * left),
        round(image.height * top),
        round(image.width * (1 - right)),
        round(image.height * (1 - bottom)),
    )
    if box[0] >= box[2] or box[1] >= box[3]:
        raise PictureLeftOut(_("das Bild ist ganz zugeschnitten"))
    return image.crop(box)


def _encode(image, *, lossy):
    target = BytesIO()
    if lossy:
        clean = image.convert("L" if image.mode == "L" else "RGB")
        clean.info.clear()
        clean.save(target, "JPEG", quality=88, optimize=True)
    else:
        clean = image if image.mode in {"L", "RGB", "RGBA"} else image.convert("RGBA")
        clean.info.clear()
        clean.save(target, "PNG", optimize=True)
    return target.getvalue()


class Shelf:
    """Collects the pictures of one document, and the notes about what was left out."""

    def __init__(self):
        self._bilder = {}
        self._hinweise = []
        self._read = {}

    @property
    def bilder(self):
        return tuple(self._bilder.values())

    @property
    def hinweise(self):
        return tuple(self._hinweise)

    def take(self, data, alt, place, *, crop=(0, 0, 0, 0), name=""):
        """Keep a picture for the text; None, and a note, if that is not possible.

        Args:
            name: what the document calls it, by which one of ours is known again.
        """
        key = sha256(data).digest(), crop
        try:
            # A picture that stands in many places is decoded once.
            bild = self._read[key] = self._read.get(key) or read_picture(data, crop=crop)
        except PictureLeftOut as error:
            self.leave_out(alt, place, str(error))
            return None
        if not any(crop) and (known := known_by_name(name, data)):
            bild = replace(bild, sha256=known)
        self._bilder.setdefault(bild.sha256, bild)
        return Picture(bild.sha256, alt)

    def leave_out(self, alt, place, reason):
        name = _("Bild „%(alt)s“") % {"alt": alt} if alt else _("Bild ohne Alternativtext")
        text = _("%(picture)s ausgelassen: %(reason)s.") % {"picture": name, "reason": reason}
        self.note(place, text)

    def note(self, place, text):
        self._hinweise.append(Hinweis(place, text))
