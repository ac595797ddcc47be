"""What stands on the pages of a PDF: pieces of text with their place, lines, pictures."""

from dataclasses import dataclass, field
from itertools import pairwise

Box = tuple[float, float, float, float]
"""Left, bottom, right and top in points; as in PDF, y grows upwards."""

_BLANK = 0.15  # of the size, between words
_CLOSING = frozenset(".,;:!?)]“”’")
_BLANK_BESIDE_SMALL = 0.3  # where one of both is raised or lowered, or ends a sentence


@dataclass(slots=True)
class Span:
    """A stretch of text in one look, as the page's program draws it.

    Attributes:
        box: of the ink.
        base: y of the line its letters stand on.
        size: of its letters in points.
        mark: number of the marked content it belongs to, -1 for none.
        is_artifact: the document itself says that it is no content (running head).
        hidden: drawn without ink, as below a scan.
        struck: a line runs through it.
        formula: stands for a whole one, as tags tell.
        page: counted from 1.
        ready: a `Ready` that stands here instead of text.
    """

    text: str
    box: Box
    base: float
    size: float
    bold: bool
    italic: bool
    mark: int
    page: int
    is_artifact: bool = False
    hidden: bool = False
    struck: bool = False
    formula: bool = False
    link: str = ""
    ready: object = None

    @property
    def left(self):
        return self.box[0]

    @property
    def right(self):
        return self.box[2]


@dataclass(slots=True)
class Image:
    """A picture on a page; ``handle`` is valid while the page is open, ``key`` finds its data."""

    handle: object
    box: Box
    mark: int
    page: int
    is_artifact: bool = False
    alt: str = ""
    key: str = ""


@dataclass(slots=True)
class Content:
    """Everything on one page. ``rules`` are its horizontal and vertical lines."""

    number: int
    width: float
    height: float
    spans: list[Span] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    rules: list[Box] = field(default_factory=list)


def is_drop_cap(before, span):
    """Whether the first is one large letter that begins the word of the second."""
    return (
        len(before.text.strip()) == 1
        and before.text.strip().isalpha()
        and before.size >= 1.7 * span.size
        and before.box[1] - 2 <= span.base <= before.box[3]
        and -2 <= span.left - before.right <= span.size
    )


def gap_is_blank(before, span):
    """Whether there is a blank between two spans of a line."""
    if before.text[-1:].isspace() or span.text[:1].isspace() or is_drop_cap(before, span):
        return False
    sizes = sorted((before.size, span.size))
    is_beside = sizes[0] < 0.86 * sizes[1] or span.text[:1] in _CLOSING
    least = _BLANK_BESIDE_SMALL if is_beside else _BLANK
    return span.left - before.right > least * sizes[1]


@dataclass(slots=True)
class Line:
    """Spans that stand on one line, from left to right."""

    spans: list[Span]

    @property
    def left(self):
        return self.spans[0].left

    @property
    def right(self):
        return self.spans[-1].right

    @property
    def main(self):
        """The span with most text: size and place of the line are its."""
        if len(self.spans) == 1:
            return self.spans[0]
        return max(self.spans, key=lambda span: len(span.text.strip()))

    @property
    def base(self):
        return self.main.base

    @property
    def size(self):
        return self.main.size

    @property
    def box_top(self):
        return max(span.box[3] for span in self.spans)

    @property
    def bold(self):
        return all(span.bold for span in self.spans if span.text.strip())

    @property
    def page(self):
        return self.spans[0].page

    @property
    def text(self):
        """Its words, with a blank where there is space between two spans."""
        if len(self.spans) == 1:
            return self.spans[0].text
        parts = []
        for before, span in pairwise([None, *self.spans]):
            if before is not None and gap_is_blank(before, span):
                parts.append(" ")
            parts.append(span.text)
        return "".join(parts)


@dataclass(slots=True)
class Chunk:
    """A paragraph, a heading, an entry of a list: lines that belong together.

    Attributes:
        level: of the heading that bookmarks or tags make of it, 0 for none.
        item: how many lists it stands in, by tags.
        boxed: stands in a text box.
        closed: nothing that follows belongs to it; tags say so.
    """

    lines: list[Line]
    level: int = 0
    item: int = 0
    boxed: bool = False
    closed: bool = False

    @property
    def page(self):
        return self.lines[0].page

    @property
    def size(self):
        if len(self.lines) == 1:
            return self.lines[0].size
        return max(self.lines, key=lambda line: line.right - line.left).size

    @property
    def bold(self):
        return all(line.bold for line in self.lines)

    @property
    def left(self):
        return min(line.left for line in self.lines)

    @property
    def text(self):
        return " ".join(line.text.strip() for line in self.lines)


@dataclass(slots=True)
class Ready:
    """What is finished where it was found: the rows of a table, or a picture.

    A table's ``rows`` hold lists of `Chunk` for each cell, its ``edges`` are where its columns
    begin and end, where lines say so. Without rows and picture it stands for a table of
    contents, which is left out.
    """

    page: int
    box: Box = (0, 0, 0, 0)
    rows: list = field(default_factory=list)
    picture: object = None
    edges: tuple = ()
