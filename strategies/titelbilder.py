"""Putting a picture at the head of a Konzept, a Strategie or a Baustein, and taking it away."""

from django.contrib.admin.models import CHANGE, LogEntry
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext_noop

from .models import Baustein, Konzept, Strategie, Titelbild
from .title_pictures import key_of

_FOLDER = "titelbilder"


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
        picture.key = key_of(renditions)
        picture.files = [_stored(picture.key, each) for each in renditions]
        _delete_after_commit(former)
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
    _delete_after_commit(picture.files)
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


def _stored(key, rendition):
    name = f"{_FOLDER}/{key}-{rendition.width}.webp"
    name = default_storage.save(name, ContentFile(rendition.data))
    return {"width": rendition.width, "height": rendition.height, "name": name}


def _delete_after_commit(files):
    if files:
        transaction.on_commit(lambda: delete_files(files))


def _note(row, by, message):
    if by is not None:
        # The administration knows a Baustein by its kind.
        row = getattr(row, row.kind) if isinstance(row, Baustein) else row
        LogEntry.objects.log_actions(by.pk, [row], CHANGE, message, single_object=True)
