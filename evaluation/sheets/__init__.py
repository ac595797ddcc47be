"""Contributions from letters and workshops in a spreadsheet: its template, reading, checking."""

from .check import LONGEST_NAME, Table, check
from .read import COLUMNS, MOST_ROWS, SheetError, read, refuse_too_large
from .template import template

__all__ = [
    "COLUMNS",
    "LONGEST_NAME",
    "MOST_ROWS",
    "SheetError",
    "Table",
    "check",
    "read",
    "refuse_too_large",
    "template",
]
