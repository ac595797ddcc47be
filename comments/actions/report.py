from django.db import transaction
from django.db.models import F

from .. import notify
from ..models import Kommentar, Meldung, Moderationsentscheidung, Status


@transaction.atomic
def report(kommentar, *, user, reporter_key, ground, explanation="", email="", language="de"):
    """Report a comment to the moderators; a second report by the same person adds nothing.

    The reporter gets a receipt and later the decision (EU 2022/2065, Art. 16 (4), (5));
    at once, if the comment was hidden while they wrote.

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
        hidden = Moderationsentscheidung.Action.HIDE
        answer_reports(kommentar, kommentar.entscheidungen.filter(action=hidden).first())
    return meldung, True


def answer_reports(kommentar, entscheidung):
    """Close the open reports on a locked comment with this decision; tell the reporters."""
    open_reports = list(kommentar.meldungen.filter(entscheidung=None).select_related("user"))
    if not open_reports:
        return
    for meldung in open_reports:
        meldung.entscheidung = entscheidung
        notify.report_decided(meldung)
    Meldung.objects.filter(pk__in=[meldung.pk for meldung in open_reports]).update(
        entscheidung=entscheidung,
        # Needed for this answer only, and kept no longer.
        email="",
    )
    Kommentar.objects.filter(pk=kommentar.pk).update(open_report_count=0)
    kommentar.open_report_count = 0
