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


URGENT, LARGEST, BY_NUMBER, BY_OFFICE = "", "groesse", "nummer", "amt"
ORDERS = {
    URGENT: gettext_lazy("die dringendsten zuerst"),
    LARGEST: gettext_lazy("die mit den meisten Beiträgen zuerst"),
    BY_NUMBER: gettext_lazy("nach Nummer"),
    BY_OFFICE: gettext_lazy("nach Amt, dort die dringendsten zuerst"),
}
# What each order goes by, ascending; „pk“ decides between equals.
_KEYS = {
    URGENT: ("rank", "due", "pk"),
    LARGEST: ("fewer", "pk"),
    BY_NUMBER: ("auswertung_id", "number", "pk"),
    BY_OFFICE: ("office", "rank", "due", "pk"),
}


def load_work(rows, *, after, order=URGENT):
    """A page of Anliegen, each with the number of its public contributions.

    Args:
        order: one of ``ORDERS``; by urgency what is not released and due soonest comes first.
    """
    names = _KEYS[order]
    rows = rows.annotate(
        contribution_count=PUBLIC_COUNT,
        fewer=-PUBLIC_COUNT,
        rank=Case(
            When(status=Anliegen.Status.RELEASED, then=1), default=0, output_field=IntegerField()
        ),
        due=Coalesce("deadline", Value(date.max), output_field=DateField()),
    )
    if last := after and rows.filter(pk=after).values(*names).first():
        rows = rows.filter(_behind(last, names))
    return _page(rows.with_strategie().order_by(*names), after)


def _behind(last, names):
    """The rows that come after one with these values."""
    behind, equal = Q(), Q()
    for name in names:
        behind |= equal & Q(**{f"{name}__gt": last[name]})
        equal &= Q(**{name: last[name]})
    return behind
