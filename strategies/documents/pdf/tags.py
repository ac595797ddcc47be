"""The structure tree of a tagged PDF: what is a heading, a list, a table.

PDFium gives the tree page by page, with all children of an element counted and those of
other pages empty; so an element is known on every page by the way that leads to it.
"""

import ctypes
from dataclasses import dataclass, field

import pypdfium2.raw as pdfium
from django.utils.translation import gettext as _

from ...limits import MOST_COLUMNS
from ..limits import refuse

MOST_ELEMENTS = 200_000
MOST_DEPTH = 60
"""Elements in elements; a table in a text box in a list has some fifteen."""

_CELLS = {"TD", "TH"}
_MOST_ATTRIBUTES = 8


@dataclass(slots=True)
class Element:
    """An element of the structure: ``kids`` by place, elements or (page, mark).

    Attributes:
        span: how many rows and columns a cell takes.
    """

    kind: str
    alt: str = ""
    span: tuple[int, int] = (1, 1)
    kids: dict = field(default_factory=dict)

    def children(self):
        return [self.kids[place] for place in sorted(self.kids)]


class Tags:
    """Collects the tree of a document, page by page."""

    def __init__(self):
        self.root = Element("Root")
        self._count = 0
        self._starts = {}

    def add_page(self, page, number, marks):
        """Add the elements of a page that hold one of its ``marks``."""
        tree = pdfium.FPDF_StructTree_GetForPage(page)
        if not tree:
            return
        self._missing = set(marks)
        try:
            for place in range(min(pdfium.FPDF_StructTree_CountChildren(tree), MOST_ELEMENTS)):
                if kid := pdfium.FPDF_StructTree_GetChildAtIndex(tree, place):
                    self._add(self.root, (place,), kid, number)
        finally:
            pdfium.FPDF_StructTree_Close(tree)

    def _add(self, parent, path, handle, page):
        if len(path) > MOST_DEPTH:
            refuse(len(path), MOST_DEPTH, _("Ebenen ineinander"))
        element = parent.kids.get(path[-1])
        if not isinstance(element, Element):
            self._count += 1
            if self._count > MOST_ELEMENTS:
                refuse(self._count, MOST_ELEMENTS, _("Teile im Aufbau der Datei"))
            alt = _string(pdfium.FPDF_StructElement_GetAltText, handle)
            kind = _string(pdfium.FPDF_StructElement_GetType, handle)
            span = _span(handle) if kind in _CELLS else (1, 1)
            element = parent.kids[path[-1]] = Element(kind, alt, span)
        count = pdfium.FPDF_StructElement_CountChildren(handle)
        start = min(self._starts.get(path, 0), max(count - 1, 0))
        found = 0
        # Most pages go on where the last one ended: the long way round is rarely gone.
        for place in (*range(start, count), *range(start)):
            if kid := pdfium.FPDF_StructElement_GetChildAtIndex(handle, place):
                self._add(element, (*path, place), kid, page)
                found = place
            else:
                mark = pdfium.FPDF_StructElement_GetChildMarkedContentID(handle, place)
                if mark >= 0:
                    element.kids[place] = (page, mark)
                    self._missing.discard(mark)
                    found = place
            if not self._missing and len(path) < 3:
                break
        self._starts[path] = found


def _span(handle):
    """What a cell says about rows and columns (ISO 32000-1, 14.8.5.7)."""
    found = {b"RowSpan": 1, b"ColSpan": 1}
    for index in range(min(pdfium.FPDF_StructElement_GetAttributeCount(handle), _MOST_ATTRIBUTES)):
        attributes = pdfium.FPDF_StructElement_GetAttributeAtIndex(handle, index)
        for name in found:
            value = pdfium.FPDF_StructElement_Attr_GetValue(attributes, name)
            number = ctypes.c_float()
            if value and pdfium.FPDF_StructElement_Attr_GetNumberValue(value, number):
                found[name] = min(max(int(number.value), 1), MOST_COLUMNS)
    return tuple(found.values())


def _string(function, handle):
    length = function(handle, None, 0)
    if not 2 < length <= 20_000:
        return ""
    buffer = ctypes.create_string_buffer(length)
    function(handle, buffer, length)
    return buffer.raw[: length - 2].decode("utf-16-le", "replace")
