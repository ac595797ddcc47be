"""All texts somebody writes, as the document has them, each with its state."""

from django.db.models import OuterRef, Prefetch, Subquery

from strategies.models import Baustein, Fassung, Publikationsstatus, Strategie
from strategies.withheld import withheld

from ..pictures.access import edited_konzepte


def overview_for(user):
    """The Konzepte ``user`` edits, with ``rows`` of Strategien and these with ``rows`` of texts.

    Says of each Strategie how many ``drafts`` publishing it would make public, and of each text
    whether it ``waits`` for its Auswertung. Four queries.
    """
    konzepte = edited_konzepte(user).only("title", "status").order_by("title", "pk")
    found = list(konzepte.prefetch_related(Prefetch("strategien", _strategien())))
    drafts = Fassung.objects.drafts().filter(baustein__strategie__konzept__in=konzepte.order_by())
    waiting = set(withheld(drafts).values_list("baustein", flat=True))
    for konzept in found:
        konzept.rows = list(konzept.strategien.all())
        for strategie in konzept.rows:
            strategie.rows = [_marked(row, waiting) for row in strategie.bausteine.all()]
            strategie.drafts = sum(_is_due(row) for row in strategie.rows)
        konzept.drafts = sum(
            row.drafts for row in konzept.rows if row.status != Publikationsstatus.ARCHIVED
        )
    return found


def _strategien():
    rows = Strategie.objects.only("konzept", "number", "title", "status")
    return rows.order_by("position", "pk").prefetch_related(Prefetch("bausteine", _texts()))


def _texts():
    draft = Fassung.objects.drafts().filter(baustein=OuterRef("pk"))
    return (
        Baustein.objects.goals()
        .only(
            "strategie", "kind", "number", "title", "status",
            "fassung__number", "fassung__published_at",
        )
        .select_related("fassung")
        .annotate(draft_since=Subquery(draft.values("created_at")[:1]))
        .order_by("position", "pk")
    )  # fmt: skip


def _marked(row, waiting):
    row.waits = row.pk in waiting
    return row


def _is_due(row):
    return bool(row.draft_since) and not row.waits and row.status != Publikationsstatus.ARCHIVED
