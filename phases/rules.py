"""The one rule that says whether comments are possible now.

Asked by page, form, reply, edit and vote alike: the page asks ``current_phase``
to know what to show, whatever writes asks ``require_open`` inside its transaction.
"""

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from .models import Kommentierphase
from .times import long_datetime


class ParticipationClosed(Exception):
    """Comments are not possible now; the message says since when or from when."""


def current_phase(phases, now):
    """Choose the phase that matters to a visitor at ``now``.

    Args:
        phases: the published phases of one Strategie, any order.
        now: aware datetime.

    Returns:
        The open phase; else the next one coming; else the last one over; else None.
    """
    phases = sorted(phases, key=lambda phase: phase.starts_at)
    coming = [phase for phase in phases if now < phase.starts_at]
    for phase in phases:
        if phase.state_at(now) == Kommentierphase.State.OPEN:
            return phase
    return coming[0] if coming else (phases[-1] if phases else None)


def require_open(strategie_id):
    """Return the phase in which a contribution to the Strategie may be made now.

    To be called inside the writing transaction, as late as possible: the row is
    locked first and the server's clock read after that, so a phase that is being
    closed decides before or after this contribution, never in between. Contributions
    share the lock: they wait for whoever changes a phase, not for one another.

    Args:
        strategie_id: primary key of the Strategie.

    Raises:
        ParticipationClosed: with the sentence to show.
    """
    rows = Kommentierphase.objects.raw(
        f"SELECT * FROM {Kommentierphase._meta.db_table} WHERE strategie_id = %s{_shared()}",  # noqa: S608
        [strategie_id],
    )
    phases = [row for row in rows if row.status == Kommentierphase.Status.PUBLISHED]
    now = timezone.now()
    phase = current_phase(phases, now)
    if phase and phase.state_at(now) == Kommentierphase.State.OPEN:
        return phase
    raise ParticipationClosed(closed_sentence(phase, now))


def _shared():
    """The clause that Django has no word for; SQLite has one writer at a time anyway."""
    return " FOR SHARE" if connection.features.has_select_for_update else ""


def closed_sentence(phase, now):
    """Say why nothing can be written at ``now``; ``phase`` is that of ``current_phase``."""
    if phase is None:
        return _("Derzeit ist keine Beteiligung vorgesehen.")
    if phase.state_at(now) == Kommentierphase.State.COMING:
        return _("Die Beteiligung beginnt erst am %(when)s.") % {
            "when": long_datetime(phase.starts_at)
        }
    return _("Die Beteiligung endete am %(when)s.") % {
        "when": long_datetime(phase.ends_at, end=True)
    }
