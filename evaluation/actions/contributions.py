"""What came by letter, e-mail or word of mouth: the same number, status and right to an answer."""

from dataclasses import replace

from django.db import transaction

from comments import actions as comment_actions
from comments.actions import Entry

from ..models import Abschnitt
from .senders import attach, attach_new
from .steps import Action, locked_auswertung, log, numbers

__all__ = ["Entry", "enter", "enter_many"]


@transaction.atomic
def enter(auswertung, entry, *, by, idempotency_key, sender=None):
    """Enter one contribution.

    Args:
        sender: (name, address) for an answer by post, if there is to be one.

    Returns:
        The Kommentar; that of the first time when its key was used before.

    Raises:
        PermissionDenied: ``by`` does not evaluate in this Konzept.
        ActionRefused: its date or Baustein is not of this phase.
    """
    auswertung = locked_auswertung(auswertung, by)
    entry = replace(entry, idempotency_key=idempotency_key)
    kommentar = comment_actions.enter(entry, kommentierphase=auswertung.kommentierphase, by=by)
    if sender:
        attach(auswertung, [kommentar], name=sender[0], address=sender[1])
    log(auswertung, Action.ENTERED, by=by, details=numbers([kommentar]))
    return kommentar


@transaction.atomic
def enter_many(auswertung, entries, *, by, starts=None, senders=None):
    """Enter contributions of a checked table: all of them or none.

    Args:
        starts: {idempotency key: paragraphs at which its passages begin}
        senders: {idempotency key: (name, address)} of those that are answered by post.

    Returns:
        The new Kommentare, without those whose key was used before.

    Raises:
        PermissionDenied, ActionRefused: as ``enter``.
    """
    auswertung = locked_auswertung(auswertung, by)
    rows = comment_actions.enter_many(entries, kommentierphase=auswertung.kommentierphase, by=by)
    if rows:
        log(auswertung, Action.ENTERED, by=by, details=numbers(rows))
    Abschnitt.objects.bulk_create(
        Abschnitt(kommentar=row, first=first)
        for row in rows
        for first in (starts or {}).get(row.idempotency_key, ())
    )
    known = senders or {}
    own = [(row, known[row.idempotency_key]) for row in rows if row.idempotency_key in known]
    if own:
        attach_new(auswertung, own)
    return rows
