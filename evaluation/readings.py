"""What everybody may read of published Auswertungen, asked from comments and Bausteine.

Only Ergebnisse of the newest editions are asked, never the Anliegen: a verdict that is
being worked on, or a correction that is not published, is seen by nobody.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Prefetch
from django.utils.html import format_html

from comments.models import Status
from municipality.language import german, sentence

from .models import Ergebnis, Ergebnisbeitrag, Ergebnisfassung
from .models.ausgabe import ABOUT
from .paragraphs import named

# With what the addresses of an Ergebnis and of a Fassung are made of.
_PLACE = "ausgabe__auswertung__kommentierphase__strategie__konzept"


def phases_of(strategie):
    """The published phases of a Strategie, each with its Auswertung, as a list."""
    return list(strategie.kommentierphasen.public().select_related("auswertung"))


def result(phase):
    """The published result of a phase, None before; ``auswertung`` is to be loaded with it.

    Args:
        phase: a Kommentierphase, or None.
    """
    auswertung = getattr(phase, "auswertung", None)
    return auswertung if auswertung and auswertung.is_public else None


def with_changes():
    """The Fassungen an Ergebnis led to, for ``prefetch_related``."""
    rows = Ergebnisfassung.objects.select_related("before", "fassung__baustein__strategie__konzept")
    return rows.order_by("fassung__baustein__position", "pk")


@dataclass(frozen=True)
class ShownOutcome:
    """An Ergebnis under one contribution of a page; the reasons stand at the first of them."""

    ergebnis: Ergebnis
    with_reasons: bool
    # Of a long contribution: the paragraphs that it answers.
    paragraphs: str = ""

    @property
    def sentence(self):
        """What is said of the Anliegen, with a link to it, as HTML."""
        row = self.ergebnis
        address, title = row.get_absolute_url(), german(row.title)
        words = sentence(
            ABOUT,
            title=format_html('<a href="{}">{}</a>', address, title),
            verdict=format_html("<b>{}</b>", row.get_verdict_display()),
        )
        where = named(self.paragraphs)
        return format_html("{} · {}", where, words) if where else words

    @property
    def changes(self):
        """The changed texts that everybody may read; loaded with it."""
        return [change for change in self.ergebnis.fassungen.all() if change.is_public]


def outcomes_of(kommentare, phases=()):
    """What became of these contributions; one query, a few more if anything has.

    Args:
        kommentare: in the order in which the page shows them.
        phases: some that are known with their ``auswertung``, so that nothing need be asked
            of contributions to those whose results are not published.

    Returns:
        {primary key: [ShownOutcome, …]}; nothing for those that cannot be read (any more).
    """
    without = {phase.pk for phase in phases if result(phase) is None}
    legible = [
        row.pk for row in kommentare if row.is_published and row.kommentierphase_id not in without
    ]
    if not legible:
        return {}
    rows = Ergebnisbeitrag.objects.filter(kommentar__in=legible)
    if not rows.exists():
        return {}
    rows = (
        rows.filter(ergebnis__in=Ergebnis.objects.current())
        .select_related(f"ergebnis__{_PLACE}")
        .prefetch_related(Prefetch("ergebnis__fassungen", with_changes()))
        .order_by("ergebnis__ausgabe", "ergebnis__number")
    )
    found = defaultdict(list)
    for row in rows:
        found[row.kommentar_id].append((row.ergebnis, row.paragraphs))
    return _with_reasons_once(legible, found)


def _with_reasons_once(pks, found):
    """{primary key: [ShownOutcome, …]}; what eight contributions asked for is explained once."""
    explained, outcomes = set(), {}
    for pk in pks:
        for ergebnis, paragraphs in found.get(pk, ()):
            is_first = ergebnis.pk not in explained
            outcomes.setdefault(pk, []).append(ShownOutcome(ergebnis, is_first, paragraphs))
            explained.add(ergebnis.pk)
    return outcomes


def decided_of(user, most=20):
    """What of somebody's contributions was decided last: their primary keys, newest result first.

    Args:
        most: so many at most.
    """
    rows = Ergebnisbeitrag.objects.filter(
        kommentar__author=user,
        kommentar__status=Status.PUBLISHED,
        ergebnis__in=Ergebnis.objects.current(),
    )
    rows = rows.order_by("-ergebnis__ausgabe__published_at", "-kommentar")
    # One contribution can be in several Anliegen.
    return list(dict.fromkeys(rows.values_list("kommentar", flat=True)[: 5 * most]))[:most]


@dataclass
class Change:
    """Why a Baustein reads as it does: the Ergebnisse behind its current Fassung.

    Attributes:
        address: where the present text and the one before are compared.
        is_new: whether there was none before.
        contributions: how many different contributions were behind it.
    """

    address: str
    is_new: bool
    ergebnisse: list = field(default_factory=list)
    kommentare: set = field(default_factory=set)

    @property
    def contributions(self):
        return len(self.kommentare)


def changes_of(bausteine, phases=None):
    """Why these Bausteine were changed last; one query, a few more if any was.

    Args:
        phases: all that their Strategie had, where they are known with their ``auswertung``:
            without a published result nothing was changed because of one.

    Returns:
        {primary key: Change} of those whose current Fassung came with an edition.
    """
    if phases is not None and not any(map(result, phases)):
        return {}
    current = [row.fassung_id for row in bausteine if row.fassung_id]
    return _changes(Ergebnisfassung.objects.filter(fassung__in=current))


def change_between(older, newer):
    """Why two Fassungen of a Baustein differ: a Change, or None where no edition says it."""
    if not newer.number:
        return None
    between = Ergebnisfassung.objects.filter(
        fassung__baustein=newer.baustein_id,
        fassung__number__gt=older.number,
        fassung__number__lte=newer.number,
    )
    return _changes(between).get(newer.baustein_id)


def _changes(rows):
    """{primary key of a Baustein: Change}"""
    if not rows.exists():
        return {}
    rows = (
        rows.filter(ergebnis__in=Ergebnis.objects.current())
        .select_related(f"ergebnis__{_PLACE}", "before", "fassung__baustein__strategie__konzept")
        .prefetch_related("ergebnis__beitraege")
        .order_by("ergebnis__number")
    )
    found = {}
    for row in rows:
        change = found.setdefault(
            row.fassung.baustein_id, Change(row.get_absolute_url(), row.before is None)
        )
        change.ergebnisse.append(row.ergebnis)
        change.kommentare.update(each.kommentar_id for each in row.ergebnis.beitraege.all())
    return found
