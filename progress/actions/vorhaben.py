"""Planning: Vorhaben are created, changed, published and archived by the Redaktion."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from comments.actions import StatusConflict
from municipality.months import as_month
from strategies.actions import ActionRefused
from strategies.models import Publikationsstatus

from .. import discussion, public
from ..models import Umsetzung, Vorhaben
from .stand import discard_drafts, publish_draft
from .steps import Action, clean, locked_for_planning, log, planned

DRAFT, PUBLISHED, ARCHIVED = (
    Publikationsstatus.DRAFT, Publikationsstatus.PUBLISHED, Publikationsstatus.ARCHIVED,
)  # fmt: skip
_MONTHS = ("planned_start", "planned_end")
_MANY = ("anliegen", "ortsteile")


@transaction.atomic
def create_vorhaben(konzept, *, by, **fields):
    """Create the draft of a Vorhaben, the last in its Konzept.

    Args:
        fields: columns of the Vorhaben, ``anliegen`` and ``ortsteile``; without a ``number``
            it gets the next whole one.

    Raises:
        PermissionDenied: ``by`` does not plan the Umsetzung of this Konzept.
        ActionRefused: a field is wrong, or the number is there already.
    """
    konzept = planned(konzept, by)
    last = konzept.vorhaben.aggregate(last=Max("position"))["last"] or 0
    fields.setdefault("number", _next_number(konzept))
    many = {name: fields.pop(name) for name in _MANY if name in fields}
    row = Vorhaben(konzept=konzept, position=last + 1, **fields)
    _save(row)
    _relate(row, many)
    log(Action.CREATED, by=by, vorhaben=row, details=row.number)
    return row


@transaction.atomic
def change_vorhaben(vorhaben, *, by, version=None, **fields):
    """Change what is planned. A number that was public stays, as it stands in the URL.

    Args:
        version: of the Vorhaben as ``by`` saw it.
        fields: columns of the Vorhaben, ``anliegen`` and ``ortsteile``.

    Raises:
        PermissionDenied: ``by`` does not plan the Umsetzung of this Konzept.
        StatusConflict: it was changed since ``version``.
        ActionRefused: a field is wrong.
    """
    row = locked_for_planning(vorhaben, by, version=version)
    many = {name: fields.pop(name) for name in _MANY if name in fields}
    number = fields.get("number", row.number)
    if row.published_at and number != row.number:
        raise ActionRefused(
            _("Die Nummer steht in der Internetadresse und bleibt, seit sie öffentlich ist.")
        )
    changed = [name for name, value in fields.items() if getattr(row, name) != value]
    for name, value in fields.items():
        setattr(row, name, value)
    row.version += 1
    if row.published_at:
        row.keep_first()
    _save(row)
    _relate(row, many)
    discussion.keep_in_step([row])
    log(Action.CHANGED, by=by, vorhaben=row, details=", ".join([*changed, *many]))
    return row


@transaction.atomic
def publish_vorhaben(vorhaben, *, by, version=None):
    """Publish a Vorhaben, with the draft of its first Stand; where a Kommentierphase is about
    such ones, it can be discussed.

    Raises:
        PermissionDenied: ``by`` does not plan here, or may not publish this Stand alone.
        StatusConflict: it is public already, archived, or was changed since ``version``.
        ActionRefused: it has no Stand yet.
    """
    discussion.lock_strategien(vorhaben.konzept_id)
    row = locked_for_planning(vorhaben, by, version=version)
    if row.status != DRAFT:
        raise StatusConflict(_("Dieses Vorhaben ist schon veröffentlicht oder archiviert."))
    draft = row.staende.drafts().first()
    if draft is None:
        raise ActionRefused(
            _("Schreiben Sie zuerst einen Stand: Er sagt, wie weit das Vorhaben ist.")
        )
    publish_draft(row, draft, by=by)
    row.status, row.published_at = PUBLISHED, timezone.now()
    row.version += 1
    row.keep_first()
    row.save()
    discussion.open_for(row)
    log(Action.PUBLISHED, by=by, vorhaben=row, details=row.number)
    public.refresh_later()
    return row


@transaction.atomic
def archive(vorhaben, *, by, version=None):
    """Take a Vorhaben out of what everybody sees, with what was written on it; all of it stays.

    Raises:
        PermissionDenied, StatusConflict
    """
    row = locked_for_planning(vorhaben, by, version=version)
    if row.status != PUBLISHED:
        raise StatusConflict(_("Archiviert wird nur, was veröffentlicht ist."))
    return _turn(row, ARCHIVED, by)


@transaction.atomic
def restore(vorhaben, *, by, version=None):
    """Show an archived Vorhaben again.

    Raises:
        PermissionDenied, StatusConflict
    """
    discussion.lock_strategien(vorhaben.konzept_id)
    row = locked_for_planning(vorhaben, by, version=version)
    if row.status != ARCHIVED:
        raise StatusConflict(_("Dieses Vorhaben ist nicht archiviert."))
    row = _turn(row, PUBLISHED, by)
    discussion.open_for(row)
    return row


@transaction.atomic
def remove_draft(vorhaben, *, by, version=None):
    """Delete a Vorhaben that was never public, with the draft of its Stand.

    Raises:
        PermissionDenied, StatusConflict
    """
    row = locked_for_planning(vorhaben, by, version=version)
    if row.status != DRAFT or row.parts.exists():
        raise StatusConflict(_("Gelöscht wird nur ein Entwurf, der keine Teile hat."))
    log(Action.DROPPED, by=by, konzept=row.konzept, details=row.number)
    discard_drafts(row.staende.all())
    row.delete()


@transaction.atomic
def change_rules(konzept, *, by, **fields):
    """Change how the Umsetzung of a Konzept is told: intro, rhythm, second person.

    Raises:
        PermissionDenied, ActionRefused
    """
    konzept = planned(konzept, by)
    row = Umsetzung.objects.filter(konzept=konzept).first() or Umsetzung(konzept=konzept)
    for name, value in fields.items():
        setattr(row, name, value)
    clean(row)
    row.save()
    log(Action.SETTINGS, by=by, konzept=konzept, details=", ".join(fields))
    return row


def _turn(row, status, by):
    row.status = status
    row.version += 1
    row.save(update_fields=["status", "version"])
    discussion.keep_in_step([row])
    log(Action.ARCHIVED, by=by, vorhaben=row, details=row.get_status_display())
    public.refresh_later()
    return row


def _save(row):
    for name in _MONTHS:
        setattr(row, name, as_month(getattr(row, name)))
    _refuse_foreign(row)
    clean(row)
    row.save()


def _relate(row, many):
    konzepte = {each.auswertung.strategie.konzept_id for each in many.get("anliegen", ())}
    if konzepte - {row.konzept_id}:
        raise ActionRefused(_("Dieses Anliegen gehört zu einem anderen Konzept."))
    for name, rows in many.items():
        getattr(row, name).set(rows)


def _refuse_foreign(row):
    """A Baustein or a Vorhaben of another Konzept, or a circle of parts."""
    if row.baustein and row.baustein.strategie.konzept_id != row.konzept_id:
        raise ActionRefused(_("Dieser Text gehört zu einem anderen Konzept."))
    seen, parent = {row.pk}, row.parent
    while parent is not None:
        if parent.konzept_id != row.konzept_id:
            raise ActionRefused(_("Dieses Vorhaben gehört zu einem anderen Konzept."))
        if parent.pk in seen:
            raise ActionRefused(_("Ein Vorhaben kann nicht Teil von sich selbst sein."))
        seen.add(parent.pk)
        parent = parent.parent


def _next_number(konzept):
    numbers = konzept.vorhaben.values_list("number", flat=True)
    return str(max((int(each) for each in numbers if each.isdecimal()), default=0) + 1)
