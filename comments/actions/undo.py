"""Taking back a decision that was a mistake, right after it was made.

Each is a decision of its own in the record. What people were told by mail cannot be
called back; whoever was told what no longer holds is told that.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from municipality.wording import says_something

from ..models import Sperre, Status
from .counters import count
from .decisions import Action, conflict, locked, record
from .errors import ActionRefused
from .moderate import hide, restore
from .people import block
from .report import reopen_reports
from .threads import lock


@transaction.atomic
def hold_back(kommentar, *, by, statement):
    """Take back a release, or the hiding of a comment that still waited: it waits again.

    Raises:
        PermissionDenied: ``by`` does not moderate this Konzept.
        ActionRefused: the reason is missing, or people have answered it by now.
        StatusConflict: it waits already, or was withdrawn.
    """
    if not says_something(statement):
        raise ActionRefused(_("Bitte geben Sie an, warum der Beitrag wieder wartet."))
    kommentar = locked(kommentar, by)
    if kommentar.status not in (Status.PUBLISHED, Status.HIDDEN):
        raise conflict(kommentar)
    if kommentar.reply_count:
        raise ActionRefused(
            _("Auf den Beitrag wurde schon geantwortet; er kann nur noch ausgeblendet werden.")
        )
    was_published = kommentar.is_published
    kommentar.status = Status.PENDING
    kommentar.hidden_at, kommentar.hidden_reason = None, ""
    kommentar.save(update_fields=["status", "hidden_at", "hidden_reason"])
    if was_published:
        count(kommentar, -1)
    record(kommentar, Action.HOLD, by=by, statement=statement.strip())
    return kommentar


@transaction.atomic
def unhide(kommentar, *, by, waited, statement):
    """Take back a hiding: the comment stands or waits as before, its reports are open again.

    A report was not looked into by mistake. Who made it was told otherwise, and is told
    so; a decision on it still has to come (EU 2022/2065, Art. 16 (5), (6)).

    Args:
        waited: whether the comment waited for its review before it was hidden.

    Raises:
        As ``restore`` and ``hold_back``.
    """
    hidden = _last(kommentar, Action.HIDE)
    take_back = hold_back if waited else restore
    kommentar = take_back(kommentar, by=by, statement=statement)
    reopen_reports(kommentar, hidden)
    return kommentar


@transaction.atomic
def reopen(kommentar, *, by, statement):
    """Take back that a reported comment stays: its reports are open again, their makers told.

    Raises:
        PermissionDenied: ``by`` does not moderate this Konzept.
        StatusConflict: something else was decided since.
    """
    kommentar = locked(kommentar, by)
    kept = kommentar.entscheidungen.first()
    if kept is None or kept.action != Action.KEEP:
        raise conflict(kommentar)
    record(kommentar, Action.REOPEN, by=by, statement=statement)
    reopen_reports(kommentar, kept)
    return kommentar


def hide_again(kommentar, *, by):
    """Take back a restoring: hidden for the same reasons; the author can complain anew.

    Raises:
        As ``hide``.
    """
    hidden = _last(kommentar, Action.HIDE)
    return hide(kommentar, by=by, ground=hidden.ground, statement=hidden.statement)


def lock_again(kommentar, *, by):
    """Take back the opening of a thread: closed for the same reason.

    Raises:
        As ``lock``.
    """
    return lock(kommentar, by=by, statement=_last(kommentar, Action.LOCK).statement)


def block_again(kommentar, *, by):
    """Take back the lifting of a block: the same reasons, the same end.

    Raises:
        As ``block``.
    """
    konzept = kommentar.baustein.strategie.konzept_id
    lifted = Sperre.objects.filter(user=kommentar.author_id, konzept=konzept)
    blocked = lifted.latest("lifted_at").entscheidung
    return block(
        kommentar, by=by, ground=blocked.ground, statement=blocked.statement, until=blocked.until
    )


def _last(kommentar, action):
    return kommentar.entscheidungen.filter(action=action).first()
