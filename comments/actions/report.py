from django.db import transaction
from django.db.models import F

from ..models import Kommentar, Meldung


@transaction.atomic
def report(kommentar, *, user, reporter_key, ground, explanation=""):
    """Report a comment to the moderators; a second report by the same person adds nothing.

    Args:
        user: who reports, or None without an account.
        reporter_key: tells one reporter from another (account or session).
        ground: a ``Ground``.
        explanation: what is wrong, in the reporter's words.
    """
    meldung, created = Meldung.objects.get_or_create(
        kommentar=kommentar,
        reporter_key=reporter_key,
        defaults={"user": user, "ground": ground, "explanation": explanation},
    )
    if created:
        Kommentar.objects.filter(pk=kommentar.pk).update(report_count=F("report_count") + 1)
    return meldung
