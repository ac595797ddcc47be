"""CSV as German spreadsheets open it: UTF-8 with its mark, semicolons, no formulas."""

import csv
import io
from itertools import batched

from comments.spreadsheets import BYTE_ORDER_MARK, defused

from .cells import flat, plain

MEDIA_TYPE = "text/csv; charset=utf-8"
# Rows that are handed on at a time.
ROWS = 100


def write(export):
    """Yield the first table of an Export, as bytes."""
    table = export.tables[0]
    yield BYTE_ORDER_MARK.encode() + _lines([[column.name for column in table.columns]])
    for rows in batched(table.rows, ROWS):
        yield _lines([plain(flat(value)) for value in row] for row in rows)


def _lines(rows):
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=";").writerows(defused(row) for row in rows)
    return buffer.getvalue().encode()
