"""The step of the council: entered by who evaluates, with a line in the record."""

from django.db import transaction

from ..models import Ratsabweichung, Ratsbefassung
from .steps import Action, locked_auswertung, log


@transaction.atomic
def record_council(auswertung, *, by, by_anliegen=None, **fields):
    """Enter when the council got the proposals, when it decided, and what otherwise.

    Args:
        by_anliegen: {Anliegen of the Auswertung: what was decided on it otherwise}; an empty
            text takes it away, those that are not named stay.
        fields: of the Ratsbefassung.

    Returns:
        The Ratsbefassung.

    Raises:
        PermissionDenied: ``by`` does not evaluate in this Konzept.
    """
    auswertung = locked_auswertung(auswertung, by)
    row = Ratsbefassung.objects.filter(auswertung=auswertung).first()
    row = row or Ratsbefassung(auswertung=auswertung)
    changed = [name for name, value in fields.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, fields[name])
    if changed or row.pk is None:
        row.save()
    changed += [
        str(anliegen) for anliegen, text in (by_anliegen or {}).items() if _deviate(anliegen, text)
    ]
    if changed:
        log(auswertung, Action.COUNCIL, by=by, details=", ".join(changed))
    return row


def _deviate(anliegen, text):
    """Note what was decided on one Anliegen; whether that changed anything."""
    rows = Ratsabweichung.objects.filter(anliegen=anliegen)
    if not text:
        return rows.delete()[0] > 0
    if rows.filter(text=text).exists():
        return False
    Ratsabweichung.objects.update_or_create(anliegen=anliegen, defaults={"text": text})
    return True
