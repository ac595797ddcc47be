"""What this app keeps about a person (see ``accounts.own_data.personal_data``)."""

from django.utils.translation import gettext as _

from .models import Phasenprotokoll

LINKS = {"phases.Phasenprotokoll.by": "cut"}


def export(user):
    rows = Phasenprotokoll.objects.filter(by=user).select_related("kommentierphase__strategie")
    return {
        _("Änderungen an Kommentierphasen"): [
            {
                _("am"): row.at,
                _("Phase"): str(row.kommentierphase),
                _("Vorgang"): row.get_action_display(),
                _("Grund"): row.reason,
            }
            for row in rows.order_by("pk")
        ]
    }


def anonymise(user, *, withdraw):
    """Nothing that deleting the account does not do: the log stays, without the person."""
