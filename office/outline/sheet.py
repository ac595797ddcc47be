"""The outline of a Konzept as the page shows it: all Strategien with their Bausteine."""

import json
from dataclasses import dataclass, field

from office.windows import windows_of
from strategies.models import Baustein, Publikationsstatus, Strategie

WINDOW = 180
"""So many rows have their fields on one page, five each at most: Django takes no form with more
than a thousand."""


@dataclass
class OutlineRow:
    """A Baustein with what the fields beside it say, which may be typed and not stored yet."""

    baustein: Baustein
    stored: dict
    shown: dict = field(default_factory=dict)
    is_chosen: bool = False
    is_first: bool = False
    is_last: bool = False

    @property
    def pk(self):
        return self.baustein.pk

    @property
    def is_archived(self):
        return self.baustein.status == Publikationsstatus.ARCHIVED


class Sheet:
    """The rows of a Konzept by Strategie, in two queries.

    Args:
        lock: keep others from changing them until the transaction ends.

    Attributes:
        strategien: in their order, each with ``rows``.
        rows: {primary key of a Baustein: OutlineRow}.
    """

    def __init__(self, konzept, *, lock=False):
        self.konzept = konzept
        strategien = Strategie.objects.filter(konzept=konzept).order_by("position", "pk")
        if lock:
            strategien = strategien.select_for_update(no_key=True)
        self.strategien = list(strategien)
        self.by_pk = {row.pk: row for row in self.strategien}
        self.rows = {}
        for strategie in self.strategien:
            strategie.konzept, strategie.rows = konzept, []
        bausteine = Baustein.objects.goals().filter(strategie__in=self.by_pk)
        for baustein in bausteine.defer("folded", "easy_text").order_by("position", "pk"):
            strategie = baustein.strategie = self.by_pk[baustein.strategie_id]
            strategie.rows.append(self._row(baustein, len(strategie.rows) + 1))
        for strategie in self.strategien:
            if strategie.rows:
                strategie.rows[0].is_first = strategie.rows[-1].is_last = True

    def _row(self, baustein, place):
        stored = {
            "kind": baustein.kind,
            "number": baustein.number,
            "strategie": baustein.strategie_id,
            "place": place,
        }
        self.rows[baustein.pk] = row = OutlineRow(baustein, stored, dict(stored))
        return row

    def window(self, start):
        """The Strategien in a window, each with its rows there as ``shown``; all if they fit.

        Those without any row are in the last one.

        Args:
            start: index of the window's first row among all.
        """
        rows = [row for strategie in self.strategien for row in strategie.rows]
        there = {row.pk for row in rows[start : start + WINDOW]}
        is_last = start + WINDOW >= len(rows)
        for strategie in self.strategien:
            strategie.shown = [row for row in strategie.rows if row.pk in there]
        return [each for each in self.strategien if each.shown or (is_last and not each.rows)]

    def window_of(self, pk):
        """Index of the first row of the window in which a Baustein stands; 0 if it is not here."""
        pks = [row.pk for strategie in self.strategien for row in strategie.rows]
        return pks.index(pk) // WINDOW * WINDOW if pk in pks else 0

    @property
    def windows(self):
        return windows_of(len(self.rows), WINDOW)

    def remembered(self, pks=None):
        """What is stored now, to be sent along: whoever changes it meanwhile is noticed."""
        rows = self.rows if pks is None else {pk: self.rows[pk] for pk in pks}
        return json.dumps({str(pk): list(row.stored.values()) for pk, row in rows.items()})
