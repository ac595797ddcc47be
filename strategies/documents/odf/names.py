"""Names in OpenDocument text (ISO/IEC 26300) and the questions asked everywhere."""

import re

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"

OFFICE = f"{{{_OASIS}:office:1.0}}"
META = f"{{{_OASIS}:meta:1.0}}"
STYLE = f"{{{_OASIS}:style:1.0}}"
TEXT = f"{{{_OASIS}:text:1.0}}"
TABLE = f"{{{_OASIS}:table:1.0}}"
DRAW = f"{{{_OASIS}:drawing:1.0}}"
SVG = f"{{{_OASIS}:svg-compatible:1.0}}"
FO = f"{{{_OASIS}:xsl-fo-compatible:1.0}}"
XLINK = "{http://www.w3.org/1999/xlink}"
CHART = f"{{{_OASIS}:chart:1.0}}"
MATH = "{http://www.w3.org/1998/Math/MathML}"
XML = "{http://www.w3.org/XML/1998/namespace}"

NAMESPACES = {
    "text": TEXT[1:-1],
    "table": TABLE[1:-1],
    "draw": DRAW[1:-1],
    "office": OFFICE[1:-1],
}
"""For questions by XPath."""

_LENGTH = re.compile(r"(-?\d+(?:\.\d+)?)(pt|pc|in|cm|mm|px)\Z")
_POINTS = {"pt": 1, "pc": 12, "in": 72, "cm": 72 / 2.54, "mm": 72 / 25.4, "px": 0.75}


def points(length):
    """A length such as "0.25in" in points; None if it is none."""
    match = _LENGTH.match((length or "").strip())
    return float(match[1]) * _POINTS[match[2]] if match else None


def is_true(element, name):
    return element.get(name) == "true"
