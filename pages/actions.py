from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from mails.actions import send

from .models import Barrieremeldung, Seitenfassung
from .texts import to_html


class PageConflict(Exception):
    """Somebody else has published a Fassung in the meantime; the message says what to do."""


class AlreadyDone(Exception):
    """The report was dealt with in the meantime."""


@transaction.atomic
def publish(page, *, text, by, base):
    """Publish ``text`` as the next Fassung of ``page``; a text that is the same changes nothing.

    Args:
        base: number of the Fassung the editor started from.

    Returns:
        The Fassung that is valid now.

    Raises:
        PageConflict: there is a newer one than ``base``.
    """
    fassungen = Seitenfassung.objects.select_for_update().filter(page=page)
    current = fassungen.get(number=fassungen.aggregate(newest=Max("number"))["newest"])
    if current.number != base:
        raise PageConflict(
            _(
                "Während Sie geschrieben haben, wurde Fassung %(number)d veröffentlicht. Bitte "
                "übernehmen Sie Ihre Änderungen in die neue Fassung; Ihr Text steht unten."
            )
            % {"number": current.number}
        )
    if current.text == text:
        return current
    return Seitenfassung.objects.create(
        page=page, number=current.number + 1, text=text, html=to_html(page, text), created_by=by
    )


@transaction.atomic
def report_barrier(*, text, address="", email="", language="de"):
    """Take a report and send a receipt, if there is an e-mail address.

    Args:
        text: what the person could not do.
        address: of the page concerned, as they gave it.
        email: where to answer; may be empty.
        language: code of the language to answer in.
    """
    now = timezone.now()
    meldung = Barrieremeldung.objects.create(
        text=text,
        address=address,
        email=email,
        language=language,
        at=now,
        due_on=Barrieremeldung.deadline(now),
    )
    if email:
        send(
            template="barrier_received",
            context={"meldung": meldung},
            address=email,
            language=language,
            key=f"barrier-received-{meldung.pk}",
            thread=f"barriere-{meldung.pk}",
        )
    return meldung


@transaction.atomic
def answer_barrier(meldung, *, text, by):
    """Answer a report by mail and close it; the address is forgotten, as it has served its end.

    Raises:
        AlreadyDone: somebody else was faster.
    """
    email = meldung.email
    _finish(meldung, Barrieremeldung.Status.ANSWERED, by=by, answer=text)
    if email:
        send(
            template="barrier_answered",
            context={"meldung": meldung},
            address=email,
            language=meldung.language,
            key=f"barrier-answered-{meldung.pk}",
            thread=f"barriere-{meldung.pk}",
        )


@transaction.atomic
def close_barrier(meldung, *, by):
    """Close a report that needs no answer, such as an advertisement.

    Raises:
        AlreadyDone: somebody else was faster.
    """
    _finish(meldung, Barrieremeldung.Status.CLOSED, by=by)


def _finish(meldung, status, *, by, answer=""):
    fields = {
        "status": status, "answer": answer, "done_at": timezone.now(), "done_by": by, "email": "",
    }  # fmt: skip
    if not Barrieremeldung.objects.open().filter(pk=meldung.pk).update(**fields):
        raise AlreadyDone(_("Diese Meldung hat inzwischen jemand anderes bearbeitet."))
    for name, value in fields.items():
        setattr(meldung, name, value)
