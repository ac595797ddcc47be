"""Internal data leave the house with a line in the record."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Sicherheitsprotokoll
from accounts.protection import audit

from ..models import Auswertung
from .steps import Action, log


def may_export(auswertung, user):
    """Whether ``user`` may download what is not public: by permission and as its evaluator."""
    return (
        user.has_perm("evaluation.export_internal")
        and Auswertung.objects.evaluated_by(user).filter(pk=auswertung.pk).exists()
    )


@transaction.atomic
def record_export(auswertung, *, by, details):
    """Note in the record that internal data are handed out, before they are.

    Args:
        by: None for the command line.
        details: which file.

    Raises:
        PermissionDenied: ``by`` may not download them.
    """
    if by is not None and not may_export(auswertung, by):
        raise PermissionDenied
    line = f"{auswertung.strategie}: {details}"
    audit.record(Sicherheitsprotokoll.Event.EXPORT, by=by, details=line)
    return log(auswertung, Action.EXPORTED, by=by, details=details)


@transaction.atomic
def record_paper(auswertung, *, by, details):
    """Note in the record that a paper for the council is handed out, before it is.

    Raises:
        PermissionDenied: ``by`` does not evaluate in this Konzept.
    """
    if not Auswertung.objects.evaluated_by(by).filter(pk=auswertung.pk).exists():
        raise PermissionDenied
    return log(auswertung, Action.PAPER, by=by, details=details)
