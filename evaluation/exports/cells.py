"""Values as one cell of a spreadsheet holds them, and as texts."""

from datetime import date

SEPARATOR = " | "


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
