"""The paragraphs, lists and tables of an OpenDocument text, as blocks."""

from dataclasses import dataclass, replace

from ..assembling import ListEntry, add_code, as_line, nested_lists
from ..blocks import Heading, Look, Paragraph, Quote, Rule, Run, Table, plain_text
from ..canonical import is_blank
from ..limits import MOST_COLUMNS
from ..word_looks import LONGEST
from ..word_xml import number
from .inline import OdfInline
from .limits import columns_of, rows_of
from .names import DRAW, TABLE, TEXT, is_true
from .numbering import Count, OdfNumbering
from .styles import OdfStyles

_PARAGRAPHS = {f"{TEXT}p", f"{TEXT}h"}
_CONTENTS = {
    f"{TEXT}{name}"
    for name in ("table-of-content", "illustration-index", "table-index", "object-index",
                 "user-index", "alphabetical-index")
}  # fmt: skip
_TRANSPARENT = {f"{TEXT}bibliography", f"{TEXT}index-body", f"{TEXT}index-title",
                f"{TEXT}note-body", f"{DRAW}text-box"}  # fmt: skip
_ROW_GROUPS = {f"{TABLE}table-header-rows", f"{TABLE}table-rows", f"{TABLE}table-row-group"}
_HEADING_LEVELS = 9
_LISTS_DEEP = 10


@dataclass(frozen=True)
class _Item:
    """Where a paragraph stands in lists.

    Attributes:
        count: of the outermost list.
        style: name of the list style, "" where the paragraph's own style names it.
        level: from 1.
        first: whether the paragraph begins the item, so that it bears the number.
        start: number of the item, None for the next one.
    """

    count: Count
    style: str
    level: int
    first: bool = True
    start: int | None = None


