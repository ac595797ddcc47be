"""The rows of a Maßnahmenliste, under their headings."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from evaluation.sheets import SheetError, lines

from .columns import named

MOST_ROWS = 5_000
# Above the headings often stand a title and a date.
_HEADINGS_WITHIN = 15


@dataclass(frozen=True)
class ListRow:
    """A row as it stands there.

    Attributes:
        number: as the spreadsheet program counts it.
        cells: a str, number, date or None for each heading.
    """

    number: int
    cells: tuple


@dataclass(frozen=True)
class ListTable:
    """What was read: the headings as they stand there, and the rows below."""

    headings: tuple
    rows: tuple


def read(name, data):
    """Return the ListTable of a file.

    Args:
        name: of the file; its ending says how to read it.
        data: its bytes.

    Raises:
        SheetError: it is no table, too large, or has no headings we know.
    """
    found = []
    for number, cells in lines(name, data):
        if len(found) > MOST_ROWS + _HEADINGS_WITHIN:
            raise SheetError(
                _(
                    "Die Liste hat mehr als %(most)d Zeilen. Bitte teilen Sie sie auf mehrere "
                    "Dateien auf."
                )
                % {"most": MOST_ROWS}
            )
        found.append(ListRow(number, tuple(cells)))
    head = _head(found)
    headings = tuple(_heading(cell) for cell in found[head].cells)
    width = len(headings)
    rows = tuple(
        ListRow(row.number, (row.cells + (None,) * width)[:width]) for row in found[head + 1 :]
    )
    if not rows:
        raise SheetError(_("Unter den Überschriften steht noch kein Vorhaben."))
    if len(rows) > MOST_ROWS:
        raise SheetError(
            _(
                "Die Liste hat mehr als %(most)d Zeilen. Bitte teilen Sie sie auf mehrere "
                "Dateien auf."
            )
            % {"most": MOST_ROWS}
        )
    return ListTable(headings, rows)


def _head(found):
    """The place of the row with the headings: the one with the most names we know."""
    known = [
        sum(named(_heading(cell)) is not None for cell in row.cells)
        for row in found[:_HEADINGS_WITHIN]
    ]
    if not known or not max(known):
        raise SheetError(
            _(
                "In dieser Tabelle ist keine Zeile mit Überschriften zu erkennen. Bitte schreiben "
                "Sie über die Spalten, was darin steht: Nr., Maßnahme, Zuständigkeit, Kosten, "
                "Zeitraum, Stand."
            )
        )
    return known.index(max(known))


def _heading(cell):
    return " ".join(str(cell).split())[:120] if cell is not None else ""
