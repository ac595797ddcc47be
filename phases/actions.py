"""Every change of a Kommentierphase's times goes through here and into its log."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Sicherheitsprotokoll
from accounts.protection import audit
from strategies.actions import open_whole
from strategies.models import Strategie

from .hours import release_in_words
from .models import Kommentierphase, Phasenprotokoll
from .registries import PLACES
from .times import long_datetime

Action = Phasenprotokoll.Action


class PhaseConflict(Exception):
    """The change is not possible (any more); the message says why."""


def _locked(phase):
    """Lock the Strategie, so that its phases are changed one after the other; reload."""
    Strategie.objects.select_for_update().get(pk=phase.strategie_id)
    return Kommentierphase.objects.select_for_update().get(pk=phase.pk)


def interval(phase):
    """From when to when, and what it is about beside the texts, as staff read it everywhere."""
    words = f"{long_datetime(phase.starts_at)} – {long_datetime(phase.ends_at, end=True)}"
    if phase.public_from:
        public = _("für alle ab %(start)s") % {"start": long_datetime(phase.public_from)}
        words = f"{words} ({public})"
    return f"{words}, {_('auch zu den Vorhaben')}" if phase.about_vorhaben else words


def _times(phase):
    return phase.starts_at, phase.public_from, phase.ends_at


def _in_words(phase, other):
    """The times of a phase, and when its comments are seen where that is not as in ``other``."""
    words = [interval(phase)]
    if release_in_words(phase) != release_in_words(other):
        words.append(release_in_words(phase))
    return "; ".join(words)[:300]


def _save(phase, action, *, by, reason, old, new=""):
    try:
        phase.refuse_impossible_times()
        if phase.status == Kommentierphase.Status.PUBLISHED:
            phase.refuse_overlap()
        with transaction.atomic():
            phase.save()
    except (ValidationError, IntegrityError) as error:
        raise PhaseConflict(
            " ".join(error.messages)
            if isinstance(error, ValidationError)
            else _("Diese Zeiten überschneiden sich mit einer anderen Kommentierphase.")
        ) from error
    Phasenprotokoll.objects.create(
        kommentierphase=phase,
        action=action,
        by=by,
        old=old,
        new=new or interval(phase),
        reason=reason,
    )
    if phase.status == Kommentierphase.Status.PUBLISHED:
        _open_places(phase)
    details = f"{action.label}: {phase.strategie} – {interval(phase)}"
    audit.record(Sicherheitsprotokoll.Event.PHASE, by=by, details=details)
    return phase


def _open_places(phase):
    """Make what is discussed beside the texts, as far as it is missing."""
    open_whole(phase.strategie)
    if phase.about_vorhaben:
        for make in PLACES:
            make(phase)


@transaction.atomic
def create(phase, *, by, reason=""):
    """Save a new phase and log it.

    Raises:
        PhaseConflict: it is announced and overlaps another phase of the Strategie.
    """
    Strategie.objects.select_for_update().get(pk=phase.strategie_id)
    _remember_announced_end(phase)
    return _save(phase, Action.CREATED, by=by, reason=reason, old="")


@transaction.atomic
def create_several(phases, *, by, reason=""):
    """Save new phases of different Strategien and log them: all of them or none.

    Raises:
        PhaseConflict: one overlaps another phase of its Strategie, which is named.
    """
    # Always in the same order, so that two people doing this cannot block each other.
    for phase in sorted(phases, key=lambda phase: phase.strategie_id):
        try:
            create(phase, by=by, reason=reason)
        except PhaseConflict as conflict:
            raise PhaseConflict(f"{phase.strategie}: {conflict}") from conflict
    return phases


@transaction.atomic
def change(phase, *, by, reason=""):
    """Save the edited ``phase`` and log what changed.

    Once the phase has begun, its end can only be moved by ``extend`` and
    ``close_now``, and its beginning not at all; what it is about can grow alone.

    Raises:
        PhaseConflict: it overlaps another phase, or the times of a phase that
            has begun were changed, or it is to be about the Vorhaben no longer.
    """
    before = _locked(phase)
    begun = (
        before.status == Kommentierphase.Status.PUBLISHED
        and before.state != Kommentierphase.State.COMING
    )
    moved = _times(before) != _times(phase)
    if begun and (moved or phase.status != before.status):
        raise PhaseConflict(
            _(
                "Diese Phase hat schon begonnen. Ihre Zeiten ändern Sie mit „Verlängern“ oder "
                "„Jetzt beenden“, damit die Änderung öffentlich begründet ist."
            )
        )
    if begun and before.about_vorhaben and not phase.about_vorhaben:
        raise PhaseConflict(
            _("Zu den Vorhaben kann schon geschrieben werden. Das bleibt bis zum Ende der Phase.")
        )
    _remember_announced_end(phase, before)
    return _save(
        phase,
        _change(before, phase),
        by=by,
        reason=reason,
        old=_in_words(before, phase),
        new=_in_words(phase, before),
    )


def _change(before, after):
    """What a change is called in the log."""
    was_draft = before.status == Kommentierphase.Status.DRAFT
    if was_draft and after.status == Kommentierphase.Status.PUBLISHED:
        return Action.ANNOUNCED
    return Action.CHANGED


def _remember_announced_end(phase, before=None):
    """An end moved before the phase begins is announced anew; ``before`` is the stored row."""
    moved = before is None or before.ends_at != phase.ends_at
    if phase.status == Kommentierphase.Status.DRAFT:
        phase.announced_ends_at = None
    elif phase.announced_ends_at is None or (moved and phase.state == Kommentierphase.State.COMING):
        phase.announced_ends_at = phase.ends_at


@transaction.atomic
def announce(phase, *, by, reason=""):
    """Tell the public of a drafted phase: it opens at its beginning, or now if that is past.

    Raises:
        PhaseConflict: it is announced already, its time is over, or it overlaps another one.
    """
    phase = _locked(phase)
    if phase.status != Kommentierphase.Status.DRAFT:
        raise PhaseConflict(_("Diese Phase ist schon angekündigt."))
    if phase.state == Kommentierphase.State.OVER:
        raise PhaseConflict(
            _("Die Zeit dieser Phase ist schon vorbei. Ändern Sie zuerst Beginn und Ende.")
        )
    phase.status = Kommentierphase.Status.PUBLISHED
    phase.announced_ends_at = phase.ends_at
    return _save(phase, Action.ANNOUNCED, by=by, reason=reason, old=interval(phase))


@transaction.atomic
def delete_draft(phase, *, by):
    """Delete a phase that the public does not know of; the security log keeps that it was.

    Raises:
        PhaseConflict: it is announced (by now).
    """
    phase = _locked(phase)
    if phase.status != Kommentierphase.Status.DRAFT:
        raise PhaseConflict(
            _("Diese Phase ist angekündigt und bleibt. Löschen lässt sich nur ein Entwurf.")
        )
    details = f"{_('Entwurf gelöscht')}: {phase.strategie} – {interval(phase)}"
    audit.record(Sicherheitsprotokoll.Event.PHASE, by=by, details=details)
    phase.delete()


@transaction.atomic
def open_now(phase, *, by, reason):
    """Let a coming (or drafted) phase begin this moment.

    Raises:
        PhaseConflict: it is open or over already, or would overlap another one.
    """
    phase = _locked(phase)
    now = timezone.now()
    state = phase.state_at(now)
    if state == Kommentierphase.State.OVER or (
        state == Kommentierphase.State.OPEN and phase.status == Kommentierphase.Status.PUBLISHED
    ):
        raise PhaseConflict(
            _("Diese Phase ist schon offen.")
            if state == Kommentierphase.State.OPEN
            else _("Diese Phase ist schon vorbei. Legen Sie eine neue an.")
        )
    old = interval(phase)
    phase.status = Kommentierphase.Status.PUBLISHED
    phase.starts_at = now
    phase.announced_ends_at = phase.announced_ends_at or phase.ends_at
    return _save(phase, Action.OPENED, by=by, reason=reason, old=old)


@transaction.atomic
def open_to_all(phase, *, by, reason):
    """Let everybody write this moment in a phase that was for those who were invited.

    Raises:
        PhaseConflict: it is open to all already, or not open.
    """
    phase = _locked(phase)
    now = timezone.now()
    if phase.status != Kommentierphase.Status.PUBLISHED or not phase.is_for_invited_at(now):
        raise PhaseConflict(_("Diese Phase ist nicht (mehr) nur für Eingeladene offen."))
    old = interval(phase)
    phase.public_from = now
    return _save(phase, Action.TO_ALL, by=by, reason=reason, old=old)


@transaction.atomic
def close_now(phase, *, by, reason):
    """End an open phase this moment; the reason is public.

    Raises:
        PhaseConflict: it is not open (any more).
    """
    phase = _locked(phase)
    now = timezone.now()
    published = phase.status == Kommentierphase.Status.PUBLISHED
    if not published or phase.state_at(now) != Kommentierphase.State.OPEN:
        raise PhaseConflict(_("Diese Phase ist nicht offen; es gibt nichts zu beenden."))
    old = interval(phase)
    phase.ends_at, phase.change_reason = now, reason
    return _save(phase, Action.CLOSED, by=by, reason=reason, old=old)


@transaction.atomic
def extend(phase, *, ends_at, by, reason):
    """Move the end of a coming or open phase to a later moment; the reason is public.

    Args:
        ends_at: aware datetime, later than the present end.

    Raises:
        PhaseConflict: the phase is over, ``ends_at`` is not later, or the longer
            phase would overlap another one.
    """
    phase = _locked(phase)
    if phase.state == Kommentierphase.State.OVER:
        raise PhaseConflict(
            _("Diese Phase ist schon beendet und kann nicht mehr verlängert werden.")
        )
    if ends_at <= phase.ends_at:
        raise PhaseConflict(
            _("Das neue Ende muss nach dem bisherigen liegen (%(end)s).")
            % {"end": long_datetime(phase.ends_at, end=True)}
        )
    old = interval(phase)
    phase.ends_at, phase.change_reason = ends_at, reason
    return _save(phase, Action.EXTENDED, by=by, reason=reason, old=old)