class OdfStory:
    """The text of a document, and of its notes.

    Attributes:
        page: the one the reader has come to.
    """

    def __init__(self, package, shelf, position, *, knows_pages):
        self._styles = OdfStyles(package)
        self._numbering = OdfNumbering(self._styles)
        self._shelf = shelf
        self._position = position
        self._knows_pages = knows_pages
        self._inline = OdfInline(package, self._styles, shelf, position)
        self._taken = set()
        self._begun = False

    @property
    def page(self):
        return self._inline.pages + 1

    def take_notes(self):
        """The bodies of the notes met since they were last taken, by key."""
        new = {k: body for k, body in self._inline.notes.items() if k not in self._taken}
        self._taken.update(new)
        return new

    def blocks(self, container, *, nested=False):
        """The blocks of a container; in a nested one (cell, box, note) headings are text."""
        entries = []
        self._flow(container, entries, nested=nested)
        return nested_lists(entries)

    def _flow(self, container, entries, *, nested, item=None):
        for element in container:
            tag = element.tag
            if tag in _PARAGRAPHS:
                self._paragraph(element, entries, nested=nested, item=item)
                item = replace(item, first=False) if item else None
            elif tag == f"{TEXT}list":
                self._list(element, entries, nested=nested, item=item)
            elif tag == f"{TEXT}numbered-paragraph":
                self._numbered(element, entries, nested=nested)
            elif tag == f"{TABLE}table":
                if not nested:
                    self._position.enter_paragraph()
                self._end_of_item(entries, self._table(element), item)
            elif tag == f"{TEXT}section":
                if element.get(f"{TEXT}display") != "none" and not is_true(
                    element, f"{TEXT}is-hidden"
                ):
                    self._flow(element, entries, nested=nested, item=item)
            elif tag in _TRANSPARENT:
                self._flow(element, entries, nested=nested, item=item)
            elif tag == f"{TEXT}soft-page-break":
                self._inline.pages += 1
            elif isinstance(tag, str) and tag.startswith(DRAW) and not nested:
                self._on_page(element, entries)

    @staticmethod
    def _end_of_item(entries, blocks, item):
        """What is no paragraph stands in the item of a list, if there is one."""
        if item and not item.first and entries and isinstance(entries[-1], ListEntry):
            entries[-1].blocks += blocks
        else:
            entries += blocks

    def _on_page(self, element, entries):
        """A frame that stands on the page, before all paragraphs."""
        line = self._inline.frame(element)
        if not is_blank(line):
            entries.append(Paragraph(line))
        self._add_boxes(entries)

    def _list(self, element, entries, *, nested, item):
        style = element.get(f"{TEXT}style-name") or (item.style if item else "")
        count = item.count if item else self._numbering.count_of(element, style)
        level = min(item.level + 1 if item else 1, _LISTS_DEEP)
        for part in element:
            if part.tag == f"{TEXT}list-item":
                start = part.get(f"{TEXT}start-value")
                start = number(start) if start is not None else None
                inside = _Item(count, style, level, start=start)
            elif part.tag == f"{TEXT}list-header":
                inside = _Item(count, style, level, first=False)
            else:
                continue
            self._flow(part, entries, nested=nested, item=inside)

    def _numbered(self, element, entries, *, nested):
        style = element.get(f"{TEXT}style-name", "")
        start = element.get(f"{TEXT}start-value")
        item = _Item(
            self._numbering.count_of(element, style),
            style,
            min(number(element.get(f"{TEXT}level"), 1) or 1, _LISTS_DEEP),
            start=number(start) if start is not None else None,
        )
        self._flow(element, entries, nested=nested, item=item)

    def _paragraph(self, element, entries, *, nested, item):
        style = self._styles.paragraph(element.get(f"{TEXT}style-name", ""))
        if style.breaks and self._begun and not nested:
            self._inline.pages += 1
        self._begun = True
        page = self.page if self._knows_pages else 0
        line = self._line(element, style, nested=nested)
        if style.contents:
            self._inline.take_boxes()
            return
        level = _heading_level(element, style)
        mark = self._mark(element, style, level, item)
        self._add(entries, element, line, style, mark, level, page, nested=nested, item=item)
        self._add_boxes(entries)

    def _line(self, element, style, *, nested):
        if nested:
            return self._inline.line(element, style)
        notes_before = self._shelf.count
        self._position.enter_paragraph()
        line = self._inline.line(element, style)
        if is_blank(line) and self._shelf.count == notes_before:
            self._position.leave_empty_paragraph()
        return line

    def _mark(self, element, style, level, item):
        """Number or bullet before the paragraph; None for none."""
        if item is not None:
            if not item.first:
                return None
            name = item.style or style.lists or ""
            return self._numbering.item(item.count, name, item.level, start=item.start)
        if level is None or style.lists == "" or is_true(element, f"{TEXT}is-list-header"):
            return None
        start = element.get(f"{TEXT}start-value")
        restarts = is_true(element, f"{TEXT}restart-numbering") and start is not None
        return self._numbering.heading(level, start=number(start) if restarts else None)

    def _add(self, entries, element, line, style, mark, level, page, *, nested, item):
        before = entries[-1] if entries else None
        look = self._look(element, line, style, level, page, boxed=nested)
        if level is not None and not nested:
            label = mark.text if mark else ""
            self._position.enter_heading(f"{label} {plain_text(line)}".strip())
            entries.append(Heading(level, line, label, page))
        elif style.rule and is_blank(line):
            entries.append(Rule())
        elif style.code and mark is None:
            add_code(entries, line)
        elif is_blank(line):
            pass
        elif mark is not None:
            if mark.text and mark.number is None:
                line = (Run(f"{mark.text} "), *line)
            depth = mark.level + style.depth
            entries.append(ListEntry(depth, mark, [Paragraph(line, look)]))
        elif isinstance(before, ListEntry) and (
            style.continuation or (item and not item.first and item.level)
        ):
            before.blocks.append(Paragraph(line, look))
        elif style.quote:
            inner = before.blocks if isinstance(before, Quote) else ()
            entries[-1:] = [] if inner else entries[-1:]
            entries.append(Quote((*inner, Paragraph(line, look))))
        else:
            entries.append(Paragraph(line, look))

    def _look(self, element, line, style, level, page, *, boxed):
        """How the paragraph stands on the page, None for one too long for a heading."""
        if len(plain_text(line)) > LONGEST:
            return None
        letters = self._inline.first_letters(element, style)
        loud = any(letters.get(name) for name in ("caps", "small", "underline"))
        return Look(
            size=letters.get("size") or 0,
            bold=bool(boxed and level),
            level=(level or 0) if boxed else 0,
            page=page,
            apart=boxed or style.apart or loud,
        )

    def _add_boxes(self, entries):
        for box in self._inline.take_boxes():
            blocks = self.blocks(box, nested=True)
            if entries and isinstance(entries[-1], ListEntry):
                entries[-1].blocks += blocks
            else:
                entries += blocks

    def _table(self, table):
        rows = []
        for row in _rows(table):
            cells = []
            for cell in row.iterchildren(f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
                covered = cell.tag == f"{TABLE}covered-table-cell"
                content = [] if covered else self.blocks(cell, nested=True)
                room = MOST_COLUMNS - len(cells)
                cells += [content] * min(columns_of(cell), max(room, 0))
            rows += [cells] * rows_of(row)
        if len(rows) == 1 and sum(map(bool, rows[0])) == 1 and len(rows[0]) == 1:
            return rows[0][0]
        return [Table(tuple(tuple(map(as_line, row)) for row in rows))]


def _rows(table):
    """The rows that are shown, through all groups."""
    for element in table:
        if element.tag == f"{TABLE}table-row":
            if element.get(f"{TABLE}visibility") not in {"collapse", "filter"}:
                yield element
        elif element.tag in _ROW_GROUPS and element.get(f"{TABLE}display") != "false":
            yield from _rows(element)


def _heading_level(element, style):
    if element.tag == f"{TEXT}h":
        level = number(element.get(f"{TEXT}outline-level"), style.level or 1)
        return min(max(level, 1), _HEADING_LEVELS)
    return style.level
