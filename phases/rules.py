"""The one rule that says whether somebody may write now.

Asked by page, form, reply, edit, vote and kept draft alike: the page asks ``why_not`` to know
what to show, whatever writes asks ``require_open`` inside its transaction. To report a comment
is no such thing: whoever can read it may, at any time.
"""

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from strategies.models import Zustaendigkeit

from .models import Kommentierphase
from .times import long_datetime


class ParticipationClosed(Exception):
    """Comments are not possible now; the message says since when or from when."""


def current_phase(phases, now):
    """Choose the phase that matters to a visitor at ``now``.

    Args:
        phases: the published phases of one Strategie, any order; of those, for one Baustein,
            the ones that are about it (``about``).
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


def about(baustein, phases):
    """The phases in which a Baustein can be discussed, of those of its Strategie, as a list."""
    return [phase for phase in phases if phase.is_about(baustein)]


def require_open(baustein, *, by):
    """Return the phase in which ``by`` may contribute on a Baustein now.

    To be called inside the writing transaction, as late as possible: the row is
    locked first and the server's clock read after that, so a phase that is being
    closed decides before or after this contribution, never in between. Contributions
    share the lock: they wait for whoever changes a phase, not for one another.

    Args:
        by: a signed-in user.

    Raises:
        ParticipationClosed: with the sentence to show.
    """
    rows = Kommentierphase.objects.raw(
        f"SELECT * FROM {Kommentierphase._meta.db_table} WHERE strategie_id = %s{_shared()}",  # noqa: S608
        [baustein.strategie_id],
    )
    published = [row for row in rows if row.status == Kommentierphase.Status.PUBLISHED]
    phases = about(baustein, published)
    now = timezone.now()
    phase = current_phase(phases, now)
    if refusal := why_not(phase, by, now):
        raise ParticipationClosed(refusal)
    return phase


def why_not(phase, user, now):
    """Say why ``user`` cannot write at ``now``; empty if they can.

    Asks the database only in the time in which a phase is for those who were invited.

    Args:
        phase: that of ``current_phase``.
        user: somebody, signed in or not.
        now: aware datetime.
    """
    if phase is None or phase.state_at(now) != Kommentierphase.State.OPEN:
        return closed_sentence(phase, now)
    if phase.is_for_invited_at(now) and not may_write_first(phase, user):
        return invited_sentence(phase)
    return ""


def why_not_in(baustein, user):
    """As ``why_not``, of the phase that matters now to a Baustein."""
    now = timezone.now()
    phases = about(baustein, baustein.strategie.kommentierphasen.public())
    return why_not(current_phase(phases, now), user, now)


def may_write_first(phase, user):
    """Whether ``user`` may write before everybody: invited, or speaking for the administration."""
    if not user.is_authenticated:
        return False
    if phase.einladungen.of_address(user.email).exists():
        return True
    konzept = {"konzept__strategien": phase.strategie_id}
    return user.is_staff and Zustaendigkeit.objects.filter(user=user, **konzept).exists()


def invited_sentence(phase):
    """Who may write until everybody may."""
    return _("Bis zum %(when)s schreiben hier nur Eingeladene; danach können alle mitreden.") % {
        "when": long_datetime(phase.public_from)
    }


def _shared():
    """The clause that Django has no word for; SQLite has one writer at a time anyway."""
    return " FOR SHARE" if connection.features.has_select_for_update else ""


def closed_sentence(phase, now):
    """Say why nothing can be written at ``now``; ``phase`` is that of ``current_phase``."""
    if phase is None:
        return _("Derzeit ist keine Beteiligung vorgesehen.")
    if phase.state_at(now) == Kommentierphase.State.COMING:
        return _("Die Beteiligung beginnt erst am %(when)s.") % {
            "when": long_datetime(phase.opens_to_all_at)
        }
    return _("Die Beteiligung endete am %(when)s.") % {
        "when": long_datetime(phase.ends_at, end=True)
    }
