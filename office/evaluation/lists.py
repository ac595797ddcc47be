"""The lists of the workplace, fifty to a page; pages follow one another by key."""

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

from evaluation.models import Anliegen
from fulltext.words import MAX_LENGTH, matching
from keyset import key_in, load_page

from ..places import with_places

PAGE_SIZE, MOST_OFFERED = 50, 10
# Of an Anliegen: its contributions that everybody can read.
PUBLIC_COUNT = Count("zuordnungen", filter=Q(zuordnungen__kommentar__status="published"))
UNASSIGNED, ALL, BUNDLED, ASIDE = "offen", "alle", "anliegen", "kenntnis"
TABS = {
    UNASSIGNED: gettext_lazy("Ohne Anliegen"),
    ALL: gettext_lazy("Alle"),
    BUNDLED: gettext_lazy("Nach Anliegen"),
    ASIDE: gettext_lazy("Enthalten keines"),
}


def key_of(request):
    """The key after which a page begins; 0 for the first."""
    return key_in(request.GET.get("nach", ""))


def _page(rows, after):
    return load_page(rows.fetch_mode(FETCH_RAISE), size=PAGE_SIZE, after=after)


def load_contributions(rows, *, after):
    """A page of contributions, oldest first, each with its Anliegen."""
    anliegen = Anliegen.objects.active().order_by("number")
    return _page(
        with_places(rows.filter(pk__gt=after))
        .defer("folded")
        .prefetch_related(Prefetch("anliegen", anliegen))
        .order_by("pk"),
        after,
    )


def load_bundles(rows, *, after):
    """A page of Anliegen, the latest first, with the number of their public contributions."""
    if after:
        rows = rows.filter(pk__lt=after)
    return _page(rows.annotate(contribution_count=PUBLIC_COUNT).order_by("-pk"), after)


def find_anliegen(auswertung, words):
    """The Anliegen that have these words, the largest first; a number is that of an Anliegen."""
    words = " ".join(words.split())[:MAX_LENGTH]
    if not words:
        return []
    matches = matching(words, "folded")
    if words.isdecimal():
        matches |= Q(number=key_in(words))
    rows = auswertung.anliegen.active().filter(matches).annotate(contribution_count=PUBLIC_COUNT)
    return list(rows.order_by("-contribution_count", "number")[:MOST_OFFERED])


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
