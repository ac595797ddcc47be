"""The moderators' decisions; each leaves a Moderationsentscheidung in the same transaction."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phases.times import long_datetime

from ..models import Ground, Kommentar, Moderationsentscheidung, Status
from .counters import count
from .errors import ActionRefused, StatusConflict

Action = Moderationsentscheidung.Action


def _locked(kommentar, by):
    """The comment, locked, if ``by`` moderates its Konzept."""
    if not by.has_perm("comments.moderate_kommentar"):
        raise PermissionDenied
    own = Kommentar.objects.moderated_by(by).filter(pk=kommentar.pk)
    if not own.exists():
        raise PermissionDenied
    return Kommentar.objects.select_for_update(no_key=True).get(pk=kommentar.pk)


def _conflict(kommentar):
    """Tell who decided what and when, or that the author was faster."""
    last = kommentar.entscheidungen.select_related("by").first()
    if last and not kommentar.is_withdrawn:
        return StatusConflict(
            _("%(who)s hat am %(when)s schon entschieden: %(what)s.")
            % {
                "who": last.by or _("Die Moderation"),
                "when": long_datetime(last.at),
                "what": last.get_action_display(),
            }
        )
    return StatusConflict(
        _("Der Kommentar ist inzwischen: %(status)s.") % {"status": kommentar.get_status_display()}
    )


def _decide(kommentar, action, *, by, ground="", statement=""):
    Moderationsentscheidung.objects.create(
        kommentar=kommentar, action=action, by=by, ground=ground, statement=statement
    )


@transaction.atomic
def hide(kommentar, *, by, ground, statement):
    """Take a comment out of public view; its text is kept, a tombstone gives the reason.

    Args:
        ground: a ``Ground``.
        statement: the facts, in words for the author to read.

    Raises:
        PermissionDenied: ``by`` does not moderate this Konzept.
        ActionRefused: ground or statement is missing.
        StatusConflict: it is hidden or withdrawn already.
    """
    statement = statement.strip()
    if ground not in Ground.values or not statement:
        raise ActionRefused(_("Verbergen geht nur mit Grundlage und Begründung."))
    kommentar = _locked(kommentar, by)
    if kommentar.status not in (Status.PUBLISHED, Status.PENDING):
        raise _conflict(kommentar)
    was_published = kommentar.is_published
    kommentar.status = Status.HIDDEN
    kommentar.hidden_at = timezone.now()
    kommentar.hidden_reason = Ground(ground).label
    kommentar.save(update_fields=["status", "hidden_at", "hidden_reason"])
    _decide(kommentar, Action.HIDE, by=by, ground=ground, statement=statement)
    if was_published:
        count(kommentar, -1)
    return kommentar


@transaction.atomic
def restore(kommentar, *, by, statement):
    """Put a hidden comment back in its place.

    Raises:
        PermissionDenied: ``by`` does not moderate this Konzept.
        ActionRefused: the reason is missing.
        StatusConflict: it is not hidden (any more).
    """
    if not statement.strip():
        raise ActionRefused(_("Bitte geben Sie an, warum der Kommentar zurückkommt."))
    kommentar = _locked(kommentar, by)
    if kommentar.status != Status.HIDDEN:
        raise _conflict(kommentar)
    return _publish(kommentar, Action.RESTORE, by=by, statement=statement.strip())


@transaction.atomic
def release(kommentar, *, by):
    """Publish a comment that waited for its review.

    Raises:
        PermissionDenied: ``by`` does not moderate this Konzept.
        ActionRefused: it answers a comment that waits itself.
        StatusConflict: it does not wait (any more).
    """
    kommentar = _locked(kommentar, by)
    if kommentar.status != Status.PENDING:
        raise _conflict(kommentar)
    if kommentar.parent_id and kommentar.parent.is_pending:
        raise ActionRefused(
            _("Der Kommentar, auf den dies antwortet, wartet selbst auf Prüfung. Bitte zuerst ihn.")
        )
    return _publish(kommentar, Action.RELEASE, by=by)


def _publish(kommentar, action, **decision):
    kommentar.status = Status.PUBLISHED
    kommentar.published_at = kommentar.published_at or timezone.now()
    kommentar.hidden_at, kommentar.hidden_reason = None, ""
    kommentar.save(update_fields=["status", "published_at", "hidden_at", "hidden_reason"])
    _decide(kommentar, action, **decision)
    count(kommentar, +1)
    return kommentar
