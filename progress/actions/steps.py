"""What all steps share: who may take them, on which locked row, and the line in the record."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from comments.actions import StatusConflict
from strategies.actions import ActionRefused
from strategies.models import Konzept

from .. import rules
from ..models import Umsetzungsprotokoll, Vorhaben

Action = Umsetzungsprotokoll.Action


def overtaken():
    """Somebody else changed it since it was seen."""
    return StatusConflict(
        _(
            "Nicht gespeichert: Jemand anderes hat hier inzwischen etwas geändert. Bitte sehen "
            "Sie es sich noch einmal an."
        )
    )


def planned(konzept, by):
    """Return the Konzept, locked, if ``by`` plans its Umsetzung: numbers and places are given
    one after the other.

    Raises:
        PermissionDenied
    """
    if not rules.may_plan(konzept, by):
        raise PermissionDenied
    return Konzept.objects.select_for_update(no_key=True).get(pk=konzept.pk)


def locked(vorhaben, *, version=None):
    """Return the Vorhaben as it is stored now, locked.

    Args:
        version: of the Vorhaben as somebody saw it; None where nobody did.

    Raises:
        StatusConflict: it was changed since.
    """
    rows = Vorhaben.objects.select_for_update(of=("self",), no_key=True)
    row = rows.select_related("konzept", "stand").get(pk=vorhaben.pk)
    if version is not None and row.version != version:
        raise overtaken()
    return row


def locked_for_planning(vorhaben, by, *, version=None):
    """As ``locked``, for who plans the Umsetzung of its Konzept.

    Raises:
        PermissionDenied, StatusConflict
    """
    row = locked(vorhaben, version=version)
    if not rules.may_plan(row.konzept, by):
        raise PermissionDenied
    return row


def locked_for_writing(vorhaben, by):
    """As ``locked``, for who writes Stände of it.

    Raises:
        PermissionDenied
    """
    row = locked(vorhaben)
    if not rules.may_write_stand(row, by):
        raise PermissionDenied
    return row


def clean(row):
    """Refuse what no form of this row would take, in the words of its validators."""
    try:
        row.full_clean()
    except ValidationError as error:
        raise ActionRefused(" ".join(error.messages)) from error


def log(action, *, by, vorhaben=None, konzept=None, details=""):
    """Append a step to the record; ``details`` are cut where a list would be endless."""
    if len(details) > 500:
        details = f"{details[:499]}…"
    return Umsetzungsprotokoll.objects.create(
        konzept=konzept or vorhaben.konzept,
        vorhaben=vorhaben,
        action=action,
        by=by,
        details=details,
    )
