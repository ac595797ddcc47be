"""What Kommentierphasen hold back in their Strategien (``strategies.participation``)."""

from django.utils import timezone
from django.utils.translation import gettext as _

from strategies.dependents import Dependent
from strategies.models import Baustein, Konzept

from .models import Kommentierphase


def is_open(strategie):
    return strategie.kommentierphasen.open_at(timezone.now()).exists()


def why_kept(row):
    """Return why a Konzept or Strategie with Kommentierphasen is not deleted; else „“."""
    if isinstance(row, Baustein):
        return ""
    path = "strategie__konzept" if isinstance(row, Konzept) else "strategie"
    if not Kommentierphase.objects.filter(**{path: row.pk}).exists():
        return ""
    return _(
        "Zu „%(row)s“ gibt es Kommentierphasen; deshalb wird nichts gelöscht. "
        "Archivieren Sie stattdessen: Dann sieht es die Öffentlichkeit nicht mehr, "
        "und die Beteiligung bleibt dokumentiert."
    ) % {"row": row}


def running(bausteine):
    """What a Kommentierphase that is open says beside its Bausteine (``strategies.dependents``)."""
    is_running = _open_in({row.strategie_id for row in bausteine})
    return {row.pk: [Dependent(_is_running)] for row in bausteine if row.strategie_id in is_running}


def _is_running(number):
    return _("Phase läuft")


def bound(strategien):
    """Why nothing moves in or out of Strategien whose phase is open (``strategies.dependents``)."""
    words = _(
        "In „%(strategie)s“ läuft eine Kommentierphase. Bis zu ihrem Ende bleiben Art und "
        "Strategie der Texte, wie sie sind; Nummer und Reihenfolge können sich ändern."
    )
    return {pk: words % {"strategie": name} for pk, name in _open_in(strategien).items()}


def _open_in(strategien):
    phases = Kommentierphase.objects.open_at(timezone.now()).filter(strategie__in=strategien)
    return {row.strategie_id: row.strategie for row in phases.select_related("strategie")}
