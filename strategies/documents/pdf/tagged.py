"""The structure tree and what stands on the pages → paragraphs, lists, tables, notes."""

from collections import defaultdict

from .formulas import as_one
from .lines import in_drawn_order
from .model import Chunk, Ready, Span
from .tags import Element

_HEADINGS = {"H": 1, "Title": 1, **{f"H{level}": level for level in range(1, 10)}}
_PARAGRAPHS = {"P", "Caption", *_HEADINGS}
_INLINE = {
    "Span", "Link", "Reference", "Em", "Strong", "Quote", "Code", "Annot", "Sub", "Lbl",
    "BibEntry", "Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP",
}  # fmt: skip
_LEFT_OUT = {"TOC", "TOCI", "Artifact", "Private", "Index"}
_NOTES = {"Note", "FENote"}
_MOST_MISSING = 0.2  # of the text: what tags do not reach


class TaggedReader:
    """Follows the tree.

    Args:
        root: of the tree.
        spans: of all pages, in drawn order.
        images: of all pages.

    Attributes:
        notes: pieces of each note.
    """

    def __init__(self, root, spans, images):
        self.notes = []
        self._root = root
        self._spans = defaultdict(list)
        self._images = defaultdict(list)
        self._in_tree = set(_leaves(root))
        for span in spans:
            self._spans[span.page, span.mark].append(span)
        for image in images:
            self._images[image.page, image.mark].append(image)

    @property
    def is_complete(self):
        """Whether the tags reach what stands on the pages; some programs tag only parts."""
        total = missing = 0
        for leaf, spans in self._spans.items():
            length = sum(len(span.text) for span in spans if not span.is_artifact)
            total += length
            missing += 0 if leaf in self._in_tree else length
        return bool(self._in_tree) and missing <= _MOST_MISSING * total

    def pieces(self):
        """`Chunk` and `Ready` in the order of the tags."""
        pieces = list(self._blocks(self._root, item=0, boxed=False))
        for (page, mark), images in self._images.items():
            if (page, mark) not in self._in_tree:
                for image in images:
                    _insert(pieces, Ready(page, image.box, picture=image))
        return pieces

    def _blocks(self, element, *, item, boxed):
        """Pieces of a container; loose text in it is a paragraph."""
        loose = []
        for kid in element.children():
            if not isinstance(kid, Element) or kid.kind in _INLINE or kid.kind == "Formula":
                loose.append(kid)
                continue
            if loose:
                yield from self._paragraph(loose, 0, item=item, boxed=boxed)
                loose = []
            yield from self._block(kid, item=item, boxed=boxed)
        if loose:
            yield from self._paragraph(loose, 0, item=item, boxed=boxed)

    def _block(self, element, *, item, boxed):
        kind = element.kind
        if kind == "TOC":
            yield Ready(0)
        if kind in _LEFT_OUT:
            return
        if kind in _PARAGRAPHS:
            level = _HEADINGS.get(kind, 0)
            yield from self._paragraph(element.children(), level, item=item, boxed=boxed)
        elif kind == "L":
            yield from self._blocks(element, item=item + 1, boxed=boxed)
        elif kind == "LI":
            yield from _with_label(list(self._blocks(element, item=item, boxed=boxed)))
        elif kind == "Table":
            yield from self._table(element)
        elif kind == "Figure":
            yield from self._figure(element, item=item)
        elif kind in _NOTES:
            self.notes.append(list(self._blocks(element, item=0, boxed=True)))
        else:
            yield from self._blocks(element, item=item, boxed=boxed)

    def _paragraph(self, kids, level, *, item, boxed):
        """The text of a paragraph; boxes and tables anchored in it follow it."""
        spans, after = [], []
        self._collect(kids, spans, after)
        if lines := in_drawn_order(spans):
            yield Chunk(lines, level, item, boxed, closed=True)
        for element in after:
            yield from self._block(element, item=0, boxed=True)

    def _collect(self, kids, spans, after):
        for kid in kids:
            if not isinstance(kid, Element):
                spans += [span for span in self._spans.get(kid, ()) if not span.is_artifact]
            elif kid.kind == "Figure":
                pictures = list(self._pictures(kid))
                spans += map(_as_span, pictures)
                if not pictures:
                    after.append(kid)
            elif kid.kind == "Formula":
                drawn = [span for leaf in _leaves(kid) for span in self._spans.get(leaf, ())]
                if drawn:
                    spans.append(as_one(drawn, kid.alt, spans[-1] if spans else None))
            elif kid.kind in _INLINE:
                self._collect(kid.children(), spans, after)
            elif kid.kind not in _LEFT_OUT:
                after.append(kid)

    def _figure(self, element, *, item):
        pictures = list(self._pictures(element))
        yield from pictures
        if not pictures:
            yield from self._blocks(element, item=item, boxed=True)

    def _pictures(self, element):
        for leaf in _leaves(element):
            for image in self._images.get(leaf, ()):
                image.alt = element.alt
                yield Ready(image.page, image.box, picture=image)

    def _table(self, table):
        rows, below = [], {}
        for row in _rows(table):
            cells = []
            for cell in row.children():
                if isinstance(cell, Element):
                    _leave_room(cells, below)
                    high, wide = cell.span
                    for place in range(len(cells), len(cells) + wide):
                        below[place] = high
                    cells.append(list(self._blocks(cell, item=0, boxed=True)))
                    cells += [[] for _column in range(wide - 1)]
            _leave_room(cells, below)
            below = {place: high - 1 for place, high in below.items() if high > 1}
            rows.append(cells)
        pages = [p.page for row in rows for cell in row for p in cell]
        if pages:
            yield Ready(min(pages), rows=rows)


def _leave_room(cells, below):
    """Add empty cells where one of a row above reaches down."""
    while below.get(len(cells)):
        cells.append([])


def _insert(pieces, ready):
    """Put a picture that no tag knows where it stands on its page."""
    place = 0
    for number, piece in enumerate(pieces, 1):
        above = isinstance(piece, Chunk) and piece.lines[-1].base >= ready.box[3] - 1
        if piece.page < ready.page or (piece.page == ready.page and above):
            place = number
    pieces.insert(place, ready)


def _rows(element):
    for kid in element.children():
        if isinstance(kid, Element):
            if kid.kind == "TR":
                yield kid
            elif kid.kind in {"THead", "TBody", "TFoot"}:
                yield from _rows(kid)


def _with_label(pieces):
    """The label of an entry and its text as one piece."""
    first, *rest = pieces or [None]
    if (
        rest
        and isinstance(first, Chunk)
        and isinstance(rest[0], Chunk)
        and len(first.lines) == 1
        and len(first.text) <= 6
        and first.page == rest[0].page
        and abs(first.lines[0].base - rest[0].lines[0].base) < 0.6 * first.size
    ):
        begin = rest[0].lines[0]
        begin.spans = [*first.lines[0].spans, *begin.spans]
        return rest
    return pieces


def _as_span(ready):
    left, bottom, right, top = ready.box
    return Span(
        "", (left, bottom, right, top), bottom, 0.1, False, False, -1, ready.page, ready=ready
    )


def _leaves(element):
    for kid in element.children():
        if isinstance(kid, Element):
            yield from _leaves(kid)
        else:
            yield kid
