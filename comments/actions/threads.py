"""Decisions on a whole thread: close it, open it again, move it to where it belongs."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from municipality.wording import says_something
from strategies.models import Baustein

from ..models import Kommentar
from .counters import recount_baustein
from .decisions import Action, Scope, conflict, locked, record
from .errors import ActionRefused


def _locked_root(kommentar, by):
    kommentar = locked(kommentar, by)
    if kommentar.root_id:
        raise ActionRefused(_("Das geht nur am ersten Beitrag einer Diskussion."))
    return kommentar


@transaction.atomic
def lock(kommentar, *, by, statement):
    """Close a thread: it can be read, but only the administration can still answer.

    Args:
        kommentar: the first comment of the thread.
        statement: why; shown in public at the thread.

    Raises:
        PermissionDenied: ``by`` does not moderate this Konzept.
        ActionRefused: the reason is missing, or it is a reply.
        StatusConflict: the thread is closed already.
    """
    if not says_something(statement):
        raise ActionRefused(_("Bitte geben Sie an, warum die Diskussion geschlossen wird."))
    root = _locked_root(kommentar, by)
    if root.locked_at:
        raise conflict(root)
    return _set_lock(root, Action.LOCK, timezone.now(), by=by, statement=statement.strip())


@transaction.atomic
def unlock(kommentar, *, by):
    """Let people answer in a closed thread again.

    Raises:
        PermissionDenied: ``by`` does not moderate this Konzept.
        StatusConflict: the thread is open already.
    """
    root = _locked_root(kommentar, by)
    if not root.locked_at:
        raise conflict(root)
    return _set_lock(root, Action.UNLOCK, None, by=by)


def _set_lock(root, action, locked_at, *, by, statement=""):
    root.locked_at = locked_at
    root.save(update_fields=["locked_at"])
    record(root, action, by=by, scope=Scope.FADEN, statement=statement)
    return root


@transaction.atomic
def move(kommentar, *, by, baustein, statement=""):
    """Move a thread to another Baustein of the same Konzept; its addresses keep working.

    The Fassung and Kommentierphase it was written about stay as they were.

    Args:
        kommentar: the first comment of the thread.
        baustein: where it belongs; published, in the same Konzept.

    Raises:
        PermissionDenied: ``by`` does not moderate this Konzept.
        ActionRefused: it is a reply, or the Baustein is the same, in another
            Konzept or not public.
    """
    root = _locked_root(kommentar, by)
    return _move(root, baustein, moved_from=root.baustein, by=by, statement=statement.strip())


@transaction.atomic
def move_back(kommentar, *, by, moved_from, statement):
    """Take back a move: the thread stands where it stood, marked as it was then.

    Args:
        moved_from: key of the Baustein that it had been moved from before; may be None.

    Raises:
        As ``move``.
    """
    root = _locked_root(kommentar, by)
    baustein = Baustein.objects.select_related("strategie").get(pk=root.moved_from_id)
    before = Baustein.objects.filter(pk=moved_from).first()
    return _move(root, baustein, moved_from=before, by=by, statement=statement)


def _move(root, baustein, *, moved_from, by, statement):
    here = root.baustein
    if (
        baustein.pk == here.pk
        or baustein.strategie.konzept_id != here.strategie.konzept_id
        or baustein.fassung_id is None
    ):
        raise ActionRefused(_("Bitte wählen Sie einen anderen Baustein desselben Konzepts."))
    record(
        root,
        Action.MOVE,
        by=by,
        scope=Scope.FADEN,
        statement=statement,
        old=str(here)[:300],
        new=str(baustein)[:300],
    )
    Kommentar.objects.filter(root=root.pk).update(baustein=baustein)
    root.baustein, root.moved_from = baustein, moved_from
    root.save(update_fields=["baustein", "moved_from"])
    for row in sorted((here, baustein), key=lambda row: row.pk):
        recount_baustein(row.pk)
    return root
