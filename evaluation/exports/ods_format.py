"""OpenDocument workbooks (.ods), with the same tables and values as those of XLSX."""

from datetime import date, datetime
from itertools import batched

from comments.spreadsheets import looks_like_formula
from strategies.documents.writing.odf.sheets import (
    EMPTY_CELL,
    MEDIA_TYPE,
    TypedTable,
    date_cell,
    number_cell,
    text_cell,
    write_sheets,
)

from .cells import FIRST_DAY, ROW_LIMIT, cut, flat, plain

__all__ = ["MEDIA_TYPE", "ROWS", "write"]

ROWS = 100


def write(book):
    """Yield a workbook with a sheet for each of its tables, as bytes.

    Args:
        book: as for XLSX.
    """
    sheets = [
        TypedTable(
            table.title,
            [(column.name, column.width, column.width >= column.LONG) for column in table.columns],
            _rows(table),
        )
        for table in book.tables
    ]
    yield from write_sheets(sheets, title=book.title, author=book.creator, at=book.written_at)


def _rows(table):
    count = 1
    for rows in batched(table.rows, ROWS):
        count += len(rows)
        if count > ROW_LIMIT:
            raise OverflowError("A sheet has no room for more rows.")
        yield [[_cell(flat(value)) for value in row] for row in rows]


def _cell(value):
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        if day >= FIRST_DAY:
            return date_cell(value)
    if isinstance(value, int):
        return number_cell(value)
    text = plain(value)
    if not text:
        return EMPTY_CELL
    return text_cell(cut(text), quoted=looks_like_formula(text))
