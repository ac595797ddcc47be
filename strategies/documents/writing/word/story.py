"""The parts of a paper as elements of Word: of its body, or of its notes."""

from itertools import groupby

from django.utils.translation import gettext as _

from ...blocks import (
    Break,
    Code,
    Heading,
    ListBlock,
    NoteRef,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Run,
    Table,
    plain_text,
)
from .. import parts
from ..xml import legible
from .drawing import figure, stored_picture
from .elements import element, line_break, paragraph, run, twips
from .numbering import LEVELS, continued_indent
from .styles import SOFT
from .tables import block_table, grid

_MARKS = {
    "insert": lambda: (element("color", val="17602F"), element("u", val="single")),
    "delete": lambda: (element("strike"), element("color", val="9B1C1C")),
}
_TIGHT = {"before": 0, "after": 40, "line": 240, "lineRule": "auto"}
_SIZES = {"small": 17, "head": 18}  # half points
_DEPTH_MM = 6


class Story:
    """Writes for one part of the package, which knows its own links and pictures.

    Args:
        book: the `Book` it is in.
        part: the part of the package.
        base: the name of the style of its paragraphs.
    """

    def __init__(self, book, part, *, base="Normal"):
        self.book = book
        self.part = part
        self._base = book.style(base)

    def elements(self, parts):
        for each in parts:
            yield from self.part_of(each)

    def part_of(self, each):
        """Yield the elements of one part of a paper."""
        match each:
            case Heading():
                yield self._heading(each)
            case Paragraph():
                yield paragraph(self.line(each.line), style=self._base)
            case ListBlock():
                yield from self._list(each, 0)
            case Quote():
                yield from self._quote(each)
            case Code():
                yield self._code(each)
            case Rule():
                yield paragraph((), style=self._style("Horizontal Line"))
            case Table():
                yield block_table(self, each)
                yield self._air()
            case parts.OwnText():
                yield self.text(each)
            case parts.Title():
                yield from self._title(each)
            case parts.OwnTable():
                yield grid(self, each)
                yield self._air()
            case parts.Contents():
                yield from self.book.contents(each)
            case parts.Turn():
                self.book.turn(landscape=each.landscape)

    def _style(self, name):
        return self.book.style(name)

    def _air(self):
        """Some room below a table, which keeps it from growing together with another one."""
        return paragraph((), spacing={"before": 0, "after": 80, "line": 144, "lineRule": "auto"})

    # --- Blocks of texts ---

    def _heading(self, block):
        level = min(block.level, 6)
        label = [run(f"{block.label} ")] if block.label else []
        content = [*label, *self.line(block.line)]
        words = f"{block.label} {plain_text(block.line)}".strip()
        marked = self.book.bookmarked(level, words, content)
        return paragraph(marked, style=self._style(f"Heading {level}"))

    def _list(self, block, level):
        shown = min(level, LEVELS - 1)
        name = "List Bullet" if block.start is None else "List Number"
        numberings = self.book.numberings
        if block.start is None:
            identifier = numberings.bullets()
        else:
            identifier = numberings.numbers(shown, block.start)
        for item in block.items:
            is_marked = False
            for inner in item:
                if isinstance(inner, ListBlock):
                    yield from self._list(inner, level + 1)
                elif not isinstance(inner, Paragraph):
                    yield from self.part_of(inner)
                elif is_marked:
                    style, indent = self._style("List Continue"), continued_indent(shown)
                    yield paragraph(self.line(inner.line), style=style, indent=indent)
                else:
                    is_marked, style = True, self._style(name)
                    numbered = (shown, identifier)
                    yield paragraph(self.line(inner.line), style=style, numbering=numbered)

    def _quote(self, block):
        for inner in block.blocks:
            if isinstance(inner, Paragraph):
                yield paragraph(self.line(inner.line), style=self._style("Quote"))
            else:
                yield from self.part_of(inner)

    def _code(self, block):
        content = []
        for index, line in enumerate(block.text.split("\n")):
            content += [line_break()] if index else []
            content.append(run(line))
        return paragraph(content, style=self._style("HTML Preformatted"))

    def line(self, line):
        """Yield the runs and links of a line."""
        for link, items in groupby(line, key=lambda item: getattr(item, "link", "")):
            content = [each for item in items for each in self._inline(item, link)]
            yield from [self._link(link, content)] if link else content

    def _link(self, address, content):
        target = element("hyperlink", *content, history=1)
        target.set(self.book.relation_name, self.book.link(self.part, address))
        return target

    def _inline(self, item, link):
        match item:
            case Run(code=True):
                yield run(item.text, *_looks(item), style=self._style("HTML Code"))
            case Run():
                yield run(item.text, *_looks(item), style=self._style("Hyperlink") if link else "")
            case Break():
                yield line_break()
            case NoteRef(key):
                yield from self._note(key)
            case Picture():
                yield self._picture(item)

    def _note(self, key):
        if self.book.is_in_notes(self):
            # A note cannot hold a note: its words stand in brackets.
            for block in self.book.notes_of(key):
                yield from [run(" ("), *self.line(getattr(block, "line", ())), run(")")]
        elif (identifier := self.book.note(key)) is not None:
            mark = element("rStyle", val=self._style("footnote reference"))
            reference = element("footnoteReference", id=identifier)
            yield element("r", element("rPr", mark), reference)

    def _picture(self, item):
        stored = self.book.picture(item.sha256)
        if stored is None:
            return run(_("[Bild: %(alt)s]") % {"alt": item.alt or _("ohne Beschreibung")})
        size = self.book.picture_mm(stored)
        return stored_picture(self.part, stored, item, self.book.next_id(), size)

    # --- Parts of the paper's own ---

    def _title(self, title):
        if title.kicker:
            above = element("color", val=str(SOFT))
            yield paragraph([run(title.kicker, above)], spacing={"after": 40})
        yield paragraph([run(title.text)], style=self._style("Title"))

    def text(self, text, *, tight=False):
        spacing = dict(_TIGHT) if tight else {}
        if text.air:
            spacing["before"] = 120
        if text.above_mm:
            spacing["before"] = twips(text.above_mm)
        return paragraph(
            [self._span(item, text.look) for item in text.line],
            style=self._style("Caption") if text.look == "caption" else "",
            keep=text.keep,
            new_page=text.new_page,
            spacing=spacing or None,
            indent={"left": twips(_DEPTH_MM * text.depth)} if text.depth else None,
        )

    def cell_line(self, line):
        """A line of a text as the paragraph of a cell."""
        return paragraph(self.line(line), spacing=_TIGHT)

    def _span(self, item, look):
        match item:
            case Break():
                return line_break()
            case parts.Figure():
                return figure(self.part, item, self.book.next_id(), self.book.figure_mm(item))
        looks = [element("b") if item.bold else None, element("i") if item.italic else None]
        if item.mark:
            looks += _MARKS[item.mark]()
        elif item.soft or look in ("small", "kicker"):
            looks.append(element("color", val=str(SOFT)))
        if look in _SIZES:
            at = len(looks) - 1 if item.mark == "insert" else len(looks)
            looks.insert(at, element("sz", val=_SIZES[look]))
        return run(legible(item.text), *looks)


def _looks(item):
    return (
        element("b") if item.bold else None,
        element("i") if item.italic else None,
        element("strike") if item.strike else None,
    )
