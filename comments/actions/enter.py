"""Contributions that came by letter, e-mail or word of mouth, entered on behalf."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phases.times import last_day, long_date

from ..models import Channel, Kommentar, Status
from .counters import count
from .errors import ActionRefused


@transaction.atomic
def enter(
    *,
    baustein,
    kommentierphase,
    channel,
    received_on,
    text,
    category="",
    contributor="",
    by,
    idempotency_key,
):
    """Publish what somebody without an account wrote or said, marked with its channel.

    Whether ``by`` may do so is the caller's question (``evaluation``). Like every other
    contribution it counts for the phase it was received in, also when entered later.

    Args:
        baustein: public, of the phase's Strategie.
        channel: a ``Channel`` other than the platform.
        received_on: date, on a day of the phase.
        text: as returned by ``comments.text.clean_text``.
        contributor: name to show in public, with consent; may be empty.
        by: the member of staff who enters it.
        idempotency_key: UUID of the form; the same key again is the same contribution.

    Returns:
        The Kommentar; that of the first time when the key was used before.

    Raises:
        ActionRefused: the date is not in the phase, or the Baustein not of its Strategie.
    """
    if earlier := Kommentar.objects.filter(idempotency_key=idempotency_key, entered_by=by).first():
        return earlier
    if channel not in Channel.values or channel == Channel.ONLINE:
        raise ActionRefused(_("Bitte geben Sie an, auf welchem Weg der Beitrag kam."))
    if baustein.strategie_id != kommentierphase.strategie_id or not baustein.is_public:
        raise ActionRefused(_("Bitte wählen Sie einen öffentlichen Baustein dieser Strategie."))
    refuse_outside(kommentierphase, received_on)
    now = timezone.now()
    kommentar = Kommentar.objects.create(
        baustein=baustein,
        fassung=kommentierphase.fassung_of(baustein),
        kommentierphase=kommentierphase,
        channel=channel,
        received_on=received_on,
        contributor=contributor.strip(),
        entered_by=by,
        category=category,
        text=text,
        status=Status.PUBLISHED,
        idempotency_key=idempotency_key,
        created_at=now,
        published_at=now,
        # Whoever entered it has read it.
        read_at=now,
    )
    count(kommentar, +1)
    return kommentar


def refuse_outside(phase, received_on):
    """Raise ActionRefused unless ``received_on`` is a day of the phase and not to come."""
    first, last = timezone.localdate(phase.starts_at), last_day(phase.ends_at)
    if not first <= received_on <= min(last, timezone.localdate()):
        raise ActionRefused(
            _(
                "Der Beitrag muss in der Kommentierphase eingegangen sein: vom %(start)s bis "
                "zum %(end)s."
            )
            % {"start": long_date(phase.starts_at), "end": long_date(phase.ends_at, end=True)}
        )
