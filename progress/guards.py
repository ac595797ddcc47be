"""What Vorhaben hold back in the document they came from (``strategies``)."""

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from strategies.dependents import Dependent
from strategies.models import Baustein, Strategie

from .models import Umsetzungsbericht, Vorhaben


def why_kept(row):
    """Return why a Konzept, Strategie or Baustein with Vorhaben is not deleted; else „“."""
    if isinstance(row, Baustein):
        found = Vorhaben.objects.filter(baustein=row.pk)
    elif isinstance(row, Strategie):
        found = Vorhaben.objects.filter(
            Q(baustein__strategie=row.pk) | Q(discussed__strategie=row.pk)
        )
    else:
        found = Vorhaben.objects.filter(konzept=row.pk)
        if Umsetzungsbericht.objects.filter(konzept=row.pk).exists():
            return _kept() % {"row": row}
    return _kept() % {"row": row} if found.exists() else ""


def _kept():
    return _(
        "Zu „%(row)s“ gibt es Vorhaben der Umsetzung; deshalb wird nichts gelöscht. Archivieren "
        "Sie stattdessen: Dann sieht es die Öffentlichkeit nicht mehr, und die Vorhaben bleiben."
    )


def numbers(bausteine):
    """How many Vorhaben belong to Bausteine (``strategies.dependents``), in one query."""
    rows = (
        Vorhaben.objects.active()
        .filter(baustein__in=[row.pk for row in bausteine])
        .order_by()
        .values("baustein")
        .annotate(number=Count("pk"))
    )
    return {row["baustein"]: [Dependent(_number, row["number"])] for row in rows}


def _number(number):
    return ngettext("%(n)d Vorhaben", "%(n)d Vorhaben", number) % {"n": number}
