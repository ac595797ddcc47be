"""What this app keeps about a person (see ``accounts.own_data.personal_data``)."""

from django.db.models import Q
from django.utils.translation import gettext as _

from .models import Stand, Umsetzungsbericht, Umsetzungsprotokoll

LINKS = {
    "progress.Stand.by": "cut",
    "progress.Stand.published_by": "cut",
    "progress.Umsetzungsbericht.published_by": "cut",
    "progress.Umsetzungsprotokoll.by": "cut",
    "progress.Vorhabenabonnement.user": "deleted",
}


def export(user):
    reports = Stand.objects.filter(Q(by=user) | Q(published_by=user)).select_related("vorhaben")
    editions = Umsetzungsbericht.objects.filter(published_by=user).select_related("konzept")
    steps = Umsetzungsprotokoll.objects.filter(by=user)
    follows = user.vorhabenabonnements.with_target()
    return {
        _("Welchen Vorhaben Sie folgen"): [
            {_("was"): str(row.target), _("seit"): row.created_at} for row in follows
        ],
        _("Stände, die Sie geschrieben oder veröffentlicht haben"): [
            {
                _("Vorhaben"): str(row.vorhaben),
                _("Stand vom"): str(row.date),
                _("geschrieben"): row.written_at if row.by_id == user.pk else None,
                _("veröffentlicht"): row.published_at if row.published_by_id == user.pk else None,
            }
            for row in reports.order_by("pk")
        ],
        _("Umsetzungsberichte, die Sie veröffentlicht haben"): [
            {_("Bericht"): str(row), _("am"): row.published_at} for row in editions.order_by("pk")
        ],
        _("Schritte in der Umsetzung"): [
            {
                _("am"): row.at,
                _("Vorgang"): row.get_action_display(),
                _("Einzelheiten"): row.details,
            }
            for row in steps.order_by("pk")
        ],
    }


def anonymise(user, *, withdraw):
    """Nothing that deleting the account does not do: the trace stays, without the person."""
