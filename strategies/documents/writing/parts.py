"""What a written document is made of, whatever its format.

A `Manuscript` is a list of parts: the blocks of a text as the readers know them, and what only
a paper of the office has. Each format writes the same list.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ..blocks import Block, Break, Heading, Run, plain_text

LANGUAGE = ("de", "DE")
PORTRAIT_MM = 165
LANDSCAPE_MM = 252
PAGE_MM = (210, 297)
MARGINS_MM = {"top": 25, "bottom": 22, "left": 25, "right": 20}
_MOST_HEIGHT_MM = 200
_LOGO_MM = (60, 14)
_DOTS_PER_MM = 96 / 25.4
# Letters: what a column of a table weighs at least and at most.
_LEAST, _MOST = 8, 60


@dataclass(frozen=True)
class OwnSpan:
    """A stretch of a paragraph that is the paper's own, not that of a text.

    Attributes:
        mark: "insert" or "delete" for what came and what went.
        soft: grey, as for remarks.
    """

    text: str
    bold: bool = False
    italic: bool = False
    mark: str = ""
    soft: bool = False


@dataclass(frozen=True)
class Figure:
    """A picture in the line; ``alternative`` says it to those who do not see it."""

    png: bytes
    width_mm: float
    height_mm: float
    alternative: str


@dataclass(frozen=True)
class OwnText:
    """A paragraph of the paper's own.

    Attributes:
        line: OwnSpans, Breaks and Figures.
        look: "" for running text, "caption", "kicker", or in cells "head" and "small".
        depth: how far it is indented.
        keep: whether it stays on one page with what follows.
        air: whether there is some room above it.
        above_mm: how much, where it is to be just so.
        new_page: whether it begins one, without a section of its own.
    """

    line: tuple[OwnSpan | Break | Figure, ...]
    look: str = ""
    depth: int = 0
    keep: bool = False
    air: bool = False
    above_mm: float = 0
    new_page: bool = False


@dataclass(frozen=True)
class Title:
    """The title of the paper, below a line that says what it is."""

    text: str
    kicker: str = ""


@dataclass(frozen=True)
class Contents:
    """The table of contents: all headings of the first two levels that follow."""

    title: str


@dataclass(frozen=True)
class GridRow:
    """A row of a `OwnTable`; ``whole`` keeps it on one page."""

    cells: tuple[tuple[OwnText, ...], ...]
    whole: bool = True


@dataclass(frozen=True)
class OwnTable:
    """A table of the paper's own, whose head is repeated on every page.

    Attributes:
        head: the texts of its first row.
        title, summary: for those who do not see it.
    """

    head: tuple[str, ...]
    widths_mm: tuple[float, ...]
    rows: tuple[GridRow, ...]
    title: str
    summary: str

    @property
    def head_texts(self):
        return [paragraph(text, bold=True, look="head") for text in self.head]


@dataclass(frozen=True)
class Turn:
    """A new page, across or upright."""

    landscape: bool


Part = Block | OwnText | Title | Contents | OwnTable | Turn


@dataclass(frozen=True)
class StoredPicture:
    """A picture of a text: its bytes (PNG or JPEG) and its size in pixels."""

    data: bytes
    width: int
    height: int


@dataclass(frozen=True)
class Stationery:
    """What papers have of the town.

    Attributes:
        accent: the colour of headings and links, „#rrggbb“.
        logo: stands above the first page, with the town's ``name`` for who does not see it.
        template: a .docx whose styles and pages Word documents have, in the place of all that.
    """

    accent: str = "#0a4d5c"
    name: str = ""
    logo: StoredPicture | None = None
    template: bytes | None = None


PLAIN = Stationery()


@dataclass(frozen=True)
class Manuscript:
    """A document to write.

    Attributes:
        author: who hands it out.
        at: when what it says was settled.
        head: stands above each page, unless the template of the town has a head of its own.
        mark: stands above each page whatever the template has: that it is a draft.
        foot: „Seite {page} von {pages}“.
        notes: blocks of the footnotes, by the key of their mark.
        pictures: those of the texts by sha256; one that is missing is named in its place.
    """

    title: str
    author: str
    subject: str
    at: datetime
    parts: tuple[Part, ...]
    head: str = ""
    mark: str = ""
    foot: str = ""
    notes: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    pictures: Mapping[str, StoredPicture] = field(default_factory=dict)

    @property
    def above(self):
        """What stands above each page where nobody has put anything there."""
        return " · ".join(filter(None, (self.mark, self.head)))


def heading(text, level):
    """A heading of the paper's own."""
    return Heading(level, (Run(text),))


def paragraph(text, **looks):
    """An OwnText of one OwnSpan for each line of ``text``; bold and soft are those of the OwnSpans.

    Args:
        looks: what OwnText and OwnSpan know.
    """
    spans = {name: looks.pop(name) for name in ("bold", "italic", "soft") if name in looks}
    line = []
    for index, words in enumerate(str(text).replace("\r\n", "\n").split("\n")):
        line += [Break()] if index else []
        line.append(OwnSpan(words, **spans))
    return OwnText(tuple(line), **looks)


def fitted_mm(picture, widest_mm=PORTRAIT_MM):
    """Width and height of a picture of a text: as on a screen, but never beyond the page."""
    width, height = (max(side, 1) / _DOTS_PER_MM for side in (picture.width, picture.height))
    scale = min(1, widest_mm / width, _MOST_HEIGHT_MM / height)
    return width * scale, height * scale


def logo_mm(logo):
    """Width and height of the town's logo above a page."""
    scale = min(_LOGO_MM[0] / max(logo.width, 1), _LOGO_MM[1] / max(logo.height, 1))
    return logo.width * scale, logo.height * scale


def shares(table, whole_mm):
    """The widths of a text's table in mm: a column of many words is wider than one of few."""
    columns = zip(*table.rows, strict=True)
    weights = [
        min(max(max(len(plain_text(cell)) for cell in column), _LEAST), _MOST) for column in columns
    ]
    return tuple(whole_mm * weight / sum(weights) for weight in weights)
