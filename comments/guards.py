"""What comments hold back in the Baustein they are about (``strategies.participation``)."""

from django.db.models import Count, F, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from strategies.dependents import Dependent
from strategies.models import Baustein

from .models import Kommentar


def why_kept(row):
    """Return why a Baustein with comments is not deleted; else „“."""
    if not (isinstance(row, Baustein) and row.kommentare.exists()):
        return ""
    return _(
        "„%(row)s“ ist schon kommentiert worden und wird deshalb nicht gelöscht. "
        "Archivieren Sie den Baustein stattdessen: Dann sieht ihn die "
        "Öffentlichkeit nicht mehr, und die Beiträge bleiben erhalten."
    ) % {"row": row}


def numbers(bausteine):
    """How many comments and votes hang on Bausteine (``strategies.dependents``), in one query."""
    rows = (
        Kommentar.objects.filter(baustein__in=[row.pk for row in bausteine])
        .order_by()
        .values("baustein")
        .annotate(comments=Count("pk"), votes=Sum(F("up_count") + F("down_count")))
    )
    return {row["baustein"]: _numbers(row["comments"], row["votes"]) for row in rows}


def _numbers(comments, votes):
    votes = [Dependent(_votes, votes)] if votes else []
    return [Dependent(_comments, comments), *votes]


def _comments(number):
    return ngettext("%(n)d Kommentar", "%(n)d Kommentare", number) % {"n": number}


def _votes(number):
    return ngettext("%(n)d Stimme", "%(n)d Stimmen", number) % {"n": number}
