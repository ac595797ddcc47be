"""What is going on, on the desk: phases that run and come, and texts that are being written."""

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    Value,
    When,
    Window,
)
from django.db.models.functions import RowNumber

from phases.models import Kommentierphase
from strategies.models import Fassung, Konzept, Publikationsstatus, Zustaendigkeit
from strategies.withheld import withheld

from ..pictures.access import edited_konzepte
from ..plan.entries import entry
from ..plan.line import MOST, LineOfTime

# So many texts are named; the page of all texts has the others.
TEXTS_SHOWN = 8


class PhasesAhead:
    """The phases that run or come in the Konzepte of ``user``, in one query.

    A draft is there for its editors alone, who can also do something with each phase.

    Attributes:
        rows: as ``plan/row.html`` takes them.
        line: the ``LineOfTime`` of them.
    """

    def __init__(self, user, now):
        found = list(_phases(user, now))
        self.rows = [entry(row, now, is_edited=row.is_edited) for row in found]
        self.line = LineOfTime(found, now)
        self.is_editor = user.has_perm("phases.change_kommentierphase")


def _phases(user, now):
    own = Konzept.objects.assigned_to(user, *Zustaendigkeit.Role.values)
    edited = Konzept.objects.assigned_to(user, Zustaendigkeit.Role.REDAKTION)
    if not user.has_perm("phases.change_kommentierphase"):
        edited = edited.none()
    here = {"pk": OuterRef("strategie__konzept")}
    rows = Kommentierphase.objects.filter(strategie__konzept__in=own, ends_at__gt=now)
    rows = rows.annotate(is_edited=Exists(edited.filter(**here)))
    rows = rows.filter(Q(status=Kommentierphase.Status.PUBLISHED) | Q(is_edited=True))
    return rows.select_related("strategie__konzept").order_by("starts_at", "pk")[:MOST]


def texts_in_work(user):
    """The drafts in the Konzepte that ``user`` edits, the newest first, in one query.

    Texts of a Strategie that were never public (``is_new``) are one row, the newest of so many
    (``number_of_texts``). ``waits`` says whether it is published with an Auswertung.
    """
    drafts = Fassung.objects.drafts().filter(baustein__strategie__konzept__in=edited_konzepte(user))
    drafts = drafts.exclude(baustein__status=Publikationsstatus.ARCHIVED)
    is_new = Q(baustein__fassung=None)
    each = Case(When(is_new, then=Value(0)), default=F("baustein"), output_field=BigIntegerField())
    group = [F("baustein__strategie"), each]
    newest = [F("created_at").desc(), F("pk").desc()]
    rows = drafts.annotate(
        is_new=Case(When(is_new, then=Value(True)), default=Value(False)),
        waits=Exists(withheld(drafts).filter(pk=OuterRef("pk"))),
        number_of_texts=Window(Count("pk"), partition_by=group),
        place=Window(RowNumber(), partition_by=group, order_by=newest),
    )
    rows = rows.filter(place=1).select_related("baustein__strategie__konzept", "created_by")
    return list(rows.defer("text", "html", "folded", "facts").order_by(*newest)[:TEXTS_SHOWN])
