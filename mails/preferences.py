"""What people chose to get by mail, and how often."""

from django.db import transaction

from .models import DESK, DIGEST, Frequency, Kind, MailPreference


def frequencies(user):
    """Return {kind: frequency} of a person, for every kind."""
    chosen = dict(MailPreference.objects.filter(user=user).values_list("kind", "frequency"))
    return {kind: Frequency(chosen.get(kind, kind.default_frequency)) for kind in Kind}


def frequency_of(user, kind):
    return frequencies(user)[Kind(kind)]


def wants(user, kind):
    """Whether a mail of this kind may go to this person; obligatory mail always may."""
    if not kind:
        return True
    if not user.is_active:
        return False
    if kind in (DIGEST, DESK):
        return bool(_collected(user, kind))
    return frequency_of(user, kind) != Frequency.NONE


def _collected(user, collecting):
    """The kinds that come in a daily mail: that of what waits for staff, or that of the rest."""
    return [
        kind
        for kind, frequency in frequencies(user).items()
        if frequency == Frequency.DAILY and kind.is_for_staff == (collecting == DESK)
    ]


def choose(user, kind, frequency):
    MailPreference.objects.update_or_create(user=user, kind=kind, defaults={"frequency": frequency})


@transaction.atomic
def unsubscribe(user, kind):
    """End mails of ``kind`` for a person; of one that collects, all that it does. Idempotent."""
    for each in _collected(user, kind) if kind in (DIGEST, DESK) else [kind]:
        choose(user, each, Frequency.NONE)
