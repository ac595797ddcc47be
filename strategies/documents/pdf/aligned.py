"""Tables without lines: rows whose parts begin below each other, with space between them."""

import re
from itertools import pairwise

from .model import Chunk, Line, Ready, Span

_GAP = 1.6  # of the size: wider than any blank
_NEAR = 3.0  # points
_MOST_COLUMNS = 12
_STEP = 2.6  # of the size: rows stand close
_MARK = re.compile(r"\s*(?:\W|\w|[\ue000-\uf8ff]|\w{1,3}[.)]|\d{1,2}(?:\.\d{1,2})+\.?)\s*")
_PAGE = re.compile(r"\s*[.…\s]*\d{1,3}\s*")


def with_tables(lines):
    """The lines of a group with one that stands for each table instead of its rows."""
    result = []
    place = 0
    while place < len(lines):
        rows, end = _rows(lines, place)
        if len(rows) > 1 and not _is_contents(rows):
            result.append(_table(rows, lines[place:end]))
            place = end
        else:
            result.append(lines[place])
            place += 1
    return result


def parts_of(line):
    """The line cut at its wide gaps."""
    parts = [[line.spans[0]]]
    for before, span in pairwise(line.spans):
        if span.left - before.right > _GAP * max(span.size, before.size):
            parts.append([span])
        else:
            parts[-1].append(span)
    return [Line(part) for part in parts]


def _rows(lines, start):
    """Rows from a line on: lists of lines for each column; and where they end."""
    first = _row_parts(lines[start])
    if len(first) < 2:
        return [], start
    lefts = [part.left for part in first]
    rows = [[[part] for part in first]]
    place = start + 1
    while place < len(lines):
        line = lines[place]
        if line.spans[0].ready is not None or _is_far(lines[place - 1], line):
            break
        parts = parts_of(line)
        columns = [_column(part, lefts) for part in parts]
        if None in columns or columns != sorted(set(columns)):
            break
        if columns[0] == 0 and len(parts) > 1:
            rows.append([[] for _left in lefts])
        elif columns == [0] and not _goes_on(rows[-1], parts[0]):
            break
        for column, part in zip(columns, parts, strict=True):
            rows[-1][column].append(part)
        place += 1
    return rows, place


def _row_parts(line):
    """The parts of what may be the first row; nothing where a mark stands before text."""
    if line.spans[0].ready is not None:
        return []
    parts = parts_of(line)
    if len(parts) > _MOST_COLUMNS or _MARK.fullmatch(parts[0].text):
        return []
    return parts


def _column(part, lefts):
    """The column a part begins in, None for none; a mark begins an entry of a list."""
    near = next((n for n, left in enumerate(lefts) if abs(part.left - left) <= _NEAR), None)
    return None if near == 0 and _MARK.fullmatch(part.text) else near


def _goes_on(row, part):
    """Whether a line in the first column alone goes on with its label."""
    label = row[0]
    others = [line for cell in row[1:] for line in cell]
    return bool(label and others) and part.base >= min(line.base for line in others) - part.size


def _is_far(before, line):
    return before.base - line.base > _STEP * max(before.size, line.size)


def _is_contents(rows):
    """Titles and numbers of pages are no table."""
    return all(len(row) == 2 and row[1] and _PAGE.fullmatch(row[1][0].text) for row in rows)


def _table(rows, lines):
    box = (
        min(line.left for line in lines),
        min(line.base for line in lines),
        max(line.right for line in lines),
        lines[0].base,
    )
    cells = [[[Chunk(cell)] if cell else [] for cell in row] for row in rows]
    page = lines[0].page
    ready = Ready(page, box, cells)
    return Line([Span("\ufffc", box, box[3], 0.1, False, False, -1, page, ready=ready)])
