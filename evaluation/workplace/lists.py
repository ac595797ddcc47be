"""The lists of the workplace, fifty to a page; pages follow one another by key."""

from dataclasses import dataclass
from datetime import date

from django.db.models import (
    FETCH_RAISE,
    Case,
    Count,
    DateField,
    IntegerField,
    Prefetch,
    Q,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy

from ..models import Anliegen

PAGE_SIZE = 50
# More digits than a primary key can have.
LONGEST_KEY = 18
UNASSIGNED, ALL, BUNDLED = "offen", "alle", "anliegen"
TABS = {
    UNASSIGNED: gettext_lazy("Ohne Anliegen"),
    ALL: gettext_lazy("Alle"),
    BUNDLED: gettext_lazy("Nach Anliegen"),
}


@dataclass
class Page:
    rows: list
    next_key: int | None = None
    is_first: bool = True


def key_of(request):
    """The key after which a page begins; 0 for the first."""
    after = request.GET.get("nach", "")
    return int(after) if after.isdecimal() and len(after) <= LONGEST_KEY else 0


def _page(rows, after):
    found = list(rows.fetch_mode(FETCH_RAISE)[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    more = len(found) > PAGE_SIZE
    return Page(rows=shown, next_key=shown[-1].pk if more else None, is_first=not after)


def load_contributions(rows, *, after):
    """A page of contributions, oldest first, each with its Anliegen."""
    anliegen = Anliegen.objects.active().order_by("number")
    return _page(
        rows.filter(pk__gt=after)
        .select_related("author", "baustein__strategie")
        .prefetch_related(Prefetch("anliegen", anliegen))
        .order_by("pk"),
        after,
    )


def load_bundles(rows, *, after):
    """A page of Anliegen, the latest first, with the number of their public contributions."""
    if after:
        rows = rows.filter(pk__lt=after)
    public = Count("zuordnungen", filter=Q(zuordnungen__kommentar__status="published"))
    return _page(rows.annotate(contribution_count=public).order_by("-pk"), after)


def load_work(rows, *, after):
    """A page of Anliegen by urgency: not released, by deadline; what is overdue comes first."""
    rows = rows.annotate(
        rank=Case(
            When(status=Anliegen.Status.RELEASED, then=1), default=0, output_field=IntegerField()
        ),
        due=Coalesce("deadline", Value(date.max), output_field=DateField()),
    )
    if last := after and rows.filter(pk=after).values("rank", "due").first():
        rows = rows.filter(
            Q(rank__gt=last["rank"])
            | Q(rank=last["rank"], due__gt=last["due"])
            | Q(rank=last["rank"], due=last["due"], pk__gt=after)
        )
    return _page(rows.with_strategie().order_by("rank", "due", "pk"), after)
