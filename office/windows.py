"""Long lists in windows: each a page whose form has no more fields than Django takes."""


def windows_of(total, size):
    """First index, first and last number of each window; none where one holds all."""
    if total <= size:
        return []
    return [(start, start + 1, min(start + size, total)) for start in range(0, total, size)]


def number_of(text):
    """A number of the query, or None."""
    text = text or ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else None
