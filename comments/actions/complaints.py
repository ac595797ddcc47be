"""Complaints against a decision, and what somebody else decides about them."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.groups import MODERATION
from municipality.wording import says_something
from phases.times import long_datetime
from strategies.models import Konzept, Zustaendigkeit

from .. import notify, tasks
from ..models import Beschwerde, Kommentar, Sperre, Status
from .decisions import Action, Scope, record
from .errors import ActionRefused, StatusConflict
from .moderate import make_readable
from .redact import lift

Role = Zustaendigkeit.Role


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
        raise ActionRefused(_("Zu dieser Entscheidung gibt es schon eine Beschwerde.")) from error
    return beschwerde


def decidable_by(user):
    """Complaints that ``user`` may decide, or may have decided: never those against their own.

    Moderators of the Konzept other than the one who decided; where there is no
    other, its Redaktion (again without that person). As everywhere, a role needs
    both its group and its Zuständigkeit.
    """
    others = Beschwerde.objects.exclude(entscheidung__by=user.pk)
    if user.is_superuser and user.is_active:
        return others
    may_decide = Q(pk__in=[])
    if user.has_perm("comments.moderate_kommentar"):
        konzepte = Konzept.objects.assigned_to(user, Role.MODERATION)
        may_decide |= Q(entscheidung__konzept__in=konzepte)
    if user.has_perm("strategies.change_konzept"):
        konzepte = Konzept.objects.assigned_to(user, Role.REDAKTION)
        may_decide |= Q(entscheidung__konzept__in=konzepte) & ~Exists(_other_moderators())
    return others.filter(may_decide)


def _other_moderators():
    """The Zuständigkeiten of those who moderate and did not make the decision complained about."""
    return Zustaendigkeit.objects.filter(
        Q(user__is_superuser=True) | Q(user__groups__name=MODERATION),
        konzept=OuterRef("entscheidung__konzept"),
        role=Role.MODERATION,
        user__is_active=True,
        user__is_staff=True,
        # No account has this key: a decision without a person excludes nobody.
    ).exclude(user=Coalesce(OuterRef("entscheidung__by"), 0))


def may_decide(beschwerde, user):
    """Whether ``user`` may decide this complaint; never who made the decision."""
    return decidable_by(user).filter(pk=beschwerde.pk).exists()


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
    if not says_something(statement):
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
    kommentar = entscheidung.kommentar = (
        Kommentar.objects.select_for_update(of=("self",), no_key=True)
        .select_related("baustein__strategie__konzept")
        .get(pk=entscheidung.kommentar_id)
    )
    # Hidden a second time for another reason, it stays hidden for that one.
    last = kommentar.entscheidungen.filter(action=Action.HIDE).first()
    same = last and _reasons(last) == _reasons(entscheidung)
    if same and kommentar.status == Status.HIDDEN:
        first_time = kommentar.published_at is None
        make_readable(kommentar)
        record(kommentar, Action.RESTORE, by=by, statement=statement)
        if first_time:
            tasks.tell_once_committed(kommentar)
    if entscheidung.action == Action.REDACT:
        _put_back(kommentar, entscheidung, by=by, statement=statement)
    if entscheidung.action == Action.BLOCK:
        now = timezone.now()
        blocks = Sperre.objects.active(now).filter(entscheidung=entscheidung)
        if blocks.update(lifted_at=now):
            record(kommentar, Action.UNBLOCK, by=by, scope=Scope.KONZEPT, statement=statement)


def _put_back(kommentar, entscheidung, *, by, statement):
    """Show again what a Schwärzung took out, unless that no longer holds or is forgotten."""
    holds = kommentar.schwaerzungen.active().filter(entscheidung=entscheidung)
    if kommentar.text and holds.exclude(original="").exists():
        lift(kommentar, by=by, statement=statement, only=entscheidung, tell=False)


def _reasons(entscheidung):
    return entscheidung.action, entscheidung.ground, entscheidung.statement
