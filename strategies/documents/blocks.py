"""The common form of both formats: a document is a list of blocks, a line a list of runs.

Both readers produce it, the tree builder sorts it, the serialiser writes it. Everything
that makes a .docx and the .md of the same document equal is decided here.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from markdown_it.common.normalize_url import normalizeLink

from strategies.markdown import PROTOCOLS


@dataclass(frozen=True)
class Run:
    """A stretch of text in one look."""

    text: str
    bold: bool = False
    italic: bool = False
    strike: bool = False
    code: bool = False
    link: str = ""

    @property
    def look(self):
        return (self.bold, self.italic, self.strike, self.code, self.link)

    def saying(self, text):
        """Another text in the same look."""
        if text == self.text:
            return self
        return Run(text, self.bold, self.italic, self.strike, self.code, self.link)


@dataclass(frozen=True)
class Break:
    """A line break inside a paragraph."""


@dataclass(frozen=True)
class NoteRef:
    """A mark in the text that points at a footnote or endnote."""

    key: str


@dataclass(frozen=True)
class Picture:
    sha256: str
    alt: str


Inline = Run | Break | NoteRef | Picture
Line = tuple[Inline, ...]


@dataclass(frozen=True)
class Look:
    """How a paragraph stands on the page, where a reader could take it for a heading.

    Attributes:
        size: of its letters in points, 0 where the document does not say.
        bold: whether all of its letters are.
        level: of the heading style it bears in a place where headings are text (a cell, a
            text box), 0 for none.
        page: the page it begins on, 0 where unknown.
        apart: whether anything else sets it apart: capitals, centred, underlined, a bar of
            colour, a frame or a text box.
    """

    size: float = 0
    bold: bool = False
    level: int = 0
    page: int = 0
    apart: bool = False


@dataclass(frozen=True)
class Heading:
    """A heading; `level` 1 is the highest. `label` is the number Word generates for it.

    ``page`` is the one it stands on, 0 where unknown.
    """

    level: int
    line: Line
    label: str = ""
    page: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; two are the same if their lines are, whatever they look like."""

    line: Line
    look: Look | None = field(default=None, compare=False)


@dataclass(frozen=True)
class ListBlock:
    """A list; `start` is the number of the first item, None for bullets."""

    start: int | None
    items: tuple[tuple["Block", ...], ...]

    @property
    def next_number(self):
        return None if self.start is None else self.start + len(self.items)


@dataclass(frozen=True)
class Table:
    """Rows of equal length; the first is the header."""

    rows: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True)
class Quote:
    blocks: tuple["Block", ...]


@dataclass(frozen=True)
class Code:
    text: str


@dataclass(frozen=True)
class Rule:
    """A line across the page."""


Block = Heading | Paragraph | ListBlock | Table | Quote | Code | Rule
Notes = Mapping[str, tuple[Block, ...]]


@dataclass(frozen=True)
class Hinweis:
    """Something the reader of the document sees and the import cannot take over."""

    place: str
    text: str


@dataclass(frozen=True)
class BildTeil:
    """A picture of the document, re-encoded; `sha256` is of the bytes in the document.

    Attributes:
        small: the same as WebP for narrow screens; empty where ``data`` is no wider.
        credit: who made it, as a person said.
    """

    sha256: str
    data: bytes
    content_type: str
    small: bytes = b""
    credit: str = ""


@dataclass(frozen=True)
class ParsedDocument:
    """What a format's reader hands to the outline. ``pages`` is 0 where nobody knows."""

    blocks: tuple[Block, ...]
    notes: Notes
    bilder: tuple[BildTeil, ...] = ()
    hinweise: tuple[Hinweis, ...] = ()
    pages: int = 0


_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\x00-\x08\x0e-\x1f\x7f]")
_BLANKS = re.compile(r"\s+")
_HYPHEN = "\u2011"
_SIGNS = "[!-~À-ÿ–„“”‚‘’€…]"
# Letters, figures and what stands between them in most texts, with single blanks.
_NORMAL = re.compile(rf" ?{_SIGNS}+(?: {_SIGNS}+)* ?")


def normalise_text(text):
    """One blank for every kind and number of blanks, no invisible characters, NFC."""
    if _NORMAL.fullmatch(text):
        return text
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).replace(_HYPHEN, "-")
    return _BLANKS.sub(" ", text)


def link_target(address):
    """The canonical form of a web address, or "" where a public page may not link to it."""
    address = address.strip()
    try:
        if urlsplit(address).scheme.lower() not in PROTOCOLS:
            return ""
    except ValueError:
        return ""
    return normalizeLink(address).replace("(", "%28").replace(")", "%29")


def plain_text(line):
    """The words of a line; a line break counts as a blank."""
    parts = [
        item.text if isinstance(item, Run) else " " if isinstance(item, Break) else ""
        for item in line
    ]
    return normalise_text("".join(parts)).strip()


def unformatted(line):
    """The line without emphasis, as headings have it: links, notes and pictures stay."""
    return tuple(Run(item.text, link=item.link) if isinstance(item, Run) else item for item in line)


def split_lines(line):
    """The line cut at its line breaks."""
    lines = [[]]
    for item in line:
        if isinstance(item, Break):
            lines.append([])
        else:
            lines[-1].append(item)
    return [tuple(part) for part in lines]
