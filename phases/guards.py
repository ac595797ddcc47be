"""What Kommentierphasen hold back in their Strategien (``strategies.participation``)."""

from django.utils import timezone
from django.utils.translation import gettext as _

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
