"""The picture at the head of a Konzept, a Strategie or a Baustein.

It is read from what was uploaded, written anew in several widths, put in its place and taken away.
"""

from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO

from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from PIL import Image

from municipality.images import Damaged, TooManyPixels, UnknownFormat, decoding

from .models import Baustein, Konzept, Strategie, Titelbild

_FOLDER = "titelbilder"
FORMATS = ("JPEG", "PNG", "WEBP")
MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 50_000_000
# On a telephone, on one with small pixels, on a wide screen with small pixels.
WIDTHS = (480, 800, 1200)
LEAST_WIDTH = WIDTHS[0]
# More narrow or wide than this, nothing could be recognised.
WIDEST, HIGHEST = 4, 2
# Whatever it shows: with 45 kB for the page, a first visit stays below 150 kB.
MOST_BYTES = 98_000
_QUALITIES = (78, 58, 38)
_PAPER = "#ffffff"


@dataclass(frozen=True)
class Rendition:
    """The picture in one width, as WebP."""

    width: int
    height: int
    data: bytes


def read_title_picture(file):
    """Write an uploaded JPEG, PNG or WebP anew, in each of ``WIDTHS`` that it is wide enough for.

    Pixels alone are taken over: no EXIF (with its place and camera), no colour profile, no
    second picture, nothing behind its end.

    Args:
        file: an uploaded file.

    Returns:
        Renditions, the smallest first, each of at most ``MOST_BYTES``.

    Raises:
        ValidationError: another format (SVG can hold scripts), damaged, too large, too small.
    """
    if file.size > MAX_BYTES:
        raise ValidationError(_("Die Datei ist zu groß. Möglich sind höchstens 10 MB."))
    try:
        with decoding(
            file,
            formats=FORMATS,
            most_pixels=MAX_PIXELS,
            at_most=(2 * WIDTHS[-1], 2 * WIDTHS[-1]),
        ) as (image, _format):
            _refuse_shape(image)
            return _renditions(_on_paper(image))
    except UnknownFormat as error:
        raise ValidationError(
            _(
                "Dieses Format nehmen wir nicht an. Bitte laden Sie ein Foto als JPEG, PNG oder "
                "WebP hoch. Fotos vom iPhone (HEIC) werden zu JPEG, wenn Sie sie als E-Mail "
                "verschicken."
            )
        ) from error
    except TooManyPixels as error:
        raise ValidationError(
            _("Das Bild hat zu viele Bildpunkte. Möglich sind höchstens 50 Millionen.")
        ) from error
    except Damaged as error:
        raise ValidationError(
            _(
                "Das Bild ist beschädigt. Bitte speichern Sie es neu und laden Sie es noch "
                "einmal hoch."
            )
        ) from error


def key_of(renditions):
    """What the address of a picture is made of: another picture has another one."""
    return sha256(renditions[-1].data).hexdigest()[:16]


def _refuse_shape(image):
    if image.width < LEAST_WIDTH:
        raise ValidationError(
            _(
                "Das Bild ist zu klein: Es ist %(found)d Bildpunkte breit, nötig sind mindestens "
                "%(least)d, besser 1.200."
            )
            % {"found": image.width, "least": LEAST_WIDTH}
        )
    if image.width > WIDEST * image.height:
        raise ValidationError(_("Das Bild ist zu breit. Bitte schneiden Sie es zu."))
    if image.height > HIGHEST * image.width:
        raise ValidationError(_("Das Bild ist zu hoch. Bitte schneiden Sie es zu."))


def _on_paper(image):
    """The pixels alone, without transparency."""
    if "A" in image.getbands() or "transparency" in image.info:
        image = image.convert("RGBA")
        paper = Image.new("RGB", image.size, _PAPER)
        paper.paste(image, mask=image.getchannel("A"))
        return paper
    clean = image.convert("RGB")
    clean.info.clear()
    return clean


