"""One page of a PDF → what stands on it, asked of PDFium object by object.

Text is taken by drawn stretch, not by character: a tenth of the calls.
"""

import ctypes
import math
import re

import pypdfium2.raw as pdfium
from django.utils.translation import gettext as _

from ..blocks import link_target
from ..limits import refuse
from ..symbols import symbol
from .model import Content, Image, Span
from .struck import strike

MOST_OBJECTS = 20_000
"""Drawn on one page; a page of text has some hundred, a map as vectors many more."""

MOST_CHARACTERS_ON_PAGE = 60_000

_MOST_FORMS = 8  # inside each other
_MOST_SEGMENTS = 2_000
_MOST_LINKS = 2_000
_MOST_ADDRESS = 2_000
_BOLD = re.compile(r"bold|black|heavy|semibold|demi|extrabd|,bd|-bd", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|kursiv|-it\b", re.IGNORECASE)
_FORCED_BOLD, _ITALIC_FLAG = 1 << 18, 1 << 6
_WEIGHT_OF_BOLD = 600
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
_THIN = 2.6
_SHORTEST_RULE = 6
_HYPHENS = re.compile("[\x02\ufffe]")  # how PDFium gives those at the end of a line


def read_content(document, number):
    """Read a page.

    Args:
        document: a `pypdfium2.PdfDocument`.
        number: of the page, from 1.

    Returns:
        The `Content`, and the page, to be closed by the caller after its pictures are read.

    Raises:
        DocumentError: there is more on it than anybody draws on a page.
    """
    page = document[number - 1]
    width, height = page.get_size()
    reader = _PageReader(document, page, number)
    reader.content.width, reader.content.height = width, height
    reader.read()
    return reader.content, page


class _PageReader:
    def __init__(self, document, page, number):
        self.content = Content(number, 0, 0)
        self._document = document
        self._page = page
        self._text = page.get_textpage()
        self._fonts = {}
        self._left = MOST_OBJECTS
        self._turn = _turned(page)

    def read(self):
        refuse(
            pdfium.FPDFText_CountChars(self._text),
            MOST_CHARACTERS_ON_PAGE,
            _("Zeichen auf einer Seite"),
        )
        self._objects(
            pdfium.FPDFPage_CountObjects(self._page),
            lambda index: pdfium.FPDFPage_GetObject(self._page, index),
            self._turn,
            depth=0,
        )
        strike(self.content)
        self._links()
        self._text.close()

    def _objects(self, count, get, matrix, *, depth, mark=None):
        self._left -= count
        refuse(MOST_OBJECTS - self._left, MOST_OBJECTS, _("gezeichnete Teile auf einer Seite"))
        for index in range(count):
            item = get(index)
            kind = pdfium.FPDFPageObj_GetType(item)
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                self._take_text(item, matrix, mark)
            elif kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._take_path(item, matrix)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                own, artifact = _mark(item) if mark is None else mark
                box = _box(item, matrix)
                self.content.images.append(Image(item, box, own, self.content.number, artifact))
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MOST_FORMS:
                self._objects(
                    pdfium.FPDFFormObj_CountObjects(item),
                    lambda inner, form=item: pdfium.FPDFFormObj_GetObject(form, inner),
                    _times(_matrix(item), matrix),
                    depth=depth + 1,
                    mark=_mark(item) if mark is None else mark,
                )

    def _take_text(self, item, matrix, mark):
        length = pdfium.FPDFTextObj_GetText(item, self._text, None, 0)
        if length <= 2:
            return
        buffer = (ctypes.c_ushort * (length // 2))()
        pdfium.FPDFTextObj_GetText(item, self._text, buffer, length)
        text = bytes(buffer)[:-2].decode("utf-16-le", "replace")
        if not text:
            return
        if _HYPHENS.search(text):
            text = _HYPHENS.sub("-", text)
        size = ctypes.c_float()
        pdfium.FPDFTextObj_GetFontSize(item, size)
        a, b, c, d, x, y = _times(_matrix(item), matrix)
        size = abs(size.value) * math.hypot(c, d)
        box = _box(item, matrix)
        if size <= 0 or abs(b) > abs(a) or not self._is_on_page(box):
            return
        bold, italic, font = self._look(item)
        if _PRIVATE_USE.search(text):
            text = _PRIVATE_USE.sub(lambda sign: symbol(font, ord(sign[0])) or sign[0], text)
        mode = pdfium.FPDFTextObj_GetTextRenderMode(item)
        own, artifact = _mark(item) if mark is None else mark
        self.content.spans.append(
            Span(
                text,
                box,
                y,
                round(size, 1),
                bold or mode == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE,
                italic or abs(c) > 0.15 * abs(d),
                own,
                self.content.number,
                artifact,
                hidden=mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE,
            )
        )

    def _is_on_page(self, box):
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return -1 <= x <= self.content.width + 1 and -1 <= y <= self.content.height + 1

    def _look(self, item):
        font = pdfium.FPDFTextObj_GetFont(item)
        key = ctypes.cast(font, ctypes.c_void_p).value
        if key not in self._fonts:
            name = ctypes.create_string_buffer(200)
            pdfium.FPDFFont_GetBaseFontName(font, name, 200)
            name = name.value.decode("latin-1")
            flags = pdfium.FPDFFont_GetFlags(font)
            family = name.partition("+")[2] or name
            self._fonts[key] = (
                bool(_BOLD.search(name))
                or flags > 0
                and bool(flags & _FORCED_BOLD)
                or pdfium.FPDFFont_GetWeight(font) >= _WEIGHT_OF_BOLD,
                bool(_ITALIC.search(name)) or flags > 0 and bool(flags & _ITALIC_FLAG),
                "wingdings" if family.lower().startswith("wingdings") else family,
            )
        return self._fonts[key]

    def _take_path(self, item, matrix):
        count = pdfium.FPDFPath_CountSegments(item)
        if count < 2 or count > _MOST_SEGMENTS:
            return
        left, bottom, right, top = box = _box(item, matrix)
        if right - left <= _THIN or top - bottom <= _THIN:
            if max(right - left, top - bottom) >= _SHORTEST_RULE:
                self.content.rules.append(box)
            return
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
        if stroke.value:
            self._take_segments(item, count, _times(_matrix(item), matrix))

    def _take_segments(self, item, count, matrix):
        """The straight lines of a path that draws a frame, or a whole grid, at once."""
        x, y = ctypes.c_float(), ctypes.c_float()
        before = start = None
        for index in range(count):
            segment = pdfium.FPDFPath_GetPathSegment(item, index)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            point = _point(x.value, y.value, matrix)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                start = point
            elif kind == pdfium.FPDF_SEGMENT_LINETO and before:
                self._take_line(before, point)
            before = point
            if start and pdfium.FPDFPathSegment_GetClose(segment):
                self._take_line(point, start)

    def _take_line(self, start, end):
        box = (
            min(start[0], end[0]),
            min(start[1], end[1]),
            max(start[0], end[0]),
            max(start[1], end[1]),
        )
        wide, high = box[2] - box[0], box[3] - box[1]
        if min(wide, high) <= 1 and max(wide, high) >= _SHORTEST_RULE:
            self.content.rules.append(box)

    def _links(self):
        """Web addresses of the page's links, at the spans below them."""
        position, link = ctypes.c_int(0), pdfium.FPDF_LINK()
        for _count in range(_MOST_LINKS):
            if not pdfium.FPDFLink_Enumerate(self._page, position, link):
                return
            target = link_target(self._address(link))
            rectangle = pdfium.FS_RECTF()
            if not target or not pdfium.FPDFLink_GetAnnotRect(link, rectangle):
                continue
            left, bottom, right, top = _moved(
                (rectangle.left, rectangle.bottom, rectangle.right, rectangle.top), self._turn
            )
            for span in self.content.spans:
                x, y = (span.left + span.right) / 2, (span.box[1] + span.box[3]) / 2
                if left <= x <= right and bottom <= y <= top:
                    span.link = target

    def _address(self, link):
        action = pdfium.FPDFLink_GetAction(link)
        if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_URI:
            return ""
        buffer = ctypes.create_string_buffer(_MOST_ADDRESS)
        length = pdfium.FPDFAction_GetURIPath(self._document, action, buffer, _MOST_ADDRESS)
        return buffer.value.decode("utf-8", "replace") if 0 < length <= _MOST_ADDRESS else ""


def _mark(item):
    """Number of the marked content, and whether the document calls it no content."""
    number = pdfium.FPDFPageObj_GetMarkedContentID(item)
    if number >= 0:
        return number, False
    for index in range(min(pdfium.FPDFPageObj_CountMarks(item), 8)):
        mark = pdfium.FPDFPageObj_GetMark(item, index)
        buffer, length = (ctypes.c_ushort * 40)(), ctypes.c_ulong()
        if pdfium.FPDFPageObjMark_GetName(mark, buffer, 80, length) and length.value <= 80:
            name = bytes(buffer)[: length.value].decode("utf-16-le", "replace").rstrip("\0")
            if name == "Artifact":
                return -1, True
    return -1, False


def _matrix(item):
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, matrix)
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _box(item, matrix):
    left, bottom, right, top = (ctypes.c_float() for _side in range(4))
    pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    return _moved((left.value, bottom.value, right.value, top.value), matrix)


def _moved(box, matrix):
    if matrix == _STRAIGHT:
        return box
    corners = [_point(x, y, matrix) for x in (box[0], box[2]) for y in (box[1], box[3])]
    xs, ys = zip(*corners, strict=True)
    return (min(xs), min(ys), max(xs), max(ys))


_STRAIGHT = (1, 0, 0, 1, 0, 0)


def _turned(page):
    """The matrix that stands a page upright which is to be shown turned, from its corner."""
    left, bottom, right, top = page.get_cropbox()
    match pdfium.FPDFPage_GetRotation(page):
        case 1:
            return (0, -1, 1, 0, -bottom, right)
        case 2:
            return (-1, 0, 0, -1, right, top)
        case 3:
            return (0, 1, -1, 0, top, -left)
    return (1, 0, 0, 1, -left, -bottom) if left or bottom else _STRAIGHT


def _times(first, second):
    """The matrix that does the first, then the second."""
    if second == _STRAIGHT:
        return first
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _point(x, y, matrix):
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)
