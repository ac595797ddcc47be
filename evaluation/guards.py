"""What an Auswertung holds back in its Strategie (``strategies.dependents``)."""

from django.utils.translation import gettext as _

from strategies.dependents import Dependent

from .models import Auswertung


def running(bausteine):
    """What an Auswertung in progress says beside the Bausteine of its Strategie."""
    is_running = _running_in({row.strategie_id for row in bausteine})
    return {row.pk: [Dependent(_is_running)] for row in bausteine if row.strategie_id in is_running}


def _is_running(number):
    return _("Auswertung läuft")


def bound(strategien):
    """Why nothing moves in or out of Strategien whose Auswertung is in progress."""
    words = _(
        "Die Auswertung von „%(strategie)s“ ist noch nicht veröffentlicht. Bis dahin bleiben "
        "Art und Strategie der Texte, wie sie sind; Nummer und Reihenfolge können sich ändern."
    )
    return {pk: words % {"strategie": name} for pk, name in _running_in(strategien).items()}


def _running_in(strategien):
    rows = Auswertung.objects.filter(
        status=Auswertung.Status.IN_PROGRESS, kommentierphase__strategie__in=strategien
    ).select_related("kommentierphase__strategie")
    return {row.kommentierphase.strategie_id: row.strategie for row in rows}
