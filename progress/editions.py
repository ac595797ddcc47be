"""What an Umsetzungsbericht says of each Vorhaben, beside what the one before it said.

Only from frozen rows, their Stände (which are never changed) and the published document; of a
draft, from the rows that would be frozen.
"""

from collections import Counter
from dataclasses import dataclass

from municipality.months import Month, in_digits, read_month

from .models import Berichtszeile, Stand, State

# Of which a month is told in which they will be finished.
OPEN_STATES = (State.NOT_BEGUN, State.PREPARING, State.UNDERWAY)
# What counts as a change of a Vorhaben.
ASPECTS = ("state", "end", "cost", "next_step", "steps", "office", "title")


@dataclass(frozen=True)
class EditionLine:
    """One Vorhaben in an edition.

    Attributes:
        now: the row of this edition.
        before: its row in the edition before; None where it was not in it.
        first_end: the month that was public first, or None.
        is_compared: whether there is an edition before.
    """

    now: Berichtszeile
    before: Berichtszeile | None
    first_end: Month | None
    is_compared: bool

    @property
    def is_new(self):
        return self.is_compared and self.before is None

    @property
    def changed(self):
        """The ASPECTS that are other ones than before; none of what is new as a whole."""
        if self.before is None:
            return ()
        pairs = zip(ASPECTS, _said(self.now), _said(self.before), strict=True)
        return tuple(name for name, now, before in pairs if now != before)

    @property
    def is_reported_since(self):
        """Whether another Stand was published since the edition before."""
        return self.before is not None and self.before.stand_id != self.now.stand_id

    @property
    def has_news(self):
        """Whether that Stand says something."""
        return self.is_reported_since and self.now.stand.kind != Stand.Kind.UNCHANGED

    @property
    def has_changed(self):
        """Whether anything is told of it that was not told before."""
        return bool(self.changed) or self.has_news

    @property
    def moved_end(self):
        """The month that was public first, where it is another one by now; else None."""
        end = end_of(self.now)
        return self.first_end if end and in_digits(self.first_end) != in_digits(end) else None


def end_of(row):
    """The month in which the Vorhaben of a row will be finished, where that is told; else None."""
    return row.end if row.state in OPEN_STATES else None


def _said(row):
    """What a row says, in the order of ASPECTS."""
    next_step = (row.stand.next_step, in_digits(row.stand.next_date))
    end = in_digits(end_of(row))
    steps = (row.steps_done, row.steps)
    return ((row.state, row.health), end, row.cost, next_step, steps, row.office, row.title)


@dataclass(frozen=True)
class EditionComparison:
    """An edition and the one before it.

    Attributes:
        previous: the Umsetzungsbericht before, or None.
        lines: one for each Vorhaben.
        gone: rows of the edition before whose Vorhaben is in no row of this one.
    """

    previous: object
    lines: list
    gone: list

    @property
    def numbers(self):
        """{State: how many}, in the order of the states."""
        found = Counter(line.now.state for line in self.lines)
        return {state: found[state] for state in State if found[state]}


def compare(bericht, zeilen, content):
    """Lay an edition beside the one before it.

    Args:
        bericht: an Umsetzungsbericht, published or a draft of the next.
        zeilen: its rows with their Stände.
        content: what its document says.

    Two queries at most, however many rows there are.
    """
    editions = bericht.konzept.umsetzungsberichte.filter(number__lt=bericht.number)
    previous = editions.order_by("-number").first()
    before = {row.vorhaben_id: row for row in rows_of(previous)} if previous else {}
    first = {entry["nummer"]: _first_end(entry) for entry in content["vorhaben"]}
    is_compared = previous is not None
    lines = [
        EditionLine(row, before.pop(row.vorhaben_id, None), first.get(row.number), is_compared)
        for row in zeilen
    ]
    return EditionComparison(previous, lines, list(before.values()))


def rows_of(bericht):
    """The frozen rows of an edition with their Stände, in their order."""
    return bericht.zeilen.select_related("stand").order_by("pk")


def _first_end(entry):
    """Of a document from before ``zuerst_geplant_bis``, the month alone."""
    text = entry.get("zuerst_geplant_bis") or entry["zuerst_geplant"]
    return read_month(text, ends=True) if text else None
