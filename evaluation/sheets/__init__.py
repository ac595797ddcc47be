"""Contributions from letters and workshops in a spreadsheet: its template, reading, checking."""

from .check import LONGEST_NAME, CheckedTable, check
from .limits import MOST_ROWS, SheetError
from .read import COLUMNS, READERS, lines, read, refuse_too_large
from .template import template

__all__ = [
    "COLUMNS",
    "LONGEST_NAME",
    "MOST_ROWS",
    "READERS",
    "SheetError",
    "CheckedTable",
    "check",
    "lines",
    "read",
    "refuse_too_large",
    "template",
]
