"""Names in WordprocessingML (ISO/IEC 29500-1) and the two questions asked everywhere."""

from functools import cache
from itertools import islice

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741

# Properties stand before everything else of a paragraph or run, or are not there: looking
# further would mean going through all runs of a paragraph for each of them. In a style or a
# level of a list they may stand anywhere.
_FIRST = {(f"{W}p", f"{W}pPr"), (f"{W}r", f"{W}rPr")}
_FIRST_FEW = 3
# For questions by XPath.
NAMESPACES = {"w": W[1:-1]}


def val(element, path):
    """The `w:val` of the element at a path like "pPr/numPr/numId", None if absent."""
    found = child(element, path)
    return None if found is None else found.get(f"{W}val")


def child(element, path):
    for tag in _tags(path):
        if element is None:
            return None
        if (element.tag, tag) in _FIRST:
            element = next((c for c in islice(element, _FIRST_FEW) if c.tag == tag), None)
        else:
            element = next(element.iterchildren(tag), None)
    return element


@cache
def _tags(path):
    """The names of a path in full: asked some twenty times for each paragraph."""
    return tuple(W + name for name in path.split("/"))


def on_off(element, name):
    """A switch such as `w:b` or `w:vanish`: on, off, or None where it is not set."""
    found = child(element, name)
    if found is None:
        return None
    return is_on(found.get(f"{W}val"))


def is_on(value):
    """What the value of a switch says; it is on where none is given."""
    return value is None or value.lower() not in {"0", "false", "off"}


def number(text, default=0, *, most=999_999_999):
    """A number from 0 to `most` (by default what Markdown can number a list with)."""
    try:
        return min(max(int(text), 0), most) if text is not None else default
    except ValueError:
        return default
