"""Values as one cell of a spreadsheet holds them."""

SEPARATOR = " | "


def flat(value):
    """A list as one text, nothing as an empty one; other values as they are."""
    if value is None:
        return ""
    if isinstance(value, list):
        return SEPARATOR.join(str(item) for item in value)
    return value
