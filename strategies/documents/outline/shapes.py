"""Tables that are several: Steckbriefe beside or below each other, a column for each project."""

from municipality.wording import says_something

from ..blocks import Table, plain_text
from .names import read_heading
from .steckbriefe import is_known

BAUSTEINE = ("leitziel", "handlungsfeld", "leitprojekt")
LONGEST_TITLE = 200


def apart(table, words):
    """The tables that a table is made of, itself alone where it is one."""
    for cut in (_below_each_other, _beside_each_other, _by_values):
        pieces = cut(table.rows, words)
        if len(pieces) > 1:
            return [Table(tuple(rows)) for rows in pieces]
    return [table]


def filled(row):
    return [cell for cell in row if says_something(plain_text(cell))]


def title_of_row(row, words):
    """The `Reading` of a row that is nothing but the heading of what stands below, or None."""
    cells = filled(row)
    read = _named(cells[0], words) if cells else None
    if read is None or len(cells) > 2 or (len(cells) == 2 and says_something(read.title)):
        return None
    return read


def _named(cell, words):
    text = plain_text(cell)
    if len(text) > LONGEST_TITLE:
        return None
    read = read_heading(text, words=words)
    return read if read.kind in BAUSTEINE and read.number else None


def _below_each_other(rows, words):
    """Each begins with a row of its own: "Projekt 1 | Markthalle"."""
    starts = [n for n, row in enumerate(rows) if title_of_row(row, words)]
    if not starts or starts[0]:
        return [rows]
    pieces = [rows[a:b] for a, b in zip(starts, [*starts[1:], len(rows)], strict=True)]
    return pieces if all(len(piece) > 1 for piece in pieces) else [rows]


def _beside_each_other(rows, words):
    """A column is one, its title on top."""
    reads = [_named(cell, words) for cell in rows[0]]
    if len(rows) < 2 or None in reads or len({read.kind for read in reads}) > 1:
        return [rows]
    if sum(len(filled(row)) > 1 for row in rows[1:]) * 2 < len(rows) - 1:
        return [rows]
    return [[(cell,) for cell in column] for column in zip(*rows, strict=True)]


def _by_values(rows, _words):
    """Labels in the first column, then a column for each project."""
    heads = [plain_text(cell) for cell in rows[0]]
    if len(rows) < 3 or len(heads) < 3 or not all(map(says_something, heads[1:])):
        return [rows]
    labels = [plain_text(row[0]) for row in rows]
    known = sum(map(is_known, labels[1:]))
    values = [plain_text(cell) for row in rows for cell in row[1:]]
    if known < 2 or known * 2 < len(labels) - 1 or sum(map(is_known, values)) * 4 > len(values):
        return [rows]
    if any(map(is_known, heads[1:])) or (says_something(labels[0]) and not is_known(labels[0])):
        return [rows]
    columns = list(zip(*rows, strict=True))
    return [list(zip(columns[0], column, strict=True)) for column in columns[1:]]
