"""The daily mails: what people chose to get collected, and what waits for staff.

Nobody gets more than one of each kind a day.
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import chain

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from registry import Registry

from .actions import write
from .delivery import holds
from .models import DESK, DIGEST, DigestEntry, Frequency, Kind
from .preferences import frequencies, frequency_of
from .rendering import render_subject

# Callables that yield (user, rows): what waits for a member of staff. A row has ``konzept``,
# ``link`` and the numbers the template shows.
QUEUE_NUMBERS = Registry()
# The same for those who work on Anliegen; a row has ``waiting``, ``total`` and ``link``.
WORK_ROWS = Registry()
# The same for those who report on Vorhaben; the callable notes at its end what it told.
REPORT_ROWS = Registry()
# The same for those who asked offices; a row has ``answered``, ``late``, ``total`` and ``link``.
INQUIRY_ROWS = Registry()
# By their kind, which is the name of the template too: whom it is for, and in a word what.
_FOR_STAFF = {
    Kind.QUEUE: (QUEUE_NUMBERS, _("Moderation")),
    Kind.WORK: (WORK_ROWS, _("Auswertung")),
    Kind.REPORTS: (REPORT_ROWS, _("Umsetzung")),
    Kind.INQUIRIES: (INQUIRY_ROWS, _("Rückfragen")),
}

# More than this nobody reads; the rest is counted.
ENTRIES_SHOWN = 50


def send_digests():
    """Queue today's daily mails; return how many. A second run on the same day adds none."""
    today = timezone.localdate()
    waiting = DigestEntry.objects.waiting().values("user")
    people = get_user_model().objects.filter(pk__in=waiting, is_active=True)
    written = [_send_digest(user, today) for user in people.iterator()]
    # What is noted as told was told.
    with transaction.atomic():
        written += [_send_to_staff(*waiting, today) for waiting in _waiting_for_staff().items()]
    return sum(mail is not None for mail in written)


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


@dataclass(frozen=True)
class _Waiting:
    """What waits for somebody, of one kind."""

    kind: Kind
    rows: list

    @property
    def context(self):
        return {"rows": self.rows, "total": sum(row["total"] for row in self.rows)}

    @property
    def body(self):
        return f"mails/{self.kind.value}.txt#body"


def _waiting_for_staff():
    """{member of staff: _Waiting rows of what waits for them and they want to hear of}."""
    found = defaultdict(list)
    for kind, (registry, _name) in _FOR_STAFF.items():
        for user, rows in chain.from_iterable(numbers() for numbers in registry):
            if rows and frequency_of(user, kind) != Frequency.NONE:
                found[user].append(_Waiting(kind, rows))
    return found


def _send_to_staff(user, sections, today):
    """Queue the mail of the day to a member of staff; returns it, None if it is out already."""
    if len(sections) == 1:
        [section] = sections
        kind, context = section.kind, section.context
    else:
        kind, context = DESK, _together(sections, user.language)
    return write(
        template=str(kind), context=context, user=user, language=user.language, kind=kind,
        key=f"{DESK}-{user.pk}-{today}",
    )  # fmt: skip


def _together(sections, language):
    """What the template of several kinds shows: their names, and (heading, _Waiting) of each."""
    with translation.override(language):
        names = ", ".join(str(_FOR_STAFF[section.kind][1]) for section in sections)
    parts = [
        (render_subject(section.kind.value, section.context, language=language), section)
        for section in sections
    ]
    return {"names": names, "parts": parts}
