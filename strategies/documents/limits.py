"""How much of everything a document may hold, counted before it is read (see strategies.limits)."""

import re

from django.utils.translation import gettext as _

from ..limits import MOST_CELLS as MOST_CELLS_OF_TEXT
from ..limits import MOST_COLUMNS, MOST_DEPTH, MOST_IN_PARAGRAPH, TooMuchWork, refuse_work, too_many
from ..limits import MOST_NOTES as MOST_NOTES_OF_TEXT
from ..limits import MOST_PICTURES as MOST_PICTURES_OF_TEXT
from .blocks import Heading, ListBlock, Paragraph, Picture, Quote, Run, Table, split_lines
from .errors import DocumentError
from .word_xml import NAMESPACES, W, number, val

# Of a whole document, whatever its format: what 500 pages of a planning document need, and as
# much again. Each of its texts has the narrower limits of any text.
MOST_PARAGRAPHS = 20_000
"""Those in tables and notes included; a planning document of 300 pages has some 5,000."""

MOST_RUNS = 150_000
"""Word begins a new one wherever somebody corrected something."""

MOST_MARKS = 3_000_000
"""Of angle brackets in all XML of a document: what the XML parser has to go through."""

MOST_ROWS = 10_000
MOST_CELLS = 2 * MOST_CELLS_OF_TEXT
MOST_NOTES = 3 * MOST_NOTES_OF_TEXT
MOST_PICTURES = 2 * MOST_PICTURES_OF_TEXT
_MOST_DOCUMENT = 2_000_000
# What lies in the document itself: bytes of a picture, no text.
_DATA = re.compile(r"\(data:image/[\w.+-]+;base64,[^\s)]*")


def refuse(found, most, what):
    """Raise `DocumentError` where there is more than a document may hold."""
    if found > most:
        raise DocumentError(too_many(found, most, what))


def refuse_word(root):
    """Raise `DocumentError` for a part of a Word document that would take too long to read.

    Counted by the XML library, without a step of ours for each element.
    """

    def count(path):
        return int(root.xpath(f"count({path})", namespaces=NAMESPACES))

    refuse(count("//w:p"), MOST_PARAGRAPHS, _("Absätze"))
    refuse(count("//w:r"), MOST_RUNS, _("verschieden gestaltete Stellen"))
    refuse(count("//w:tr"), MOST_ROWS, _("Zeilen in Tabellen"))
    cells = root.iter(f"{W}tc")
    spans = sum(number(val(cell, "tcPr/gridSpan"), 1, most=MOST_COLUMNS) for cell in cells)
    refuse(spans, MOST_CELLS, _("Zellen in Tabellen"))
    notes = "//w:footnote | //w:endnote | //w:footnoteReference | //w:endnoteReference"
    refuse(count(notes), MOST_NOTES, _("Fußnoten und Verweise darauf"))
    refuse(count("//w:drawing | //w:pict | //w:object"), MOST_PICTURES, _("Bilder"))
    depth = max(_depth_of(table) for table in [root, *root.iter(f"{W}tbl")])
    refuse(depth, MOST_DEPTH, _("Ebenen ineinander"))
    long = f"//w:p[string-length(.) > {MOST_IN_PARAGRAPH}]"
    for paragraph in root.xpath(long, namespaces=NAMESPACES):
        length = len("".join(paragraph.itertext()))
        refuse(length, MOST_IN_PARAGRAPH, _("Zeichen in einem Absatz"))


def _depth_of(table):
    return sum(1 for _ancestor in table.iterancestors(table.tag))


def refuse_markdown(text):
    """Raise `DocumentError` for a Markdown document that would take too long to read."""
    written = _DATA.sub("(", text)
    refuse(len(written), _MOST_DOCUMENT, _("Zeichen"))
    # A document is many texts: what holds for one, holds for each piece between headings.
    refuse(len(re.findall(r"\n\s*\n", written)), MOST_PARAGRAPHS, _("Absätze"))
    refuse(written.count("[^"), MOST_NOTES, _("Fußnoten und Verweise darauf"))
    refuse(written.count("!["), MOST_PICTURES, _("Bilder"))
    for piece in re.split(r"(?m)^(?=#)", written):
        refuse_text(piece)


def refuse_parsed(parsed):
    """Raise `DocumentError` for a `ParsedDocument` that holds more than a document may.

    The readers count before they read, each what its format shows; here the same is counted
    for all of them, in what they made of it.
    """
    blocks = [*parsed.blocks, *(block for note in parsed.notes.values() for block in note)]
    found = _Count()
    found.add(blocks, 0)
    refuse(found.paragraphs, MOST_PARAGRAPHS, _("Absätze"))
    refuse(found.rows, MOST_ROWS, _("Zeilen in Tabellen"))
    refuse(found.cells, MOST_CELLS, _("Zellen in Tabellen"))
    refuse(len(parsed.notes), MOST_NOTES, _("Fußnoten und Verweise darauf"))
    refuse(found.pictures, MOST_PICTURES, _("Bilder"))
    refuse(found.depth, MOST_DEPTH, _("Ebenen ineinander"))
    refuse(found.longest, MOST_IN_PARAGRAPH, _("Zeichen in einem Absatz"))


class _Count:
    """What is counted in the blocks of a document."""

    def __init__(self):
        self.paragraphs = self.rows = self.cells = self.pictures = self.depth = self.longest = 0

    def add(self, blocks, depth):
        self.depth = max(self.depth, depth)
        for block in blocks:
            match block:
                case Table():
                    self.rows += len(block.rows)
                    self.cells += sum(map(len, block.rows))
                    for row in block.rows:
                        for cell in row:
                            for line in split_lines(cell):
                                self._add_line(line)
                case ListBlock():
                    for item in block.items:
                        self.add(item, depth + 1)
                case Quote():
                    self.add(block.blocks, depth + 1)
                case Heading() | Paragraph():
                    self.paragraphs += 1
                    self._add_line(block.line)
                case _:
                    self.paragraphs += 1

    def _add_line(self, line):
        self.pictures += sum(isinstance(item, Picture) for item in line)
        length = sum(len(item.text) for item in line if isinstance(item, Run))
        self.longest = max(self.longest, length)


def refuse_pages(found, most):
    """Raise `DocumentError` for a document with more pages than may be read."""
    if found > most:
        raise DocumentError(
            _(
                "Das Dokument hat %(found)d Seiten, gelesen werden höchstens %(most)d. Bitte "
                "laden Sie nur den Teil hoch, um den es geht."
            )
            % {"found": found, "most": most}
        )


def refuse_text(text, title=""):
    """Raise `DocumentError` for one text of a document; ``title`` says which."""
    try:
        refuse_work(text)
    except TooMuchWork as excess:
        raise DocumentError(f"„{title}“: {excess}" if title else str(excess)) from excess
