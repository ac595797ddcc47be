"""One edition as the public reads it: its numbers as pictures, and its Anliegen.

The numbers are those of the document, so they are the same for ever; whatever shows
words or names of residents is looked up now, and only if it can still be read.
"""

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Count, Prefetch
from django.db.models.functions import Substr
from django.utils.dateparse import parse_datetime
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from comments.charts import Chart, bars
from comments.models import Channel, Kommentar, Status
from comments.participation import category_chart, ortsteil_chart, time_bars
from municipality.language import Own
from phases.times import last_day
from strategies.models import Baustein

from .changed_texts import changed_texts
from .council import council_of
from .figures import Figures
from .filters import ErgebnisFilter
from .models import Ergebnisbeitrag, Verdict
from .paragraphs import named, words_of
from .readings import with_changes

# Characters of a contribution that are read from the database for its excerpt.
EXCERPT = 300


# Where the Anliegen begin.
PLACE = "entscheidungen"


@dataclass(frozen=True)
class Choice:
    """A link to some of the Anliegen.

    Attributes:
        number: how many they are.
        look: class of its colour; ``icon``: name of its picture. Both may be empty.
    """

    label: str
    url: str
    number: int
    is_current: bool
    look: str = ""
    icon: str = ""


class AusgabeReport:
    """What the page of an Ausgabe shows.

    Args:
        ausgabe: of a public Auswertung.
        parameters: of the request, for the filter.
    """

    def __init__(self, ausgabe, parameters):
        self.ausgabe = ausgabe
        self.content = json.loads(ausgabe.document)
        self.filter = ErgebnisFilter(
            parameters,
            queryset=self._ergebnisse(),
            bausteine=self.bausteine,
            offices=sorted({row["amt"] for row in self.content["anliegen"]}),
        )

    def _ergebnisse(self):
        legible = (
            Kommentar.objects.published()
            .filter(baustein__in=Baustein.objects.published())
            .select_related("author")
            .annotate(excerpt=Substr("text", 1, EXCERPT))
            .defer("text")
            .order_by("pk")
        )
        return (
            self.ausgabe.ergebnisse.annotate(contributions=Count("beitraege", distinct=True))
            .prefetch_related(
                Prefetch("kommentare", legible, to_attr="legible"),
                Prefetch("fassungen", with_changes(), to_attr="changes"),
            )
            .order_by("number")
        )

    @cached_property
    def bausteine(self):
        """The Bausteine of the Strategie that everybody may read, as topics."""
        strategie = self.ausgabe.auswertung.strategie
        return list(
            Baustein.objects.published()
            .topics()
            .filter(strategie=strategie)
            .select_related("strategie__konzept")
        )

    @cached_property
    def ergebnisse(self):
        """The Anliegen that the filter lets through."""
        rows = list(self.filter.qs)
        by_anliegen = self.council.by_anliegen if self.council else {}
        for row in rows:
            row.ausgabe = self.ausgabe
            row.passages = dict(Counter(each.passage for each in row.legible if each.passage))
            row.no_longer_legible = row.contributions - len(row.legible)
            row.decided_otherwise = by_anliegen.get(row.number, "")
        self._name_paragraphs(rows)
        return rows

    def _name_paragraphs(self, rows):
        """Of contributions in passages show those that raise the Anliegen, and where they are."""
        chosen = {row["nummer"]: row.get("absaetze", {}) for row in self.content["anliegen"]}
        shown = [
            (kommentar, chosen[row.number][str(kommentar.pk)])
            for row in rows
            for kommentar in row.legible
            if str(kommentar.pk) in chosen[row.number]
        ]
        keys = {kommentar.pk for kommentar, _ranges in shown}
        texts = (
            dict(Kommentar.objects.filter(pk__in=keys).values_list("pk", "text")) if keys else {}
        )
        for kommentar, ranges in shown:
            kommentar.where_in_it = named(ranges)
            kommentar.excerpt = words_of(texts[kommentar.pk], ranges)[:EXCERPT]

    @cached_property
    def figures(self):
        return Figures(self.content)

    @property
    def total(self):
        return self.figures.concerns

    @cached_property
    def changed(self):
        """The ChangedTexts that everybody may read."""
        return changed_texts(self.ausgabe.ergebnisse.all())

    @property
    def no_longer_public(self):
        """How many changed texts nobody can read any more."""
        return self.figures.texts - len(self.changed)

    def _choice(self, name, value, label, number, **fields):
        """A Choice of one value of the filter ``name``."""
        url = f"?{urlencode({name: value})}#{PLACE}"
        is_current = self.filter.is_active and self.filter.data.get(name) == str(value)
        return Choice(label, url, number, is_current, **fields)

    def by_verdict(self):
        """Choices by what was decided, the first of them for all."""
        rows = self.figures.by_verdict.items()
        everything = Choice(_("Alle"), f"?#{PLACE}", self.total, not self.filter.is_active)
        return [everything] + [
            self._choice(
                "wuerdigung", verdict, verdict.label, n, look=verdict.value, icon=verdict.icon
            )
            for verdict, n in rows
            if n
        ]

    def by_office(self):
        offices = Counter(row["amt"] for row in self.content["anliegen"])
        rows = sorted(offices.items())
        return [self._choice("amt", office, Own(office), n) for office, n in rows]

    def by_topic(self):
        """Choices by Baustein, of those that some Anliegen is about."""
        about = self._anliegen_by_baustein
        return [
            self._choice("baustein", row.pk, Own(row), len(about[row.pk]))
            for row in self.bausteine
            if row.pk in about
        ]

    @cached_property
    def _anliegen_by_baustein(self):
        """{primary key of a Baustein: Anliegen that changed it or come from there}"""
        said = Ergebnisbeitrag.objects.filter(
            ergebnis__ausgabe=self.ausgabe, kommentar__status=Status.PUBLISHED
        )
        found = defaultdict(set)
        for baustein, number in said.values_list("kommentar__baustein", "ergebnis__number"):
            found[baustein].add(number)
        for text in self.changed:
            numbers = (row.number for row in text.ergebnisse)
            found[text.change.fassung.baustein_id].update(numbers)
        return dict(found)

    def is_narrowed(self):
        """Whether the Anliegen are those of one office or topic."""
        return any(self.filter.data.get(name) for name in ("amt", "baustein"))

    @cached_property
    def ausgaben(self):
        """All editions of this Auswertung, newest first."""
        rows = list(self.ausgabe.auswertung.ausgaben.defer("document"))
        for row in rows:
            row.auswertung = self.ausgabe.auswertung
        return rows

    @property
    def newer(self):
        """The edition that is valid today, if this one is not."""
        newest = self.ausgaben[0]
        return newest if newest.number > self.ausgabe.number else None

    @cached_property
    def editorial(self):
        """Changes of the wording alone: (document's entry, Baustein if it can be read)."""
        public = {(row.kind, row.slug): row for row in self.bausteine}
        return [
            (row, public.get((row["art"], row["adresse"]))) for row in self.content["redaktionell"]
        ]

    @cached_property
    def council(self):
        """What the council had to do with it, or None."""
        return council_of(self.content)

    @property
    def without_anliegen(self):
        """How many contributions were read and hold no Anliegen."""
        return len(self.content.get("ohne_anliegen", ()))

    @property
    def numbers(self):
        return self.content["beteiligung"]

    def charts(self):
        charts = [
            self._verdicts(),
            self._by_channel(),
            self._by_baustein(),
            category_chart(self.numbers["by_category"]),
            ortsteil_chart(self.numbers),
        ]
        return [chart for chart in charts if chart]

    def _verdicts(self):
        rows = self.figures.by_verdict.items()
        drawn = bars((verdict.label, number) for verdict, number in rows)
        links = {choice.look: choice.url for choice in self.by_verdict()}
        coloured = tuple(
            replace(bar, look=verdict.value, url=links.get(verdict.value, ""))
            for bar, verdict in zip(drawn, Verdict, strict=True)
        )
        return Chart(_("Wie entschieden wurde"), _("Entscheidung"), _("Anliegen"), coloured)

    def _by_channel(self):
        counted = self.numbers["by_channel"]
        rows = bars((label, counted[key]) for key, label in Channel.choices if key in counted)
        return Chart(_("Beiträge nach Weg"), _("Weg"), _("Beiträge"), rows)

    def _by_baustein(self):
        counted = dict(self.numbers["by_baustein"])
        # Of a Vorhaben only if it was written about in this phase.
        about = [row for row in self.bausteine if not row.is_vorhaben or str(row.pk) in counted]
        rows = [(Own(row), counted.pop(str(row.pk), 0)) for row in about]
        if counted:
            rows.append((_("heute nicht mehr öffentlich"), sum(counted.values())))
        links = {choice.label: choice.url for choice in self.by_topic()}
        drawn = tuple(replace(bar, url=links.get(bar.label, "")) for bar in bars(rows))
        return Chart(_("Beiträge nach Thema"), _("Thema"), _("Beiträge"), drawn)

    def by_time(self):
        phase = self.content["phase"]
        first = localdate(parse_datetime(phase["beginn"]))
        rows = time_bars(self.numbers["by_day"], first, last_day(parse_datetime(phase["ende"])))
        caption = _("Beiträge im Lauf der Zeit")
        return Chart(caption, _("Zeitraum"), _("Beiträge"), rows)
