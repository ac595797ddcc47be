"""Pictures of a document, made safe to serve: decoded, checked and written anew."""

import re
from dataclasses import dataclass, replace
from hashlib import sha256
from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image

from municipality.images import Damaged, TooManyPixels, UnknownFormat, decoding

from . import office_suite, symbols
from .blocks import BildTeil, Hinweis, Picture

MAX_PIXELS = 40_000_000
WIDEST, HIGHEST = 1600, 2400
"""Pages have no room for more: a column of text is at most 42 rem wide, with two pixels each."""

NARROW = 800
"""So wide is the picture for narrow screens, where the other is noticeably wider."""

_LARGE = 300_000
"""From so many bytes on a PNG may be a photo that takes half as many as JPEG."""

MOST_DRAWINGS = 100
"""As many are made readable; each takes part of a second."""

MOST_PLACES = 5
"""Of a hint that holds for several, as many are named."""

_READABLE = ("PNG", "JPEG", "GIF")

Crop = tuple[float, float, float, float]
"""What is cut off at the left, top, right and bottom, as fractions of the picture."""


class PictureLeftOut(Exception):
    """The picture cannot be taken over; the message says why, in the reader's words."""


def read_picture(data, *, crop=(0, 0, 0, 0)):
    """Re-encode a PNG, JPEG or GIF without its metadata, no larger than pages need.

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
        enough = {} if any(crop) else {"at_most": (2 * WIDEST, 2 * HIGHEST)}
        with decoding(BytesIO(data), formats=_READABLE, most_pixels=MAX_PIXELS, **enough) as (
            image,
            kind,
        ):
            clean = _clean(_cropped(image, crop), lossy=kind in {"JPEG", "MPO"})
            encoded, content_type = _encode(clean, lossy=kind in {"JPEG", "MPO"})
            return BildTeil(_key_of(data, crop), encoded, content_type, _small(clean))
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


def _key_of(data, crop):
    return sha256(data + (repr(crop).encode() if any(crop) else b"")).hexdigest()


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


def _clean(image, *, lossy):
    """The pixels alone, no more than pages need."""
    if lossy:
        clean = image.convert("L" if image.mode == "L" else "RGB")
    else:
        clean = image if image.mode in {"L", "RGB", "RGBA"} else image.convert("RGBA")
    clean.info.clear()
    if clean.width > WIDEST or clean.height > HIGHEST:
        clean = clean.copy()
        clean.thumbnail((WIDEST, HIGHEST), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return clean


def _encode(image, *, lossy):
    """Bytes and type: as the document had it; a large PNG as JPEG where that is half as much."""
    if lossy:
        return _as_jpeg(image), "image/jpeg"
    target = BytesIO()
    image.save(target, "PNG", optimize=True)
    if target.tell() > _LARGE and _is_opaque(image):
        jpeg = _as_jpeg(image.convert("RGB"))
        if 2 * len(jpeg) < target.tell():
            return jpeg, "image/jpeg"
    return target.getvalue(), "image/png"


def _as_jpeg(image):
    target = BytesIO()
    image.save(target, "JPEG", quality=88, optimize=True)
    return target.getvalue()


def _is_opaque(image):
    return "A" not in image.getbands() or image.getchannel("A").getextrema()[0] == 255


def _small(image):
    """The picture as WebP for narrow screens, b"" where it is hardly wider than that."""
    if image.width < NARROW * 1.2:
        return b""
    size = (NARROW, max(1, round(image.height * NARROW / image.width)))
    target = BytesIO()
    # Both a third of the time of what is best, and hardly worse: a document has many pictures.
    small = image.resize(size, Image.Resampling.HAMMING)
    small.save(target, "WEBP", quality=80, method=2)
    return target.getvalue()


class Shelf:
    """Collects the pictures of one document, and the notes about what was left out.

    Attributes:
        count: how many notes there are; those that say the same are one of the `hinweise`.
    """

    def __init__(self):
        self.count = 0
        self._bilder = {}
        self._notes = {}
        self._read = {}
        self._drawn = {}

    @property
    def bilder(self):
        return tuple(self._bilder.values())

    @property
    def hinweise(self):
        """Each once, in the order in which they were met, with the number of places."""
        said = {"picture": _left_out, "formula": _formulas, "text": _said}
        return tuple(said[kind](found) for (kind, _text), found in self._notes.items())

    def draw(self, pictures):
        """Have the drawings among the pictures of a document made readable, all at once.

        Args:
            pictures: their bytes; only those of formats that need it are looked at.
        """
        wanted = {}
        for data in pictures:
            if office_suite.drawing_suffix(data) and len(wanted) < MOST_DRAWINGS:
                wanted[sha256(data).digest()] = data
        if wanted and office_suite.is_available():
            self._drawn |= office_suite.to_png(wanted)

    def know(self, drawn):
        """Take pictures drawn elsewhere: {content of what the document holds: PNG}."""
        self._drawn |= {sha256(data).digest(): png for data, png in drawn.items()}

    def knows(self, data):
        """Whether there is a picture of something that is none in the document."""
        return sha256(data).digest() in self._drawn

    def take(self, data, alt, place, *, crop=(0, 0, 0, 0), name=""):
        """Keep a picture for the text; None, and a note, if that is not possible.

        Args:
            name: what the document calls it, by which one of ours is known again.
        """
        key = sha256(data).digest(), crop
        try:
            # A picture that stands in many places is decoded once.
            bild = self._read[key] = self._read.get(key) or self._picture(data, crop)
        except PictureLeftOut as error:
            self.leave_out(alt, place, str(error))
            return None
        if not any(crop) and (known := known_by_name(name, data)):
            bild = replace(bild, sha256=known)
        self._bilder.setdefault(bild.sha256, bild)
        return Picture(bild.sha256, alt)

    def _picture(self, data, crop):
        drawn = self._drawn.get(sha256(data).digest())
        bild = read_picture(drawn or data, crop=crop)
        return replace(bild, sha256=_key_of(data, crop)) if drawn else bild

    def leave_out(self, alt, place, reason):
        self._note("picture", reason, place, alt)

    def note(self, place, text):
        self._note("text", text, place, "")

    def symbol(self, font, code, place):
        """The sign of a symbol font, "" with a hint where it is not known."""
        sign = symbols.symbol(font, code)
        if sign is None:
            self.note(
                place,
                _("Ein Zeichen der Symbolschrift „%(font)s“ ist nicht bekannt und fehlt im Text.")
                % {"font": font},
            )
        return sign or ""

    def note_formula(self, text, place):
        """Say of a formula that part of its meaning may be lost."""
        self._note("formula", "", place, text)

    def _note(self, kind, text, place, alt):
        self.count += 1
        self._notes.setdefault((kind, text), []).append(_Found(place, alt, text))


@dataclass(frozen=True)
class _Found:
    """One place of a note; ``alt`` describes the picture, or is the formula, of that place."""

    place: str
    alt: str
    text: str


def _left_out(found):
    first, *more = found
    if not more:
        name = (
            _("Bild „%(alt)s“") % {"alt": first.alt} if first.alt else _("Bild ohne Alternativtext")
        )
        text = _("%(picture)s ausgelassen: %(reason)s.")
        return Hinweis(first.place, text % {"picture": name, "reason": first.text})
    text = _("%(n)d Bilder ausgelassen: %(reason)s. Das erste steht hier, weitere: %(places)s.")
    if first.alt:
        text = _(
            "%(n)d Bilder ausgelassen: %(reason)s. Das erste („%(alt)s“) steht hier, weitere: "
            "%(places)s."
        )
    return Hinweis(
        first.place,
        text % {"n": len(found), "reason": first.text, "alt": first.alt, "places": _places(more)},
    )


def _formulas(found):
    first, *more = found
    text = _("Eine Formel konnte nicht ganz übernommen werden: „%(text)s“. Bitte prüfen.")
    if more:
        text = _(
            "%(n)d Formeln konnten nicht ganz übernommen werden. Die erste steht hier: "
            "„%(text)s“, weitere: %(places)s. Bitte prüfen."
        )
    return Hinweis(
        first.place, text % {"n": len(found), "text": first.alt, "places": _places(more)}
    )


def _said(found):
    first, *more = found
    text = first.text
    if not more:
        return Hinweis(first.place, text)
    return Hinweis(
        first.place,
        _("%(text)s Das gilt %(n)d-mal, zuerst hier, dann: %(places)s.")
        % {"text": text, "n": len(found), "places": _places(more)},
    )


def _places(found):
    """The first of them, each once, and how many there are besides."""
    places = list(dict.fromkeys(_described(one) for one in found))
    text = "; ".join(places[:MOST_PLACES])
    if len(places) > MOST_PLACES:
        text += _(" und %(n)d andere") % {"n": len(places) - MOST_PLACES}
    return text


def _described(one):
    return f"{one.place} („{one.alt}“)" if one.alt else one.place
