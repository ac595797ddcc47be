"""Decisions on a person in one Konzept: warn, block until a date, lift a block."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from municipality.wording import says_something
from phases.times import long_datetime

from .. import notify
from ..models import Sperre
from .decisions import Action, Scope, locked, record, require_reason
from .errors import ActionRefused, StatusConflict

LONGEST_BLOCK = timedelta(days=366)


def _author(kommentar):
    """The resident who wrote a comment; there is nobody to warn behind other comments."""
    if kommentar.author_id is None or kommentar.is_official:
        raise ActionRefused(_("Hinter diesem Beitrag steht kein Nutzerkonto."))
    return kommentar.author


def active_block(kommentar):
    """The block that keeps the author of a comment from writing in its Konzept now, or None."""
    return (
        Sperre.objects.active(timezone.now())
        .filter(user=kommentar.author_id, konzept=kommentar.baustein.strategie.konzept_id)
        .select_related("entscheidung__kommentar")
        .first()
    )


@transaction.atomic
def warn(kommentar, *, by, ground, statement):
    """Tell the author of a comment which rule it breaks; nothing else happens.

    Raises:
        PermissionDenied: ``by`` does not moderate this Konzept.
        ActionRefused: ground or statement is missing, or nobody can be warned.
    """
    statement = require_reason(ground, statement)
    kommentar = locked(kommentar, by)
    _author(kommentar)
    notify.decision(record(kommentar, Action.WARN, by=by, ground=ground, statement=statement))
    return kommentar


@transaction.atomic
def block(kommentar, *, by, ground, statement, until):
    """Keep the author of a comment from writing in its Konzept until a date.

    Args:
        until: aware datetime in the future, a year at most.

    Raises:
        PermissionDenied: ``by`` does not moderate this Konzept.
        ActionRefused: ground or statement is missing, nobody can be blocked, or
            ``until`` is not a future moment within a year.
        StatusConflict: the person is blocked already.
    """
    statement = require_reason(ground, statement)
    kommentar = locked(kommentar, by)
    user = _author(kommentar)
    now = timezone.now()
    if not now < until <= now + LONGEST_BLOCK:
        raise ActionRefused(_("Bitte wählen Sie ein Datum in der Zukunft, höchstens ein Jahr."))
    konzept = kommentar.baustein.strategie.konzept
    # Two moderators block the same person at once: the second waits here, and is told.
    User.objects.select_for_update().get(pk=user.pk)
    existing = Sperre.objects.active(now).filter(user=user, konzept=konzept).first()
    if existing:
        raise StatusConflict(
            _("%(name)s ist schon gesperrt, bis zum %(until)s.")
            % {"name": user, "until": long_datetime(existing.until, end=True)}
        )
    entscheidung = record(
        kommentar, Action.BLOCK, by=by, ground=ground, statement=statement,
        scope=Scope.KONZEPT, until=until,
    )  # fmt: skip
    sperre = Sperre.objects.create(
        user=user, konzept=konzept, until=until, entscheidung=entscheidung
    )
    notify.decision(entscheidung)
    return sperre


@transaction.atomic
def unblock(sperre, *, by, statement):
    """Lift a block before its time and tell the person.

    Raises:
        PermissionDenied: ``by`` does not moderate this Konzept.
        ActionRefused: the reason is missing.
        StatusConflict: it is lifted or over already.
    """
    if not says_something(statement):
        raise ActionRefused(_("Bitte geben Sie an, warum die Sperre aufgehoben wird."))
    kommentar = locked(sperre.entscheidung.kommentar, by)
    now = timezone.now()
    if not Sperre.objects.active(now).filter(pk=sperre.pk).update(lifted_at=now):
        raise StatusConflict(_("Diese Sperre gilt schon nicht mehr."))
    notify.decision(
        record(kommentar, Action.UNBLOCK, by=by, scope=Scope.KONZEPT, statement=statement.strip())
    )
    return sperre


def refuse_blocked(user, konzept_id):
    """Raise ActionRefused with the end of the block if ``user`` may not write in the Konzept."""
    if sentence := blocked_sentence(user, konzept_id):
        raise ActionRefused(sentence)


def blocked_sentence(user, konzept_id):
    """Until when ``user`` may not write in the Konzept, as a sentence; empty if they may."""
    if not user.is_authenticated:
        return ""
    active = Sperre.objects.active(timezone.now()).filter(user=user, konzept=konzept_id).first()
    if active is None:
        return ""
    return _(
        "Sie können hier bis zum %(until)s nicht schreiben. Den Grund haben wir Ihnen "
        "per E-Mail geschickt."
    ) % {"until": long_datetime(active.until, end=True)}
