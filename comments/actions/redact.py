"""Schwärzung: take passages out of a comment and leave the rest, or put them back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from municipality.wording import says_something

from .. import notify
from ..models import Schwaerzung, Status
from ..redaction import COPIES, MOST_PASSAGES, REMOVED, RemovedWords, placeholder, redact_text
from .decisions import Action, conflict, locked, record, require_reason
from .errors import ActionRefused
from .report import answer_reports, reopen_reports


def redactable(kommentar):
    """The wording in which passages can be marked, and those marked in it already.

    Returns:
        (text, [Schwaerzung, …]): the wording before all Schwärzungen that hold, or, where its
        author has written the comment anew since, that of now.
    """
    rows = list(kommentar.schwaerzungen.active().select_related("entscheidung"))
    if rows and rows[-1].original:
        original = rows[-1].original
        same = [row for row in rows if row.original == original]
        if redact_text(original, _spans(same)) == kommentar.text:
            return original, same
    return kommentar.text, []


def _spans(rows):
    return [span for row in rows for span in row.spans()]


@transaction.atomic
def redact(kommentar, *, by, ground, statement, passages):
    """Take passages out of a comment; a placeholder says what kind of thing stood there.

    The wording before is kept as evidence. Whatever copied the words gets the placeholder too
    (``comments.redaction.COPIES``). The author gets the statement of reasons, whoever reported
    the comment the outcome.

    Args:
        ground: one of ``comments.redaction.REMOVED``.
        statement: the facts, in words for the author to read.
        passages: (start, end) of each in the text of ``redactable``.

    Raises:
        PermissionDenied: ``by`` does not moderate this Konzept.
        ActionRefused: ground, statement or passages are missing, or nothing would be left.
        StatusConflict: its author took it back.
    """
    statement = require_reason(ground, statement)
    if ground not in REMOVED:
        raise ActionRefused(_("Aus diesem Grund wird nichts geschwärzt. Bitte wählen Sie einen."))
    kommentar = locked(kommentar, by)
    if kommentar.status == Status.WITHDRAWN or not kommentar.text:
        raise conflict(kommentar)
    original, earlier = redactable(kommentar)
    _refuse_impossible(original, passages, _spans(earlier), ground)
    entscheidung = record(kommentar, Action.REDACT, by=by, ground=ground, statement=statement)
    row = Schwaerzung.objects.create(
        kommentar=kommentar,
        entscheidung=entscheidung,
        original=original,
        passages=sorted(map(list, passages)),
    )
    _show(kommentar, redact_text(original, _spans([*earlier, row])), at=entscheidung.at)
    instead = placeholder(ground)
    words = RemovedWords(tuple((original[start:end], instead) for start, end in passages))
    for replace in COPIES:
        replace(kommentar, words)
    answer_reports(kommentar, entscheidung)
    notify.decision(entscheidung)
    return kommentar


def _refuse_impossible(original, passages, earlier, ground):
    if not passages or len(passages) > MOST_PASSAGES:
        raise ActionRefused(
            _("Bitte geben Sie an, was entfernt werden soll, höchstens %(n)d Stellen.")
            % {"n": MOST_PASSAGES}
        )
    if not all(0 <= start < end <= len(original) for start, end in passages):
        raise ActionRefused(_("Diese Stelle steht so nicht mehr im Beitrag."))
    spans = [*earlier, *((start, end, ground) for start, end in passages)]
    if redact_text(original, spans) == redact_text(original, earlier):
        raise ActionRefused(_("Diese Stellen sind schon geschwärzt."))
    left, position = [], 0
    for start, end, _ground in sorted(spans):
        left.append(original[position:start])
        position = max(position, end)
    if not says_something("".join([*left, original[position:]])):
        raise ActionRefused(
            _("Dann bliebe vom Beitrag nichts übrig. Bitte blenden Sie ihn stattdessen aus.")
        )


def _show(kommentar, text, *, at):
    """Let everybody read ``text``, and find its words and no others."""
    kommentar.text, kommentar.redacted_at = text, at
    kommentar.read_at = kommentar.read_at or timezone.now()
    kommentar.save(update_fields=["text", "folded", "redacted_at", "read_at"])


@transaction.atomic
def unredact(kommentar, *, by, statement, only=None):
    """Put back what was taken out and tell the author.

    Where the comment was written anew since, its text stays as it is.

    Args:
        only: the decision whose passages come back; None for all that hold.

    Raises:
        PermissionDenied: ``by`` does not moderate this Konzept.
        ActionRefused: the reason is missing, or the wording is no longer kept.
        StatusConflict: nothing is taken out (any more).
    """
    if not says_something(statement):
        raise ActionRefused(_("Bitte geben Sie an, warum die Stellen wieder zu lesen sind."))
    kommentar = locked(kommentar, by)
    return lift(kommentar, by=by, statement=statement.strip(), only=only)


def lift(kommentar, *, by, statement, only=None, tell=True):
    """``unredact`` for a locked comment, whoever decides."""
    original, shown = redactable(kommentar)
    rows = list(kommentar.schwaerzungen.active().select_related("entscheidung"))
    lifted = [row for row in rows if only is None or row.entscheidung_id == only.pk]
    if not lifted:
        raise conflict(kommentar)
    if not all(row.original for row in lifted):
        raise ActionRefused(_("Der Text ist nach Ablauf der Frist gelöscht worden."))
    now = timezone.now()
    kommentar.schwaerzungen.filter(pk__in=[row.pk for row in lifted]).update(lifted_at=now)
    rest = [row for row in rows if row not in lifted]
    text = redact_text(original, _spans([row for row in shown if row not in lifted]))
    _show(kommentar, text, at=max((row.entscheidung.at for row in rest), default=None))
    entscheidung = record(kommentar, Action.UNREDACT, by=by, statement=statement)
    if tell:
        notify.decision(entscheidung)
    return kommentar


@transaction.atomic
def undo_redaction(kommentar, *, by, statement):
    """Take back the last Schwärzung: its passages stand there, its reports are open again.

    Raises:
        As ``unredact``.
    """
    last = kommentar.entscheidungen.filter(action=Action.REDACT).first()
    kommentar = unredact(kommentar, by=by, statement=statement, only=last)
    reopen_reports(kommentar, last)
    return kommentar


def redact_again(kommentar, *, by, decisions):
    """Take back ``unredact``: the passages of those decisions are taken out for the same reasons.

    Raises:
        As ``redact``.
    """
    with transaction.atomic():
        rows = kommentar.schwaerzungen.filter(entscheidung__in=decisions)
        for row in rows.select_related("entscheidung"):
            last = row.entscheidung
            kommentar = redact(
                kommentar, by=by, ground=last.ground, statement=last.statement,
                passages=[tuple(passage) for passage in row.passages],
            )  # fmt: skip
    return kommentar
