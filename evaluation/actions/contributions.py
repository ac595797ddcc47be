"""What came by letter, e-mail or word of mouth: the same number, status and right to an answer."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from comments import actions as comment_actions
from strategies.models import Baustein

from .steps import Action, locked_auswertung, log, numbers


@dataclass
class Entry:
    """A contribution to be entered on behalf of whoever made it; see ``comments.actions.enter``."""

    baustein: Baustein
    channel: str
    received_on: date
    text: str
    category: str = ""
    contributor: str = ""


@transaction.atomic
def enter(auswertung, entry, *, by, idempotency_key):
    """Enter one contribution.

    Returns:
        The Kommentar.

    Raises:
        PermissionDenied: ``by`` does not evaluate in this Konzept.
        ActionRefused: its date or Baustein is not of this phase.
    """
    auswertung = locked_auswertung(auswertung, by)
    kommentar = _enter(auswertung, entry, by, idempotency_key)
    log(auswertung, Action.ENTERED, by=by, details=numbers([kommentar]))
    return kommentar


@transaction.atomic
def enter_many(auswertung, entries, *, by):
    """Enter contributions of a checked table: all of them or none.

    Returns:
        The Kommentare.

    Raises:
        PermissionDenied, ActionRefused: as ``enter``.
    """
    auswertung = locked_auswertung(auswertung, by)
    rows = [_enter(auswertung, entry, by, uuid.uuid4()) for entry in entries]
    log(auswertung, Action.ENTERED, by=by, details=numbers(rows))
    return rows


def _enter(auswertung, entry, by, key):
    return comment_actions.enter(
        baustein=entry.baustein,
        kommentierphase=auswertung.kommentierphase,
        channel=entry.channel,
        received_on=entry.received_on,
        text=entry.text,
        category=entry.category,
        contributor=entry.contributor,
        by=by,
        idempotency_key=key,
    )
