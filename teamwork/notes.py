"""Internal notes. Who may see what they are about may read and write them (see the pages)."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from comments.actions import ActionRefused
from municipality.wording import says_something

from .models import Notiz

# The same words by the same person within it are one note: a form sent twice.
SAME_WITHIN = timedelta(hours=1)


@transaction.atomic
def write(about, *, by, text):
    """Write a note; the same words once more within the hour add none.

    Args:
        about: from ``subjects``.

    Returns:
        The Notiz.

    Raises:
        ActionRefused: the text says nothing, or is too long.
    """
    text = text.replace("\r\n", "\n").strip()
    if not says_something(text):
        raise ActionRefused(_("Die Notiz ist leer. Bitte schreiben Sie sie in Worten."))
    if len(text) > Notiz.MAX_CHARACTERS:
        raise ActionRefused(
            _("Die Notiz ist zu lang: %(length)d Zeichen, möglich sind %(most)d.")
            % {"length": len(text), "most": Notiz.MAX_CHARACTERS}
        )
    now = timezone.now()
    same = Notiz.objects.filter(**about, by=by, text=text, at__gt=now - SAME_WITHIN).first()
    return same or Notiz.objects.create(**about, by=by, text=text, at=now)


def remove(about, pk, *, by):
    """Delete one's own note, whoever administers everything any; return whether it was there."""
    rows = Notiz.objects.filter(**about, pk=pk)
    if not by.is_superuser:
        rows = rows.filter(by=by)
    removed, _by_model = rows.delete()
    return bool(removed)


def notes_about(about):
    """The notes about something, oldest first, in one query."""
    return list(Notiz.objects.filter(**about).select_related("by"))


def counted(column, keys):
    """{key: how many notes}, in one query.

    Args:
        column: „kommentar“ or „anliegen“.
    """
    rows = Notiz.objects.filter(**{f"{column}__in": keys}).order_by().values_list(column)
    return dict(rows.annotate(n=Count("pk")))


def in_words(column, keys):
    """Yield (key, note with its author and day) for the internal export, in one query."""
    rows = Notiz.objects.filter(**{f"{column}__in": keys}).select_related("by")
    for row in rows:
        day = timezone.localtime(row.at).date()
        yield getattr(row, f"{column}_id"), f"{row.by.pseudonym}, {day:%d.%m.%Y}: {row.text}"
