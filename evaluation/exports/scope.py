"""Which rows a download holds: what everybody may read, or what a member of staff works with.

Rows are read in chunks by their keys. What is hidden while a file is written is left out
from then on; which editions are the newest is settled once, at the beginning.
"""

from collections import defaultdict
from functools import cached_property
from itertools import batched, chain

from django.conf import settings
from django.db.models import Prefetch
from django.utils import translation

from comments.models import Kommentar
from strategies.models import Baustein, Fassung

from ..letters import paragraphs_among
from ..models import Anliegen, Ergebnis, Ergebnisbeitrag, Ergebnisfassung, Textaenderung, Zuordnung
from ..passages import quoted_by
from .columns import Concern, Contribution, concern_columns, contribution_columns
from .notes import notes_of

CHUNK = 500
# Each holds the numbers of all its contributions.
CONCERN_CHUNK = 50


class Scope:
    """Rows of the two tables; names of columns and values are German in every language.

    A scope says which ``contributions`` it holds, which ``results`` by key these may be
    in, and how both are linked: ``links`` yields (contribution, (result, paragraphs)).
    """

    internal = False

    def contribution_rows(self):
        """Yield the values of each contribution, oldest first."""
        columns = contribution_columns(internal=self.internal)
        keys = self.contributions().order_by("pk").values_list("pk", flat=True)
        chunks = batched(keys.iterator(chunk_size=10 * CHUNK), CHUNK)
        return chain.from_iterable(_values(columns, self._contributions(keys)) for keys in chunks)

    def concern_rows(self):
        """Yield the values of each Anliegen, by phase and number."""
        columns = concern_columns(internal=self.internal)
        chunks = batched(self.concerns(), CONCERN_CHUNK)
        return chain.from_iterable(_values(columns, self._concerns(rows)) for rows in chunks)

    def concerns(self):
        return list(self.results.values())

    def _contributions(self, keys):
        rows = (
            self.contributions()
            .filter(pk__in=keys)
            # Not joined: a chunk has few of these, and hundreds of comments.
            .prefetch_related(
                "author",
                "ortsteil",
                "kommentierphase",
                "baustein__strategie__konzept",
                Prefetch("fassung", Fassung.objects.defer("text", "html", "folded")),
            )
            .order_by("pk")
        )
        answers, results = self._answers(keys), _grouped(self.links(keys))
        notes = self.notes("kommentar", keys)
        for row in rows:
            known = [(self.results[key], at) for key, at in results[row.pk] if key in self.results]
            yield Contribution(
                row, answers[row.pk], [result for result, _at in known], notes[row.pk],
                [at for _result, at in known],
            )  # fmt: skip

    def notes(self, column, keys):
        """{key: what staff noted}; nothing where everybody may read."""
        return notes_of(column, keys) if self.internal else defaultdict(list)

    def _answers(self, keys):
        official = Kommentar.objects.published().filter(parent__in=keys).exclude(official_office="")
        rows = official.order_by("pk").values_list("parent", "official_office", "text")
        return _grouped((parent, (office, text)) for parent, office, text in rows)

    def _concerns(self, rows):
        contributions, changes = _grouped(self.reverse_links(rows)), _grouped(self.changes(rows))
        passages, notes = self.passages(rows), self.notes("anliegen", [row.pk for row in rows])
        for row in rows:
            key, phase = row.pk, self.phase_of(row)
            yield Concern(
                row, phase, contributions[key], list(passages[key]), changes[key], notes[key]
            )


def _values(columns, rows):
    # Not a generator: the language must not stay changed between two rows.
    with translation.override(settings.LANGUAGE_CODE):
        return [[column.value(row) for column in columns] for row in rows]


def _grouped(pairs):
    found = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found


class Public(Scope):
    """What everybody may read on a Strategie, whoever asks."""

    def __init__(self, strategie):
        self.strategie = strategie

    def contributions(self):
        """The published comments on its Bausteine, answers of the administration among them."""
        public = Baustein.objects.published().filter(strategie=self.strategie)
        return Kommentar.objects.published().filter(baustein__in=public)

    @cached_property
    def results(self):
        """Results of the newest editions in the Konzept: a thread may have moved within it."""
        konzept = "ausgabe__auswertung__kommentierphase__strategie__konzept"
        rows = (
            Ergebnis.objects.current()
            .filter(**{konzept: self.strategie.konzept_id})
            .select_related(konzept)
            .defer("ausgabe__document")
            .order_by("ausgabe__auswertung__kommentierphase__starts_at", "ausgabe", "number")
        )
        return {row.pk: row for row in rows}

    def concerns(self):
        own = self.strategie.pk
        return [row for row in self.results.values() if self.phase_of(row).strategie_id == own]

    def links(self, keys):
        rows = Ergebnisbeitrag.objects.filter(kommentar__in=keys).order_by("ergebnis__number", "pk")
        for kommentar, result, at in rows.values_list("kommentar", "ergebnis", "paragraphs"):
            yield kommentar, (result, at)

    def reverse_links(self, rows):
        found = Ergebnisbeitrag.objects.filter(ergebnis__in=rows)
        return found.order_by("kommentar").values_list("ergebnis", "kommentar")

    def passages(self, rows):
        public = Baustein.objects.published()
        links = Ergebnisbeitrag.objects.filter(kommentar__baustein__in=public)
        return quoted_by(links.filter(ergebnis__in=rows), "ergebnis")

    def changes(self, rows):
        public = Baustein.objects.published()
        found = Ergebnisfassung.objects.filter(ergebnis__in=rows, fassung__baustein__in=public)
        return ((row.ergebnis_id, row.fassung) for row in _with_fassung(found))

    def phase_of(self, row):
        return row.ausgabe.auswertung.kommentierphase


class Internal(Scope):
    """What a member of staff works with: every status, and the Anliegen as they are now.

    Args:
        phases: the Kommentierphasen, all of one Strategie.
    """

    internal = True

    def __init__(self, strategie, phases):
        self.strategie = strategie
        self.phases = phases

    def contributions(self):
        return Kommentar.objects.filter(kommentierphase__in=self.phases)

    @cached_property
    def results(self):
        phase = "auswertung__kommentierphase"
        rows = (
            Anliegen.objects.active()
            .filter(**{f"{phase}__in": self.phases})
            .with_strategie()
            .order_by(f"{phase}__starts_at", "number")
        )
        return {row.pk: row for row in rows}

    def links(self, keys):
        rows = Zuordnung.objects.filter(kommentar__in=keys).order_by("anliegen__number", "pk")
        paragraphs = paragraphs_among(keys)
        for link in rows.values_list("kommentar", "anliegen"):
            yield link[0], (link[1], paragraphs.get(link, ""))

    def reverse_links(self, rows):
        found = Zuordnung.objects.filter(anliegen__in=rows)
        return found.order_by("kommentar").values_list("anliegen", "kommentar")

    def passages(self, rows):
        return quoted_by(Zuordnung.objects.filter(anliegen__in=rows), "anliegen")

    def changes(self, rows):
        found = Textaenderung.objects.filter(anliegen__in=rows, fassung__isnull=False)
        return ((row.anliegen_id, row.fassung) for row in _with_fassung(found))

    def phase_of(self, row):
        return row.auswertung.kommentierphase


def _with_fassung(rows):
    rows = rows.select_related("fassung__baustein").defer(
        "fassung__text", "fassung__html", "fassung__folded"
    )
    return rows.order_by("pk")
