"""Numbers as pictures: bars that the server draws, beside the numbers they stand for.

The templates ``includes/bars.html`` and ``includes/columns.html`` show them as SVG
with nothing but attributes (the content security policy allows no style inside a page)
and with a table that says the same.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Bar:
    """One row of a chart.

    Attributes:
        label: what was counted.
        value: how many.
        length: its part of the longest, in percent.
        start: where its column begins, in percent of the width.
        breadth: of its column, likewise.

        url: where what was counted can be read; empty for nowhere.
        look: class of its colour.

    Those that measure are texts, as an SVG attribute has them: with a dot in every language.
    """

    label: str
    value: int
    length: str
    start: str
    breadth: str
    url: str = ""
    look: str = ""

    @property
    def rest(self):
        """What is left above a column."""
        return _percent(100 - float(self.length[:-1]), 100)


@dataclass(frozen=True)
class Chart:
    """Bars, and the words beside them.

    Attributes:
        what: heading of the labels in the table.
        unit: what was counted, heading of the values.
    """

    caption: str
    what: str
    unit: str
    bars: tuple[Bar, ...]


def bars(rows):
    """Return a Bar for each (label, value), in their order; values are whole and not negative."""
    rows = list(rows)
    longest = max((value for _label, value in rows), default=0)
    return tuple(
        Bar(
            label,
            value,
            _percent(value, longest),
            _percent(index + 0.1, len(rows)),
            _percent(0.8, len(rows)),
        )
        for index, (label, value) in enumerate(rows)
    )


def highest(chart):
    """The largest value of some bars."""
    return max((bar.value for bar in chart), default=0)


def _percent(part, whole):
    return f"{100 * part / whole:.2f}%" if whole else "0%"
