from django.db import transaction
from django.db.models import F

from mails.actions import address_of

from .. import notify
from ..models import Kommentar, Meldung, Status
from .decisions import Action, record


@transaction.atomic
def report(kommentar, *, user, reporter_key, ground, explanation="", email="", language="de"):
    """Report a comment to the moderators; a second report by the same person adds nothing.

    The reporter gets a receipt and later the decision (EU 2022/2065, Art. 16 (4), (5));
    at once, if the comment was hidden or withdrawn while they wrote.

    Args:
        user: who reports, or None without an account.
        reporter_key: tells one reporter from another (account or session).
        ground: a ``Ground``.
        explanation: what is wrong, in the reporter's words.
        email: where to answer somebody without an account; may be empty.
        language: code of the language to answer in.

    Returns:
        The Meldung, and whether it is a new one.
    """
    # The lock puts a report before or after a decision: none is left unanswered between.
    kommentar = Kommentar.objects.select_for_update(no_key=True).get(pk=kommentar.pk)
    meldung, created = Meldung.objects.get_or_create(
        kommentar=kommentar,
        reporter_key=reporter_key,
        defaults={
            "user": user,
            "ground": ground,
            "explanation": explanation,
            "email": "" if user else email,
            "language": language,
        },
    )
    if not created:
        return meldung, False
    Kommentar.objects.filter(pk=kommentar.pk).update(
        report_count=F("report_count") + 1, open_report_count=F("open_report_count") + 1
    )
    notify.report_received(meldung)
    if kommentar.status == Status.HIDDEN:
        answer_reports(kommentar, kommentar.entscheidungen.filter(action=Action.HIDE).first())
    elif kommentar.is_withdrawn:
        settle_withdrawn(kommentar)
    return meldung, True


def settle_withdrawn(kommentar):
    """Close the open reports on a locked comment whose author took it back."""
    withdrawn = kommentar.entscheidungen.filter(action=Action.WITHDRAW).first()
    answer_reports(kommentar, withdrawn or record(kommentar, Action.WITHDRAW, by=kommentar.author))


def answer_reports(kommentar, entscheidung):
    """Close the open reports on a locked comment with this decision; tell the reporters."""
    open_reports = list(kommentar.meldungen.filter(entscheidung=None).select_related("user"))
    if not open_reports:
        return
    for meldung in open_reports:
        notify.report_decided(meldung, entscheidung)
    Meldung.objects.filter(pk__in=[meldung.pk for meldung in open_reports]).update(
        entscheidung=entscheidung,
        # Needed for this answer only, and kept no longer.
        email="",
    )
    Kommentar.objects.filter(pk=kommentar.pk).update(open_report_count=0)
    kommentar.open_report_count = 0


def reopen_reports(kommentar, entscheidung):
    """Open again what a decision, now taken back, had answered; tell the reporters.

    Where to write to somebody without an account was forgotten with the answer; the
    outbox knows it as long as it keeps what it sent.
    """
    reports = list(kommentar.meldungen.filter(entscheidung=entscheidung).select_related("user"))
    for meldung in reports:
        meldung.email = "" if meldung.user else address_of(notify.key_of(meldung, entscheidung))
        meldung.entscheidung = None
        meldung.save(update_fields=["email", "entscheidung"])
        notify.report_reopened(meldung, entscheidung)
    kommentar.open_report_count += len(reports)
    kommentar.save(update_fields=["open_report_count"])
