"""Contributions that came by letter, e-mail or word of mouth, entered on behalf."""

import uuid
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from phases.times import last_day, long_date
from strategies.models import Baustein

from ..models import Category, Channel, Kommentar, Status
from .counters import count, count_first
from .errors import ActionRefused

# So many rows go to the database in one statement.
BATCH = 1000
# What two contributions to one Baustein are the same by.
COMPARED = ("channel", "received_on", "contributor", "text")


@dataclass
class Entry:
    """A contribution to be entered on behalf of whoever made it.

    Attributes:
        baustein: public, of the phase's Strategie.
        channel: a ``Channel`` other than the platform.
        received_on: a day of the phase.
        text: as returned by ``comments.text.clean_text``.
        contributor: name to show in public, with consent; may be empty.
        idempotency_key: the same key again is the same contribution.
    """

    baustein: Baustein
    channel: str
    received_on: date
    text: str
    category: str = ""
    contributor: str = ""
    idempotency_key: uuid.UUID = field(default_factory=uuid.uuid4)


@transaction.atomic
def enter(entry, *, kommentierphase, by):
    """Publish what somebody without an account wrote or said, marked with its channel.

    Whether ``by`` may do so is the caller's question (``evaluation``). Like every other
    contribution it counts for the phase it was received in, also when entered later.

    Args:
        by: the member of staff who enters it.

    Returns:
        The Kommentar; that of the first time when the key was used before.

    Raises:
        ActionRefused: the date is not in the phase, or the Baustein not of its Strategie.
    """
    own = Kommentar.objects.filter(entered_by=by)
    if earlier := own.filter(idempotency_key=entry.idempotency_key).first():
        return earlier
    _refuse(entry, kommentierphase)
    kommentar = _row(entry, kommentierphase, kommentierphase.fassung_of(entry.baustein), by)
    kommentar.save()
    count(kommentar, +1)
    return kommentar


def content_key(baustein, channel, received_on, contributor, text):
    """What two contributions are the same by, whatever their spaces.

    Args:
        baustein: its primary key.
    """
    words = (" ".join(contributor.split()), " ".join(text.split()))
    return hash((baustein, str(channel), received_on, *words))


def entered_contents(kommentierphase):
    """The ``content_key`` of everything that was entered in a phase on somebody's behalf."""
    entered = Kommentar.objects.filter(kommentierphase=kommentierphase)
    rows = entered.exclude(channel=Channel.ONLINE).values_list("baustein", *COMPARED)
    return {content_key(*row) for row in rows.iterator()}


@transaction.atomic
def enter_many(entries, *, kommentierphase, by):
    """As ``enter``, for a whole table in few statements: all of them or none.

    The caller holds a lock that lets nobody else enter anything in the phase.

    Returns:
        The new Kommentare, without those whose key was used before.

    Raises:
        ActionRefused: as ``enter``, or somebody else has entered the same meanwhile.
    """
    own = Kommentar.objects.filter(entered_by=by, kommentierphase=kommentierphase)
    known = set(own.values_list("idempotency_key", flat=True))
    new = [entry for entry in entries if entry.idempotency_key not in known]
    _refuse_entered(new, kommentierphase)
    for entry in new:
        _refuse(entry, kommentierphase)
    bausteine = {entry.baustein.pk: entry.baustein for entry in new}
    fassungen = {pk: kommentierphase.fassung_of(row) for pk, row in bausteine.items()}
    rows = [_row(entry, kommentierphase, fassungen[entry.baustein.pk], by) for entry in new]
    Kommentar.objects.bulk_create(rows, batch_size=BATCH)
    count_first(rows)
    return rows


def _refuse_entered(entries, kommentierphase):
    entered = entered_contents(kommentierphase) if entries else set()
    keys = [
        content_key(entry.baustein.pk, *(getattr(entry, name) for name in COMPARED))
        for entry in entries
    ]
    if number := sum(key in entered for key in keys):
        raise ActionRefused(
            ngettext(
                "%(n)d Beitrag dieser Tabelle ist inzwischen schon erfasst. Es ist nichts "
                "gespeichert; bitte laden Sie sie noch einmal hoch.",
                "%(n)d Beiträge dieser Tabelle sind inzwischen schon erfasst. Es ist nichts "
                "gespeichert; bitte laden Sie sie noch einmal hoch.",
                number,
            )
            % {"n": number}
        )


def _refuse(entry, kommentierphase):
    if entry.channel not in Channel.values or entry.channel == Channel.ONLINE:
        raise ActionRefused(_("Bitte geben Sie an, auf welchem Weg der Beitrag kam."))
    baustein = entry.baustein
    if baustein.strategie_id != kommentierphase.strategie_id or not baustein.is_public:
        raise ActionRefused(_("Bitte wählen Sie einen öffentlichen Baustein dieser Strategie."))
    refuse_outside(kommentierphase, entry.received_on)


def _row(entry, kommentierphase, fassung, by):
    now = timezone.now()
    return Kommentar(
        baustein=entry.baustein,
        fassung=fassung,
        kommentierphase=kommentierphase,
        channel=entry.channel,
        received_on=entry.received_on,
        contributor=entry.contributor.strip(),
        entered_by=by,
        category=entry.category or Category.UNSTATED,
        text=entry.text,
        status=Status.PUBLISHED,
        idempotency_key=entry.idempotency_key,
        created_at=now,
        published_at=now,
        # Whoever entered it has read it.
        read_at=now,
    )


def days_of(phase):
    """The first and last day on which a contribution can have come in so far."""
    last = min(last_day(phase.ends_at), timezone.localdate())
    return timezone.localdate(phase.starts_at), last


def refuse_outside(phase, received_on):
    """Raise ActionRefused unless ``received_on`` is a day of the phase and not to come."""
    first, last = days_of(phase)
    if not first <= received_on <= last:
        raise ActionRefused(
            _(
                "Der Beitrag muss in der Kommentierphase eingegangen sein: vom %(start)s bis "
                "zum %(end)s."
            )
            % {"start": long_date(phase.starts_at), "end": long_date(phase.ends_at, end=True)}
        )
