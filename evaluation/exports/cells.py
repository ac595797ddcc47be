"""Values as one cell of a spreadsheet holds them, and as texts."""

from datetime import date

SEPARATOR = " | "
CELL_LIMIT = 32_767
"""The most UTF-16 units Excel takes in a cell, whatever the format."""

ROW_LIMIT = 1_048_576
"""The most rows of a sheet."""

FIRST_DAY = date(1900, 3, 1)
"""Before it Excel counts one day too few (ECMA-376, 18.17.4.1): earlier days are texts."""


def flat(value):
    """A list as one text, nothing as an empty one; other values as they are."""
    if value is None:
        return ""
    if isinstance(value, list):
        return SEPARATOR.join(str(item) for item in value)
    return value


def plain(value):
    """A day or moment as text (ISO 8601, moments to the second); other values as they are."""
    if not isinstance(value, date):
        return value
    # A moment is a day, too.
    return value.isoformat(timespec="seconds") if hasattr(value, "hour") else value.isoformat()


def cut(text):
    """A text as long as a cell takes, with „…“ for the rest."""
    if len(text) <= CELL_LIMIT // 2:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * CELL_LIMIT:
        return text
    return f"{units[: 2 * (CELL_LIMIT - 1)].decode('utf-16-le', 'ignore')}…"
