"""Questions to offices about one contribution: asked, answered, withdrawn, called to mind."""

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from comments.access import own_comments
from comments.actions import ActionRefused, StatusConflict
from comments.models import Kommentar
from evaluation.access import own_contributions
from mails.actions import send
from phases.times import long_datetime

from . import answer_links
from .models import Rueckfrage

Status = Rueckfrage.Status


def askable(user):
    """The contributions about which ``user`` may ask an office and see what others asked."""
    rows = Kommentar.objects.contributions()
    return rows.filter(pk__in=own_comments(user).values("pk")) | rows.filter(
        pk__in=own_contributions(user).values("pk")
    )


@transaction.atomic
def ask(kommentar, *, by, office, email, question, due_on):
    """Ask an office about a contribution: it gets a mail with the link to answer.

    The same question by the same person once more is a form sent twice, and asks nothing.

    Args:
        kommentar: one of ``askable``.
        email: where the link goes.
        due_on: the day by which an answer is asked for.

    Returns:
        The Rueckfrage.

    Raises:
        ActionRefused: the contribution cannot be read (any more).
        StatusConflict: the office has an open question about it already.
    """
    row = Kommentar.objects.select_for_update(no_key=True).get(pk=kommentar.pk)
    refuse_unreadable(row)
    known = Rueckfrage.objects.open().filter(kommentar=row, office=office).first()
    if known is None:
        known = Rueckfrage.objects.create(
            kommentar=row, by=by, office=office, email=email, question=question, due_on=due_on
        )
        _send("inquiry", known, key=f"rueckfrage-{known.pk}")
    elif (known.by_id, known.question) != (by.pk, question):
        raise StatusConflict(
            _(
                "„%(office)s“ ist zu diesem Beitrag schon gefragt und hat noch nicht "
                "geantwortet. Ziehen Sie diese Frage zuerst zurück."
            )
            % {"office": office}
        )
    return known


def refuse_unreadable(kommentar):
    """Raise ActionRefused for a contribution that nobody reads any more."""
    if not Kommentar.objects.legible().filter(pk=kommentar.pk).exists():
        raise ActionRefused(
            _(
                "Dieser Beitrag ist ausgeblendet oder zurückgezogen; dazu kann niemand mehr "
                "gefragt werden."
            )
        )


@transaction.atomic
def answer(rueckfrage, *, text, status=Status.ANSWERED):
    """Write down what the office says. Once: the first answer stays.

    Args:
        rueckfrage: of a link.
        text: may be empty where the office is not responsible.
        status: ``ANSWERED`` or ``ELSEWHERE``.

    Raises:
        StatusConflict: it was answered or withdrawn meanwhile, its time is over, or the
            contribution cannot be read any more.
    """
    rows = Rueckfrage.objects.filter(pk=rueckfrage.pk)
    # Locked, so that two answers and a withdrawal come one after the other.
    row = rows.select_for_update(no_key=True).first()
    state = answer_links.state_of(row, timezone.localdate())
    if state == answer_links.ANSWERED:
        when = long_datetime(row.closed_at)
        raise StatusConflict(
            _("Diese Frage wurde inzwischen beantwortet (%(when)s).") % {"when": when}
        )
    if state != answer_links.OPEN:
        raise StatusConflict(_("Diese Auskunft wird nicht mehr gebraucht."))
    rows.update(status=status, answer=text, closed_at=timezone.now(), email="")


def withdraw(rueckfrage):
    """Take a question back: its link opens nothing any more.

    Raises:
        StatusConflict: it was answered or withdrawn meanwhile.
    """
    rows = Rueckfrage.objects.open().filter(pk=rueckfrage.pk)
    if not rows.update(status=Status.WITHDRAWN, closed_at=timezone.now(), email=""):
        raise StatusConflict(_("Diese Frage wurde inzwischen beantwortet oder zurückgezogen."))


def note_read(rueckfrage, *, by):
    """Take note of an answer: of one's own question; of one that is nobody's, anybody."""
    rows = Rueckfrage.objects.unread().filter(pk=rueckfrage.pk)
    rows.filter(Q(by=by) | Q(by=None)).update(read_at=timezone.now())


def inquiries_about(kommentar):
    """The questions about a contribution, oldest first, in one query."""
    return list(Rueckfrage.objects.filter(kommentar=kommentar).select_related("by"))


def answers_about(anliegen):
    """What offices said of the contributions of an Anliegen, oldest first, in one query."""
    answers = (Status.ANSWERED, Status.ELSEWHERE)
    rows = Rueckfrage.objects.filter(
        status__in=answers, kommentar__in=anliegen.contributions().values("pk")
    )
    return list(rows.select_related("by"))


def answer_in(rows, key):
    """The answer among ``rows`` whose key was sent; empty if there is none of it."""
    return next((row.answer for row in rows if str(row.pk) == key), "")


def remind(today):
    """Remind each office once, on the day by which it was asked to answer, or when it is past."""
    due = Rueckfrage.objects.open().filter(
        due_on__range=(today - Rueckfrage.LINK_LASTS, today),
        reminded_at=None,
        kommentar__in=Kommentar.objects.legible(),
    )
    for row in due.select_related("by", "kommentar__baustein__strategie__konzept"):
        with transaction.atomic():
            mine = Rueckfrage.objects.open().filter(pk=row.pk, reminded_at=None)
            if mine.update(reminded_at=timezone.now()):
                _send("inquiry_due", row, key=f"rueckfrage-{row.pk}-due")


def forget_addresses(today):
    """Empty the address of open questions whose link opens nothing any more; return how many."""
    over = Rueckfrage.objects.open().filter(due_on__lt=today - Rueckfrage.LINK_LASTS)
    return over.exclude(email="").update(email="")


def _send(template, rueckfrage, *, key):
    path = reverse("offices:answer", args=[answer_links.answer_token(rueckfrage)])
    context = {"rueckfrage": rueckfrage, "link": f"{settings.SITE_URL}{path}"}
    send(
        template=template, context=context, address=rueckfrage.email, key=key,
        thread=f"rueckfrage-{rueckfrage.pk}", facts={"rueckfrage": rueckfrage.pk},
    )  # fmt: skip


def redact_inquiries(kommentar, words):
    """Take what moderators took out of a contribution out of what was asked and said of it."""
    for row in Rueckfrage.objects.filter(kommentar=kommentar):
        question = words.replaced_in(row.question)[: Rueckfrage.MAX_QUESTION]
        said = words.replaced_in(row.answer)[: Rueckfrage.MAX_ANSWER]
        if (question, said) != (row.question, row.answer):
            Rueckfrage.objects.filter(pk=row.pk).update(question=question, answer=said)


def in_words(column, keys):
    """Yield (key, question and answer in words) for the internal export, in one query.

    Args:
        column: „kommentar“; of an Anliegen there are none.
    """
    if column != "kommentar":
        return
    for row in Rueckfrage.objects.filter(kommentar__in=keys):
        asked = f"Rückfrage an {row.office}, {_day(row.asked_at)}: {row.question}"
        yield row.kommentar_id, f"{asked} – {_outcome(row)}"


def _outcome(row):
    said = f"{row.get_status_display()}"
    if row.closed_at:
        said += f", {_day(row.closed_at)}"
    return f"{said}: {row.answer}" if row.answer else said


def _day(moment):
    return date_format(timezone.localtime(moment), "d.m.Y")
