"""Who is on the list of those who may write first. The log has every change, and no address."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .actions import PhaseConflict
from .invitations import MOST, normal
from .models import Einladung, Kommentierphase, Phasenprotokoll


def may_invite(phase, now):
    """Whether the list of a phase still decides anything: it is not for everybody yet."""
    return phase.public_from is not None and now < min(phase.public_from, phase.ends_at)


@transaction.atomic
def invite(phase, addresses, *, by):
    """Put addresses on the list of a phase; those that are on it stay as they are.

    Returns:
        How many are new.

    Raises:
        PhaseConflict: everybody may write by now, or there would be more than ``MOST``.
    """
    phase = _locked(phase)
    known = set(phase.einladungen.values_list("email", flat=True))
    new = sorted({normal(address) for address in addresses} - known)
    if len(known) + len(new) > MOST:
        raise PhaseConflict(
            _("Mehr als %(most)d Adressen gehen nicht; auf der Liste stehen schon %(known)d.")
            % {"most": MOST, "known": len(known)}
        )
    rows = [Einladung(kommentierphase=phase, email=address) for address in new]
    Einladung.objects.bulk_create(rows, batch_size=500)
    if new:
        words = ngettext("%(n)d Adresse eingeladen", "%(n)d Adressen eingeladen", len(new))
        _record(phase, words % {"n": len(new)}, by=by)
    return len(new)


@transaction.atomic
def uninvite(phase, addresses, *, by):
    """Take addresses off the list of a phase; return how many were on it.

    What they have written stays. An invitation that waits in the outbox does not leave.

    Raises:
        PhaseConflict: everybody may write by now.
    """
    phase = _locked(phase)
    rows = phase.einladungen.filter(email__in=[normal(address) for address in addresses])
    number, _models = rows.delete()
    if number:
        words = ngettext("%(n)d Adresse gestrichen", "%(n)d Adressen gestrichen", number)
        _record(phase, words % {"n": number}, by=by)
    return number


def _locked(phase):
    """Reload the phase under the lock that whoever writes in it waits for (``phases.rules``)."""
    phase = Kommentierphase.objects.select_for_update(no_key=True).get(pk=phase.pk)
    if not may_invite(phase, timezone.now()):
        raise PhaseConflict(
            _("In dieser Phase schreiben nicht (mehr) nur Eingeladene; die Liste gilt nicht mehr.")
        )
    return phase


def _record(phase, words, *, by):
    Phasenprotokoll.objects.create(
        kommentierphase=phase, action=Phasenprotokoll.Action.INVITED, by=by, new=words
    )
