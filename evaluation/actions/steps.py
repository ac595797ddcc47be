"""What all steps share: who may take them, on which locked row, and the line in the record."""

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.utils.translation import gettext as _

from comments.actions import StatusConflict

from ..models import Anliegen, Auswertung, Auswertungsprotokoll

Action = Auswertungsprotokoll.Action
Status = Anliegen.Status


def locked_auswertung(auswertung, by):
    """Return the Auswertung, locked, if ``by`` evaluates in its Konzept.

    Raises:
        PermissionDenied
    """
    if not Auswertung.objects.evaluated_by(by).filter(pk=auswertung.pk).exists():
        raise PermissionDenied
    return _locked(auswertung.pk)


def locked_anliegen(anliegen, by):
    """Return the Anliegen, its Auswertung locked, if ``by`` works on it.

    Raises:
        PermissionDenied
        StatusConflict: it was merged or dissolved.
    """
    if not Anliegen.objects.visible_to(by).filter(pk=anliegen.pk).exists():
        raise PermissionDenied
    _locked(anliegen.auswertung_id)
    return _fresh(anliegen)


def locked_for_bundling(anliegen, by):
    """As ``locked_anliegen``, for who evaluates the whole and not their office's part alone."""
    locked_auswertung(anliegen.auswertung, by)
    return _fresh(anliegen)


def _locked(pk):
    return (
        Auswertung.objects.select_for_update(of=("self",), no_key=True).with_strategie().get(pk=pk)
    )


def _fresh(anliegen):
    anliegen = Anliegen.objects.with_strategie().get(pk=anliegen.pk)
    if not anliegen.is_active:
        raise StatusConflict(
            _("%(anliegen)s wurde inzwischen zusammengeführt oder aufgelöst.")
            % {"anliegen": anliegen.label}
        )
    return anliegen


def reopen(anliegen):
    """Something about it changed: whoever prepared or released it has to look again."""
    Anliegen.objects.filter(pk=anliegen.pk).update(
        status=Status.OPEN,
        prepared_by=None,
        prepared_at=None,
        released_by=None,
        released_at=None,
        version=F("version") + 1,
    )
    anliegen.refresh_from_db()


def log(auswertung, action, *, by, anliegen=None, details="", reason=""):
    """Append a step to the record; ``details`` are cut where a list would be endless."""
    if len(details) > 500:
        details = f"{details[:499]}…"
    return Auswertungsprotokoll.objects.create(
        auswertung=auswertung,
        anliegen=anliegen,
        action=action,
        by=by,
        details=details,
        reason=reason,
    )


def numbers(rows):
    """„311, 314, 320“: contributions are named by their number in the record."""
    return ", ".join(str(row.pk) for row in rows)
