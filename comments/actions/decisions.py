"""What all decisions share: who may decide, on which row, and the line in the record."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from municipality.wording import says_something
from phases.times import long_datetime

from ..models import Ground, Kommentar, Moderationsentscheidung
from .errors import ActionRefused, StatusConflict

Action = Moderationsentscheidung.Action
Scope = Moderationsentscheidung.Scope


def locked(kommentar, by):
    """Return the comment, locked, if ``by`` moderates its Konzept.

    Raises:
        PermissionDenied
    """
    if not by.has_perm("comments.moderate_kommentar"):
        raise PermissionDenied
    if not Kommentar.objects.moderated_by(by).filter(pk=kommentar.pk).exists():
        raise PermissionDenied
    return (
        Kommentar.objects.select_for_update(of=("self",), no_key=True)
        .select_related("baustein__strategie__konzept")
        .get(pk=kommentar.pk)
    )


def require_reason(ground, statement):
    """Return the statement, stripped.

    Raises:
        ActionRefused: ground or statement is missing.
    """
    statement = statement.strip()
    if ground not in Ground.values or not says_something(statement):
        raise ActionRefused(_("Bitte wählen Sie einen Grund und schreiben Sie eine Begründung."))
    return statement


def conflict(kommentar):
    """Tell who decided what and when, or that the author was faster."""
    last = kommentar.entscheidungen.select_related("by").first()
    if last and not kommentar.is_withdrawn:
        who = last.by or (_("Eine Regel") if last.automated else _("Die Moderation"))
        return StatusConflict(
            _("%(who)s hat am %(when)s schon entschieden: %(what)s.")
            % {"who": who, "when": long_datetime(last.at), "what": last.get_action_display()}
        )
    return StatusConflict(
        _("Der Beitrag ist inzwischen: %(status)s.") % {"status": kommentar.get_status_display()}
    )


def record(kommentar, action, *, by, **fields):
    """Append a decision on a comment to the record."""
    return Moderationsentscheidung.objects.create(
        konzept=kommentar.baustein.strategie.konzept,
        kommentar=kommentar,
        affected_id=kommentar.author_id,
        action=action,
        by=by,
        **fields,
    )


def record_hold(kommentar):
    """Append that a rule, and no person, held a comment back (``hold_reason`` says which)."""
    return record(kommentar, Action.HOLD, by=None, automated=True, statement=kommentar.hold_reason)
