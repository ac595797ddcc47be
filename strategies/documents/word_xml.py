"""Names in WordprocessingML (ISO/IEC 29500-1) and the two questions asked everywhere."""

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741


def val(element: etree._Element | None, path: str) -> str | None:
    """The `w:val` of the element at a path like "pPr/numPr/numId", None if absent."""
    found = child(element, path)
    return None if found is None else found.get(f"{W}val")


def child(element: etree._Element | None, path: str) -> etree._Element | None:
    for name in path.split("/"):
        if element is None:
            return None
        element = element.find(W + name)
    return element


def on_off(element: etree._Element | None, name: str) -> bool | None:
    """A switch such as `w:b` or `w:vanish`: on, off, or None where it is not set."""
    found = child(element, name)
    if found is None:
        return None
    return found.get(f"{W}val", "1").lower() not in {"0", "false", "off"}


def number(text: str | None, default: int = 0, *, most: int = 999_999_999) -> int:
    """A number from 0 to `most` (by default what Markdown can number a list with)."""
    try:
        return min(max(int(text), 0), most) if text is not None else default
    except ValueError:
        return default
