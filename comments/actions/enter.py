"""Contributions that came by letter, e-mail or word of mouth, entered on behalf."""

import uuid
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phases.times import last_day, long_date
from strategies.models import Baustein

from ..models import Channel, Kommentar, Status
from .counters import count, count_first
from .errors import ActionRefused

# So many rows go to the database in one statement.
BATCH = 1000


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


@transaction.atomic
def enter_many(entries, *, kommentierphase, by):
    """As ``enter``, for a whole table in few statements: all of them or none.

    Returns:
        The new Kommentare, without those whose key was used before.

    Raises:
        ActionRefused: as ``enter``.
    """
    own = Kommentar.objects.filter(entered_by=by, kommentierphase=kommentierphase)
    known = set(own.values_list("idempotency_key", flat=True))
    new = [entry for entry in entries if entry.idempotency_key not in known]
    for entry in new:
        _refuse(entry, kommentierphase)
    bausteine = {entry.baustein.pk: entry.baustein for entry in new}
    fassungen = {pk: kommentierphase.fassung_of(row) for pk, row in bausteine.items()}
    rows = [_row(entry, kommentierphase, fassungen[entry.baustein.pk], by) for entry in new]
    Kommentar.objects.bulk_create(rows, batch_size=BATCH)
    count_first(rows)
    return rows


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
        category=entry.category,
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
