"""Decisions on whether a comment can be read. Each leaves a Moderationsentscheidung."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from municipality.wording import says_something

from .. import notify, tasks
from ..models import Ground, Kommentar, Status
from .counters import count
from .decisions import Action, conflict, locked, record, require_reason
from .errors import ActionRefused
from .report import answer_reports


@transaction.atomic
def hide(kommentar, *, by, ground, statement):
    """Take a comment out of public view; its text is kept, a tombstone gives the reason.

    The author gets the statement of reasons, whoever reported it the outcome.

    Args:
        ground: a ``Ground``.
        statement: the facts, in words for the author to read.

    Raises:
        PermissionDenied: ``by`` does not moderate this Konzept.
        ActionRefused: ground or statement is missing.
        StatusConflict: it is hidden or withdrawn already.
    """
    statement = require_reason(ground, statement)
    kommentar = locked(kommentar, by)
    if kommentar.status not in (Status.PUBLISHED, Status.PENDING):
        raise conflict(kommentar)
    was_published = kommentar.is_published
    kommentar.status = Status.HIDDEN
    kommentar.hidden_at = timezone.now()
    kommentar.hidden_reason = Ground(ground).label
    kommentar.read_at = kommentar.read_at or timezone.now()
    kommentar.save(update_fields=["status", "hidden_at", "hidden_reason", "read_at"])
    entscheidung = record(kommentar, Action.HIDE, by=by, ground=ground, statement=statement)
    if was_published:
        count(kommentar, -1)
    answer_reports(kommentar, entscheidung)
    notify.decision(entscheidung)
    return kommentar


@transaction.atomic
def restore(kommentar, *, by, statement):
    """Put a hidden comment back in its place and tell its author.

    Raises:
        PermissionDenied: ``by`` does not moderate this Konzept.
        ActionRefused: the reason is missing, or the text is no longer kept.
        StatusConflict: it is not hidden (any more).
    """
    if not says_something(statement):
        raise ActionRefused(_("Bitte geben Sie an, warum der Beitrag zurückkommt."))
    kommentar = locked(kommentar, by)
    if kommentar.status != Status.HIDDEN:
        raise conflict(kommentar)
    if not kommentar.text:
        raise ActionRefused(_("Der Text ist nach Ablauf der Frist gelöscht worden."))
    return _publish(kommentar, Action.RESTORE, by=by, statement=statement.strip())


@transaction.atomic
def release(kommentar, *, by):
    """Publish a comment that waited for its review.

    Raises:
        PermissionDenied: ``by`` does not moderate this Konzept.
        ActionRefused: it answers a comment that waits itself.
        StatusConflict: it does not wait (any more).
    """
    kommentar = locked(kommentar, by)
    if kommentar.status != Status.PENDING:
        raise conflict(kommentar)
    if kommentar.parent_id and kommentar.parent.is_pending:
        raise ActionRefused(
            _(
                "Der Beitrag, auf den dies antwortet, wartet selbst auf Prüfung. Bitte prüfen "
                "Sie zuerst diesen Beitrag."
            )
        )
    return _publish(kommentar, Action.RELEASE, by=by)


def _publish(kommentar, action, *, by, **decision):
    first_time = kommentar.published_at is None
    make_readable(kommentar)
    notify.decision(record(kommentar, action, by=by, **decision))
    if first_time:
        tasks.tell_once_committed(kommentar)
    return kommentar


def make_readable(kommentar):
    """Publish a locked comment that waited or was hidden, and count it."""
    now = timezone.now()
    kommentar.status = Status.PUBLISHED
    kommentar.published_at = kommentar.published_at or now
    kommentar.read_at = kommentar.read_at or now
    kommentar.hidden_at, kommentar.hidden_reason, kommentar.hold_reason = None, "", ""
    kommentar.save(
        update_fields=[
            "status", "published_at", "read_at", "hidden_at", "hidden_reason", "hold_reason",
        ]
    )  # fmt: skip
    count(kommentar, +1)


@transaction.atomic
def keep(kommentar, *, by, statement):
    """Answer the open reports on a comment: it breaks no rule and stays.

    Raises:
        PermissionDenied: ``by`` does not moderate this Konzept.
        ActionRefused: the reason is missing, or there is no open report (any more).
    """
    if not says_something(statement):
        raise ActionRefused(_("Bitte geben Sie an, warum der Beitrag stehen bleibt."))
    kommentar = locked(kommentar, by)
    if not kommentar.open_report_count:
        raise conflict(kommentar)
    entscheidung = record(kommentar, Action.KEEP, by=by, statement=statement.strip())
    answer_reports(kommentar, entscheidung)
    return kommentar


@transaction.atomic
def mark_read(kommentar, *, by, read=True):
    """Take a comment out of the moderators' unread queue, or put it back.

    No decision: nothing changes for its author or the public.

    Raises:
        PermissionDenied: ``by`` does not moderate this Konzept.
    """
    kommentar = locked(kommentar, by)
    Kommentar.objects.filter(pk=kommentar.pk).update(read_at=timezone.now() if read else None)
    kommentar.refresh_from_db(fields=["read_at"])
    return kommentar
