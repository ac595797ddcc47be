"""One edition as the public reads it: its numbers as pictures, and its Anliegen.

The numbers are those of the document, so they are the same for ever; whatever shows
words or names of residents is looked up now, and only if it can still be read.
"""

import json
from collections import Counter
from functools import cached_property

from django.db.models import Count, Prefetch
from django.db.models.functions import Substr
from django.utils.dateparse import parse_datetime
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from comments.charts import Chart, bars
from comments.models import Channel, Kommentar
from comments.participation import category_chart, time_bars
from municipality.language import Own
from phases.times import last_day
from strategies.models import Baustein

from .filters import ErgebnisFilter
from .models import Verdict
from .readings import with_changes

# Characters of a contribution that are read from the database for its excerpt.
EXCERPT = 300


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
        """The Bausteine of the Strategie that everybody may read."""
        strategie = self.ausgabe.auswertung.strategie
        return list(
            Baustein.objects.published()
            .filter(strategie=strategie)
            .select_related("strategie__konzept")
        )

    @cached_property
    def ergebnisse(self):
        """The Anliegen that the filter lets through."""
        rows = list(self.filter.qs)
        for row in rows:
            row.ausgabe = self.ausgabe
            row.no_longer_legible = row.contributions - len(row.legible)
        return rows

    @property
    def total(self):
        return len(self.content["anliegen"])

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

    @property
    def numbers(self):
        return self.content["beteiligung"]

    def charts(self):
        return [
            self._verdicts(),
            self._by_channel(),
            self._by_baustein(),
            category_chart(self.numbers["by_category"]),
        ]

    def _verdicts(self):
        counted = Counter(row["wuerdigung"] for row in self.content["anliegen"])
        rows = bars((verdict.label, counted[verdict]) for verdict in Verdict)
        return Chart(_("Wie entschieden wurde"), _("Würdigung"), _("Anliegen"), rows)

    def _by_channel(self):
        counted = self.numbers["by_channel"]
        rows = bars((label, counted[key]) for key, label in Channel.choices if key in counted)
        return Chart(_("Beiträge nach Weg"), _("Weg"), _("Beiträge"), rows)

    def _by_baustein(self):
        counted = dict(self.numbers["by_baustein"])
        rows = [(Own(row), counted.pop(str(row.pk), 0)) for row in self.bausteine]
        if counted:
            rows.append((_("heute nicht mehr öffentlich"), sum(counted.values())))
        return Chart(_("Beiträge nach Thema"), _("Baustein"), _("Beiträge"), bars(rows))

    def by_time(self):
        phase = self.content["phase"]
        first = localdate(parse_datetime(phase["beginn"]))
        rows = time_bars(self.numbers["by_day"], first, last_day(parse_datetime(phase["ende"])))
        caption = _("Beiträge im Lauf der Kommentierphase")
        return Chart(caption, _("Zeitraum"), _("Beiträge"), rows)
