"""An uploaded logo, made safe to serve: decoded, made small and written anew."""

from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image

from .images import Damaged, TooManyPixels, UnknownFormat, decoding

FORMATS = ("PNG", "JPEG", "WEBP")
MAX_BYTES = 5 * 1024 * 1024
MAX_PIXELS = 25_000_000
# Twice the size at which it is shown, for screens with small pixels.
BOX = (640, 128)


def read_logo(file):
    """Re-encode a PNG, JPEG or WebP as a PNG without metadata that fits into ``BOX``.

    Returns:
        The bytes, the width and the height.

    Raises:
        ValidationError: another format (SVG can hold scripts), damaged, or too large.
    """
    if file.size > MAX_BYTES:
        raise ValidationError(_("Die Datei ist zu groß. Möglich sind höchstens 5 MB."))
    try:
        with decoding(file, formats=FORMATS, most_pixels=MAX_PIXELS) as (image, _format):
            return _encode(image)
    except UnknownFormat as error:
        raise ValidationError(
            _(
                "Dieses Format nehmen wir nicht an. Bitte laden Sie ein PNG, JPEG oder WebP "
                "hoch; ein SVG lässt sich mit jedem Grafikprogramm als PNG speichern."
            )
        ) from error
    except TooManyPixels as error:
        raise ValidationError(_("Das Bild hat zu viele Bildpunkte.")) from error
    except Damaged as error:
        raise ValidationError(_("Das Bild ist beschädigt.")) from error


def _encode(image):
    image = image.convert("RGBA")
    image.thumbnail(BOX)
    # Pixels alone are taken over: no profile, no text, no EXIF.
    clean = Image.frombytes("RGBA", image.size, image.tobytes())
    target = BytesIO()
    clean.save(target, "PNG", optimize=True)
    return target.getvalue(), clean.width, clean.height
