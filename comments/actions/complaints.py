"""Complaints against a decision, and what somebody else decides about them."""

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from phases.times import long_datetime
from strategies.models import Zustaendigkeit

from .. import notify
from ..models import Beschwerde, Kommentar, Moderationsentscheidung, Sperre, Status
from .decisions import Action, Scope, record
from .errors import ActionRefused, StatusConflict
from .moderate import make_readable

_SALT = "comments.complaint"
# What can be complained about: whatever restricts somebody.
CONTESTABLE = (Action.HIDE, Action.WARN, Action.BLOCK)


def complaint_token(entscheidung):
    """The signed part of the address under which the person concerned may complain."""
    return signing.dumps(entscheidung.pk, salt=_SALT)


def decision_for(token):
    """Return the decision a complaint link is for; None if the link is not genuine."""
    try:
        pk = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    return (
        Moderationsentscheidung.objects.filter(pk=pk, action__in=CONTESTABLE)
        .select_related("kommentar", "konzept", "beschwerde")
        .first()
    )


def complain(entscheidung, *, text):
    """File a complaint against a decision. Who holds the link is the person concerned.

    Raises:
        ActionRefused: the six months are over, or there is a complaint already.
    """
    if timezone.now() > entscheidung.complaint_until:
        raise ActionRefused(
            _("Die Frist für eine Beschwerde endete am %(when)s.")
            % {"when": long_datetime(entscheidung.complaint_until)}
        )
    try:
        with transaction.atomic():
            beschwerde = Beschwerde.objects.create(entscheidung=entscheidung, text=text)
            notify.complaint_received(beschwerde)
    except IntegrityError as error:
        raise ActionRefused(
            _("Zu dieser Entscheidung gibt es schon eine Beschwerde.")
        ) from error
    return beschwerde


def deciders(entscheidung):
    """The people who may decide a complaint against this decision.

    Moderators of the Konzept other than the one who decided; where there is no
    other, its Redaktion (again without that person).
    """
    def staff(role):
        assigned = Zustaendigkeit.objects.filter(konzept=entscheidung.konzept_id, role=role)
        return User.objects.filter(
            pk__in=assigned.values("user"), is_active=True, is_staff=True
        ).exclude(pk=entscheidung.by_id)

    moderators = staff(Zustaendigkeit.Role.MODERATION)
    return moderators if moderators.exists() else staff(Zustaendigkeit.Role.REDAKTION)


def may_decide(beschwerde, user):
    """Whether ``user`` may decide this complaint; never who made the decision."""
    if user.pk == beschwerde.entscheidung.by_id or not user.is_active:
        return False
    return user.is_superuser or deciders(beschwerde.entscheidung).filter(pk=user.pk).exists()


@transaction.atomic
def decide_complaint(beschwerde, *, by, uphold, statement):
    """Decide a complaint and mail the outcome; upheld, what was decided is undone.

    Args:
        uphold: True puts a hidden comment back in its place and lifts a block.
        statement: the reasons, for the author to read.

    Raises:
        PermissionDenied: ``by`` made the decision or is not responsible.
        ActionRefused: the reasons are missing.
        StatusConflict: the complaint is decided already.
    """
    if not may_decide(beschwerde, by):
        raise PermissionDenied
    statement = statement.strip()
    if not statement:
        raise ActionRefused(_("Bitte begründen Sie die Entscheidung."))
    beschwerde = (
        Beschwerde.objects.select_for_update(of=("self",))
        .select_related("entscheidung__kommentar", "decided_by")
        .get(pk=beschwerde.pk)
    )
    if beschwerde.status != Beschwerde.Status.OPEN:
        raise StatusConflict(
            _("%(who)s hat diese Beschwerde am %(when)s schon entschieden.")
            % {
                "who": beschwerde.decided_by or _("Jemand"),
                "when": long_datetime(beschwerde.decided_at),
            }
        )
    beschwerde.status = Beschwerde.Status.UPHELD if uphold else Beschwerde.Status.REJECTED
    beschwerde.decided_by, beschwerde.decided_at = by, timezone.now()
    beschwerde.statement = statement
    beschwerde.save(update_fields=["status", "decided_by", "decided_at", "statement"])
    if uphold:
        _undo(beschwerde.entscheidung, by=by, statement=statement)
    notify.complaint_decided(beschwerde)
    return beschwerde


def _undo(entscheidung, *, by, statement):
    kommentar = (
        Kommentar.objects.select_for_update(of=("self",), no_key=True)
        .select_related("baustein__strategie__konzept")
        .get(pk=entscheidung.kommentar_id)
    )
    if entscheidung.action == Action.HIDE and kommentar.status == Status.HIDDEN:
        make_readable(kommentar)
        record(kommentar, Action.RESTORE, by=by, statement=statement)
    if entscheidung.action == Action.BLOCK:
        now = timezone.now()
        blocks = Sperre.objects.active(now).filter(entscheidung=entscheidung)
        if blocks.update(lifted_at=now):
            record(kommentar, Action.UNBLOCK, by=by, scope=Scope.KONZEPT, statement=statement)
