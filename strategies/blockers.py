"""Why a Konzept, Strategie or Baustein is neither published nor archived now.

What an action refuses, in its own words, for pages that say it before anybody tries.
"""

from django.db.models import Q
from django.utils.translation import gettext as _

from municipality.language import german, sentence

from .models import Baustein, Konzept, Publikationsstatus, Strategie
from .participation import is_running
from .withheld import drafts_in, why_withheld


def strategien_of(row):
    """The Strategien in a Konzept, a Strategie itself, or that of a Baustein."""
    if isinstance(row, Konzept):
        return Strategie.objects.filter(konzept=row)
    return Strategie.objects.filter(pk=row.strategie_id if isinstance(row, Baustein) else row.pk)


def no_publication():
    """The sentence on a ``%(strategie)s`` in which a Kommentierphase is open."""
    return _(
        "In „%(strategie)s“ läuft eine Kommentierphase. Neue Fassungen können erst "
        "veröffentlicht werden, wenn sie beendet ist."
    )


def no_archiving():
    """As ``no_publication``, for what would take the discussion out of sight."""
    return _(
        "In „%(strategie)s“ läuft eine Kommentierphase. Beenden Sie diese erst, "
        "dann kann archiviert werden."
    )


def publication_blockers(row):
    """Return the sentences on what forbids publishing ``row``.

    None does not promise that it is possible: the action asks again, under its locks.
    """
    running = _sentences(no_publication(), _changed_in(row))
    returns = row.status == Publikationsstatus.ARCHIVED
    reason = "" if returns else why_withheld(row)
    return [*running, *([reason] if reason else [])]


def archiving_blockers(row):
    """Return the sentences on what forbids archiving ``row``."""
    return _sentences(no_archiving(), strategien_of(row))


def _sentences(text, strategien):
    return [sentence(text, strategie=german(each)) for each in strategien if is_running(each)]


def _changed_in(row):
    """The Strategien of which the public would see something else."""
    rows = strategien_of(row)
    if isinstance(row, Baustein):
        return rows
    changed = Q(pk__in=drafts_in(row).values("baustein__strategie"))
    changed |= ~Q(status=Publikationsstatus.PUBLISHED)
    if isinstance(row, Konzept):
        rows = rows.exclude(status=Publikationsstatus.ARCHIVED)
    return rows.filter(changed)
