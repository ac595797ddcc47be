"""Who wrote without an account, for the answer by post: entered, changed, forgotten."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Sicherheitsprotokoll
from accounts.protection import audit
from comments.actions import StatusConflict

from ..models import Absender, Absenderbeitrag
from .export import may_export
from .steps import Action, locked_auswertung, log, numbers


def attach(auswertung, kommentare, *, name, address):
    """Note that contributions came from somebody; the same name and address are one Absender.

    To be called with the Auswertung locked.
    """
    row, _created = Absender.objects.get_or_create(
        auswertung=auswertung, name=name, address=address
    )
    for kommentar in kommentare:
        Absenderbeitrag.objects.update_or_create(kommentar=kommentar, defaults={"absender": row})
    return row


def attach_new(auswertung, senders):
    """The same for contributions that are new, however many, in four queries.

    Args:
        senders: (Kommentar, (name, address)) of each.
    """
    names = {sender for _kommentar, sender in senders}
    rows = Absender.objects.filter(auswertung=auswertung)
    known = set(rows.values_list("name", "address"))
    Absender.objects.bulk_create(
        Absender(auswertung=auswertung, name=name, address=address)
        for name, address in sorted(names - known)
    )
    by_sender = {(row.name, row.address): row for row in rows}
    Absenderbeitrag.objects.bulk_create(
        Absenderbeitrag(kommentar=kommentar, absender=by_sender[sender])
        for kommentar, sender in senders
    )


@transaction.atomic
def enter_sender(auswertung, kommentar, *, by, name, address):
    """Enter who a contribution is from, if nobody has yet.

    Returns:
        The Absender.

    Raises:
        PermissionDenied: ``by`` does not evaluate in this Konzept.
        StatusConflict: somebody else entered one meanwhile.
    """
    auswertung = locked_auswertung(auswertung, by)
    if Absenderbeitrag.objects.filter(kommentar=kommentar).exists():
        raise StatusConflict(
            _("Inzwischen hat jemand anderes einen Absender eingetragen. Laden Sie die Seite neu.")
        )
    row = attach(auswertung, [kommentar], name=name, address=address)
    log(auswertung, Action.SENDERS, by=by, details=numbers([kommentar]))
    return row


@transaction.atomic
def change_sender(absender, *, by, name, address):
    """Change name and address for all their contributions; two that are the same become one.

    Raises:
        PermissionDenied: ``by`` does not evaluate in this Konzept.
    """
    auswertung = locked_auswertung(absender.auswertung, by)
    if (absender.name, absender.address) == (name, address):
        return absender
    same = Absender.objects.filter(auswertung=auswertung, name=name, address=address)
    if other := same.exclude(pk=absender.pk).first():
        absender.beitraege.update(absender=other)
        absender.delete()
        row = other
    else:
        Absender.objects.filter(pk=absender.pk).update(name=name, address=address)
        row = Absender.objects.get(pk=absender.pk)
    kommentare = [each.kommentar for each in row.beitraege.select_related("kommentar")]
    log(auswertung, Action.SENDERS, by=by, details=numbers(kommentare))
    return row


@transaction.atomic
def forget_senders(auswertung, *, by):
    """Delete all names and addresses: the letters are on their way.

    Returns:
        How many senders there were.

    Raises:
        PermissionDenied: ``by`` may not have internal data of this Konzept.
    """
    auswertung = locked_auswertung(auswertung, by)
    _refuse_strangers(auswertung, by)
    senders = Absender.objects.filter(auswertung=auswertung)
    number = senders.count()
    senders.delete()
    if number:
        log(auswertung, Action.SENDERS, by=by, details=f"-{number}")
    return number


@transaction.atomic
def record_letters(auswertung, *, by, details):
    """Note in the records that letters with addresses are handed out, before they are.

    Raises:
        PermissionDenied: ``by`` may not have internal data of this Konzept.
    """
    _refuse_strangers(auswertung, by)
    line = f"{auswertung.strategie}: {details}"
    audit.record(Sicherheitsprotokoll.Event.EXPORT, by=by, details=line)
    return log(auswertung, Action.LETTERS, by=by, details=details)


def _refuse_strangers(auswertung, by):
    if not may_export(auswertung, by):
        raise PermissionDenied
