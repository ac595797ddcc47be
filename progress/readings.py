"""What everybody may read of the Umsetzung: published Vorhaben with their published Stände."""

from collections import Counter, defaultdict

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from evaluation.models import Anliegen, Ergebnis

from . import public
from .filters import NOT_AS_PLANNED
from .models import Foto, Meilenstein, Stand, State, Vorhaben

NEWS_SHOWN = 3
# Stände read for each piece of news: some Vorhaben tell several in a row.
_NEWS_AT_ONCE = 4
# Of a chain of Anliegen that were merged; each in the next.
_LONGEST_CHAIN = 5


def public_vorhaben():
    """Published Vorhaben with what a line of a list shows."""
    return Vorhaben.objects.published().select_related("konzept__umsetzung", "stand")


def with_steps(rows):
    """Add how many steps there are and are done."""
    steps = Meilenstein.objects.filter(vorhaben=OuterRef("pk"))
    return rows.annotate(
        step_count=_number_of(steps), done_count=_number_of(steps.exclude(done_on=None))
    )


def _number_of(rows):
    """Counted for the rows of a page alone, where a join would count all of them first."""
    counted = rows.order_by().values("vorhaben").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def numbers_of(rows):
    """How many of ``rows`` are in which state, and not as planned.

    Returns:
        ({State: number} in the order of the states, without those that are not there; number
        of those that are delayed or at risk); one query.
    """
    found = (
        rows.order_by()
        .values_list("stand__state", "stand__health")
        .annotate(number=Count("pk", distinct=True))
    )
    states, late = Counter(), 0
    for state, health, number in found:
        states[state] += number
        late += number if health in NOT_AS_PLANNED else 0
    return {state: states[state] for state in State if states[state]}, late


def news_of(rows, most=NEWS_SHOWN):
    """The newest Stände of ``rows`` that say something, at most one of each Vorhaben.

    Read from the newest on, some at a time: there may be ten thousand.
    """
    stands = (
        Stand.objects.published()
        .filter(vorhaben__in=rows.order_by().values("pk"))
        .exclude(kind=Stand.Kind.UNCHANGED)
        .select_related("vorhaben__konzept")
        .order_by("-published_at", "-pk")
    )
    found, start, size = {}, 0, _NEWS_AT_ONCE * most
    while len(found) < most:
        chunk = list(stands[start : start + size])
        for stand in chunk:
            found.setdefault(stand.vorhaben_id, stand)
        if len(chunk) < size:
            break
        start += size
    return list(found.values())[:most]


def history_of(vorhaben):
    """Its published Stände, the newest first, each with its photos."""
    rows = vorhaben.staende.published().select_related("corrects").prefetch_related("fotos")
    return list(rows.order_by("-number"))


def photos_of(vorhaben):
    """The photos of its published Stände, the newest first."""
    rows = Foto.objects.filter(stand__vorhaben=vorhaben, stand__in=Stand.objects.published())
    return list(rows.select_related("stand").order_by("-pk"))


def demanded_in(vorhaben):
    """The published Ergebnisse of the Anliegen that asked for it, as they hold today.

    What was merged into another Anliegen counts as that one. Each has ``contribution_count``.
    """
    pks = set(vorhaben.anliegen.values_list("pk", flat=True))
    return list(
        Ergebnis.objects.current()
        .filter(anliegen__in=merged(pks))
        .select_related("ausgabe__auswertung__kommentierphase__strategie__konzept")
        .annotate(contribution_count=Count("beitraege"))
        .order_by("ausgabe", "number")
    )


def merged(pks):
    """The Anliegen that these are part of by now, themselves included."""
    for _step in range(_LONGEST_CHAIN):
        into = Anliegen.objects.filter(pk__in=pks, merged_into__isnull=False)
        more = set(into.values_list("merged_into", flat=True)) - pks
        if not more:
            break
        pks = pks | more
    return pks


def of_bausteine(bausteine):
    """The Vorhaben that belong to one of these Bausteine, as a list; one query, or none where
    there is no Umsetzung."""
    if not public.is_told():
        return []
    pks = [row.pk for row in bausteine]
    return list(public_vorhaben().filter(baustein__in=pks).order_by("position", "pk"))


def attach(ergebnisse):
    """Give each of these Ergebnisse ``carried_out``: the Vorhaben that came of its Anliegen."""
    ergebnisse = list(ergebnisse)
    found = of_ergebnisse(ergebnisse) if ergebnisse and public.is_told() else {}
    for row in ergebnisse:
        row.carried_out = found.get(row.anliegen_id, [])


def of_ergebnisse(ergebnisse):
    """{primary key of an Anliegen: [Vorhaben, …]} that came of these Ergebnisse.

    Args:
        ergebnisse: or anything with an ``anliegen_id``.

    One query, two more if there are any.
    """
    pks = {row.anliegen_id for row in ergebnisse}
    links = Vorhaben.anliegen.through.objects
    pairs = list(
        links.filter(anliegen__in=with_merged(pks))
        .values_list("anliegen", "anliegen__merged_into", "vorhaben")
        .order_by("vorhaben__position", "vorhaben")
    )
    rows = public_vorhaben().in_bulk({vorhaben for *_anliegen, vorhaben in pairs}) if pairs else {}
    found = defaultdict(list)
    for anliegen, merged_into, vorhaben in pairs:
        target = anliegen if anliegen in pks else merged_into
        if vorhaben in rows and rows[vorhaben] not in found[target]:
            found[target].append(rows[vorhaben])
    return found


def with_merged(pks):
    """The Anliegen of these primary keys, and those that were merged into them."""
    return Anliegen.objects.filter(Q(pk__in=pks) | Q(merged_into__in=pks)).values("pk")
