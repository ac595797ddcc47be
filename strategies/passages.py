"""The passages of a Fassung that a comment can quote: paragraphs, list items, rows of tables.

They are read from the HTML of the Fassung, which never changes, so a passage is named by its
place in it and by what it says. The HTML comes from ``strategies.markdown``: sanitised, and
every element closed.
"""

import re
from dataclasses import dataclass
from hashlib import sha256
from html import unescape
from operator import itemgetter

_TAG = re.compile(r"""<(/?)([a-z][a-z0-9]*)((?:[^>"']|"[^"]*"|'[^']*')*)>""")
_PASSAGES = frozenset({"p", "li", "tr"})
# Where one of these begins, what an item of a list says itself is over.
_BLOCKS = frozenset({"blockquote", "div", "hr", "ol", "p", "pre", "table", "ul"})
_CELLS = frozenset({"td", "th"})
# Left out of the words: numbers of footnotes, the way back from one, who made a picture.
_SILENT = re.compile(r'class="(footnote-(ref|backref)|credit)"')
_BETWEEN_CELLS = " · "


@dataclass(frozen=True)
class QuotablePassage:
    """One passage of a text.

    Attributes:
        number: its place among all passages of the text, from 1.
        text: what it says, as plain text on one line.
        start: where in the HTML the attributes of its element may be put.
        end: where in the HTML its own words are over, inside its element.
    """

    number: int
    text: str
    start: int
    end: int

    @property
    def block(self):
        """Names it among the passages of its Fassung, and no other wording by the same number."""
        return f"{self.number}-{sha256(self.text.encode()).hexdigest()[:8]}"

    @property
    def anchor(self):
        return anchor_of(self.block)

    def first_words(self, number=6):
        words = self.text.split()
        return " ".join(words[:number]) + (" …" if len(words) > number else "")


def anchor_of(block):
    """The id of a passage's element in a page that shows the text it stands in."""
    return f"stelle-{block.partition('-')[0]}"


def passages_of(html):
    """Return the passages of a text in their order.

    What says nothing (a picture alone, say) is none; what stands in another one (an item in an
    item, a paragraph in an item) is one of its own. Heads of tables are none either.

    Args:
        html: as ``strategies.markdown.render`` returns it.
    """
    reader = _Reader()
    position = 0
    for tag in _TAG.finditer(html):
        reader.words(html[position : tag.start()])
        closes, name, attributes = tag.groups()
        if closes:
            reader.end(name, tag)
        else:
            reader.begin(name, attributes, tag)
        position = tag.end()
    return reader.passages()


class _Reader:
    """Collects the words of what is open; see ``passages_of``."""

    def __init__(self):
        self._found, self._open = [], []
        self._in_head = False
        # The element whose words are left out, and how many of its name are open in it.
        self._silent, self._depth = "", 0

    def words(self, text):
        if self._open and not self._silent and not self._in_head:
            self._open[-1].words.append(unescape(text))

    def begin(self, name, attributes, tag):
        if self._silent:
            self._depth += name == self._silent
            return
        if _SILENT.search(attributes):
            self._silent, self._depth = name, 1
        elif name == "thead":
            self._in_head = True
        elif name == "br":
            self.words(" ")
        if name in _BLOCKS and self._open:
            self._open[-1].close(tag.start())
        if name in _PASSAGES and not self._in_head:
            start = tag.end() - 1
            self._found.append(_Open(name, start))
            self._open.append(self._found[-1])

    def end(self, name, tag):
        if self._silent:
            self._depth -= name == self._silent
            if not self._depth:
                self._silent = ""
            return
        if name == "thead":
            self._in_head = False
        elif name in _CELLS and self._open and not self._in_head:
            self._open[-1].end_cell(tag.start())
        elif self._open and name == self._open[-1].name:
            self._open.pop().close(tag.start())

    def passages(self):
        said = [row for row in self._found if row.text]
        return [
            QuotablePassage(n, row.text, row.start, row.end) for n, row in enumerate(said, start=1)
        ]


class _Open:
    """An element that may be a passage, while it is read."""

    def __init__(self, name, start):
        self.name, self.start = name, start
        self.words = []
        self.end = None

    def close(self, position):
        """Its own words are over here, if they have begun and are not over yet."""
        if self.end is None and self.text:
            self.end = position

    def end_cell(self, position):
        self.words.append(_BETWEEN_CELLS)
        self.end = position

    @property
    def text(self):
        text = " ".join("".join(self.words).split())
        cells = [cell.strip() for cell in text.split(_BETWEEN_CELLS.strip())]
        if self.name == "tr":
            return _BETWEEN_CELLS.join(cell for cell in cells if cell)
        return text


def find_passage(html, block):
    """Return the QuotablePassage of a text that ``QuotablePassage.block`` names, or None."""
    return next((row for row in passages_of(html) if row.block == block), None)


def with_passages(html, mark=None):
    """Give each passage of a text its anchor and, behind its words, its mark.

    Args:
        html: as ``strategies.markdown.render`` returns it.
        mark: takes a QuotablePassage, returns escaped HTML.
    """
    added = []
    for passage in passages_of(html):
        if 'id="' not in html[html.rindex("<", 0, passage.start) : passage.start]:
            added.append((passage.start, f' id="{passage.anchor}"'))
        if mark:
            added.append((passage.end, mark(passage)))
    parts, position = [], 0
    # The end of one may come after all of another that stands in it.
    for place, addition in sorted(added, key=itemgetter(0)):
        parts += [html[position:place], addition]
        position = place
    return "".join([*parts, html[position:]])
