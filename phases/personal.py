"""What this app keeps about a person (see ``accounts.own_data.personal_data``)."""

from django.utils.translation import gettext as _

from .invitations import KEPT
from .models import Einladung, Phasenprotokoll

LINKS = {"phases.Phasenprotokoll.by": "cut"}


def export(user):
    rows = Phasenprotokoll.objects.filter(by=user).select_related("kommentierphase__strategie")
    invited = Einladung.objects.of_address(user.email).select_related("kommentierphase__strategie")
    return {
        _("Einladungen, vor allen anderen mitzureden"): [
            {
                _("Phase"): str(row.kommentierphase),
                _("eingetragen"): row.created_at,
                _("angeschrieben"): row.told_at,
            }
            for row in invited.order_by("pk")
        ],
        _("Änderungen an Kommentierphasen"): [
            {
                _("am"): row.at,
                _("Phase"): str(row.kommentierphase),
                _("Vorgang"): row.get_action_display(),
                _("Grund"): row.reason,
            }
            for row in rows.order_by("pk")
        ],
    }


def anonymise(user, *, withdraw):
    """The log stays, without the person; their address goes from the lists of those invited."""
    Einladung.objects.of_address(user.email).delete()


def purge(now):
    old = Einladung.objects.filter(kommentierphase__ends_at__lt=now - KEPT)
    return {_("Adressen von Eingeladenen"): old.delete()[0]}
