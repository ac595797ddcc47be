"""The daily mails: what people chose to get collected, and what waits for staff."""

from itertools import chain

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from registry import Registry

from .actions import write
from .delivery import holds
from .models import DIGEST, DigestEntry, Frequency, Kind
from .preferences import frequencies, frequency_of

# Callables that yield (user, rows): what waits for a member of staff. A row has ``konzept``,
# ``link`` and the numbers the template shows.
QUEUE_NUMBERS = Registry()
# The same for those who work on Anliegen; a row has ``waiting``, ``total`` and ``link``.
WORK_ROWS = Registry()
# The same for those who report on Vorhaben; the callable notes at its end what it told.
REPORT_ROWS = Registry()
# The same for those who asked offices; a row has ``answered``, ``late``, ``total`` and ``link``.
INQUIRY_ROWS = Registry()
# By their kind, which is the name of the template too.
_FOR_STAFF = {
    Kind.QUEUE: QUEUE_NUMBERS,
    Kind.WORK: WORK_ROWS,
    Kind.REPORTS: REPORT_ROWS,
    Kind.INQUIRIES: INQUIRY_ROWS,
}

# More than this nobody reads; the rest is counted.
ENTRIES_SHOWN = 50


def send_digests():
    """Queue today's daily mails; return how many. A second run on the same day adds none."""
    today = timezone.localdate()
    waiting = DigestEntry.objects.waiting().values("user")
    people = get_user_model().objects.filter(pk__in=waiting, is_active=True)
    written = [_send_digest(user, today) for user in people.iterator()]
    for_staff = sum(_send_to_staff(kind, found, today) for kind, found in _FOR_STAFF.items())
    return sum(mail is not None for mail in written) + for_staff


@transaction.atomic
def _send_digest(user, today):
    """Queue one person's news of the day and note on each entry which mail it went with."""
    chosen = frequencies(user)
    entries = list(user.digest_entries.waiting())
    news = [e for e in entries if chosen[Kind(e.kind)] != Frequency.NONE and holds(e)]
    mail = None
    if news:
        context = {
            "entries": news[:ENTRIES_SHOWN],
            "total": len(news),
            "more": len(news[ENTRIES_SHOWN:]),
        }
        mail = write(
            template="digest", context=context, user=user, language=user.language, kind=DIGEST,
            key=f"digest-{user.pk}-{today}",
        )  # fmt: skip
        if mail is None:
            # Today's mail is out already; these wait for tomorrow's.
            return None
    taken = DigestEntry.objects.filter(pk__in=[entry.pk for entry in news])
    taken.update(digest=mail, subject="", text="", link="", facts={})
    DigestEntry.objects.filter(pk__in=[e.pk for e in entries]).waiting().delete()
    return mail


def _send_to_staff(kind, registry, today):
    """Queue the mails of one kind to members of staff for whom something waits."""
    written = 0
    for user, rows in chain.from_iterable(numbers() for numbers in registry):
        if not rows or frequency_of(user, kind) == Frequency.NONE:
            continue
        total = sum(row["total"] for row in rows)
        mail = write(
            template=kind.value, context={"rows": rows, "total": total}, user=user,
            language=user.language, kind=kind, key=f"{kind.value}-{user.pk}-{today}",
        )  # fmt: skip
        written += mail is not None
    return written
