"""The outline of a Konzept as the page shows it: all Strategien with their Bausteine."""

import json
from dataclasses import dataclass, field

from strategies.models import Baustein, Publikationsstatus, Strategie


@dataclass
class OutlineRow:
    """A Baustein with what the fields beside it say, which may be typed and not stored yet."""

    baustein: Baustein
    stored: dict
    shown: dict = field(default_factory=dict)
    is_chosen: bool = False

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

    def _row(self, baustein, place):
        stored = {
            "kind": baustein.kind,
            "number": baustein.number,
            "strategie": baustein.strategie_id,
            "place": place,
        }
        self.rows[baustein.pk] = row = OutlineRow(baustein, stored, dict(stored))
        return row

    def remembered(self, pks=None):
        """What is stored now, to be sent along: whoever changes it meanwhile is noticed."""
        rows = self.rows if pks is None else {pk: self.rows[pk] for pk in pks}
        return json.dumps({str(pk): list(row.stored.values()) for pk, row in rows.items()})