def _renditions(image):
    widths = [width for width in WIDTHS if width < image.width]
    if len(widths) < len(WIDTHS):
        # As it is, if that is noticeably more than the next smaller one.
        widths = [width for width in widths if width < image.width * 0.9] + [image.width]
    found = []
    for width in widths:
        rendition = _rendition(image, width)
        if not found or rendition.width > found[-1].width:
            found.append(rendition)
    return found


def _rendition(image, width):
    """The best quality that is small enough; of a picture full of noise, a smaller one."""
    while True:
        size = (width, max(1, round(image.height * width / image.width)))
        small = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
        for quality in _QUALITIES:
            target = BytesIO()
            small.save(target, "WEBP", quality=quality, method=4)
            if target.tell() <= MOST_BYTES:
                return Rendition(*size, target.getvalue())
        width = round(width * 0.75)


def titelbild_of(row):
    """The picture of a Konzept, Strategie or Baustein, or None; one query."""
    return Titelbild.objects.filter(**_of(row)).first()


@transaction.atomic
def put_picture(row, *, words, renditions=None, by=None):
    """Put a picture at the head of ``row``, or change what is said of the one that is there.

    Files that nothing shows any more are deleted after the commit, and those just written if
    there is none.

    Args:
        row: a Konzept, Strategie or Baustein, which the caller has locked.
        words: ``alt``, ``caption`` and ``credit``.
        renditions: from ``read_title_picture``; None keeps the picture.
        by: who did it, for the log of the administration; None notes nothing.

    Returns:
        The Titelbild.
    """
    picture = titelbild_of(row) or Titelbild(**_of(row))
    former = picture.files
    for name, text in words.items():
        setattr(picture, name, text)
    if renditions:
        picture.key, picture.files = store(renditions, folder=_FOLDER)
        delete_after_commit(former)
    picture.save()
    _note(row, by, gettext_noop("Bild geändert.") if former else gettext_noop("Bild hinzugefügt."))
    return picture


@transaction.atomic
def remove_picture(row, *, by=None):
    """Take the picture of ``row`` away, with its files; without one, do nothing."""
    picture = titelbild_of(row)
    if picture is None:
        return
    picture.delete()
    delete_after_commit(picture.files)
    _note(row, by, gettext_noop("Bild entfernt."))


def files_within(*, konzepte, strategien, bausteine):
    """The files of all pictures of these rows, which are about to be deleted."""
    rows = (
        Titelbild.objects.filter(konzept__in=konzepte)
        | Titelbild.objects.filter(strategie__in=strategien)
        | Titelbild.objects.filter(baustein__in=bausteine)
    )
    return [each for files in rows.values_list("files", flat=True) for each in files]


def delete_files(files):
    """Delete files from the storage."""
    for each in files:
        default_storage.delete(each["name"])


def _of(row):
    """By which column a picture belongs to ``row``; a Leitziel is a Baustein."""
    if isinstance(row, Konzept):
        return {"konzept_id": row.pk}
    return {"strategie_id" if isinstance(row, Strategie) else "baustein_id": row.pk}


def store(renditions, *, folder):
    """Write renditions into a folder of the storage.

    Returns:
        ``key`` and ``files`` of a Photograph.
    """
    key = key_of(renditions)
    return key, [_stored(folder, key, each) for each in renditions]


def _stored(folder, key, rendition):
    name = f"{folder}/{key}-{rendition.width}.webp"
    name = default_storage.save(name, ContentFile(rendition.data))
    return {"width": rendition.width, "height": rendition.height, "name": name}


def delete_after_commit(files):
    """Delete files once nothing that is stored shows them any more."""
    if files:
        transaction.on_commit(lambda: delete_files(files))


def _note(row, by, message):
    if by is not None:
        # The administration knows a Baustein by its kind.
        row = getattr(row, row.kind) if isinstance(row, Baustein) else row
        LogEntry.objects.log_actions(by.pk, [row], CHANGE, message, single_object=True)
