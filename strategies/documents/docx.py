"""Reading a Word document (.docx): what its reader sees, as blocks."""

from django.utils.translation import gettext as _

from .assembling import ListEntry, add_code, as_line, nested_lists
from .blocks import (
    Heading,
    NoteRef,
    Paragraph,
    ParsedDocument,
    Quote,
    Rule,
    Run,
    Table,
    plain_text,
)
from .canonical import canonical_blocks, is_blank
from .errors import DocumentError
from .limits import refuse_word
from .pictures import Shelf
from .places import Position
from .word_charts import draw_charts
from .word_inline import InlineReader, alternative, is_contents_control
from .word_looks import WordLooks, is_drop_cap
from .word_numbering import Numbering
from .word_package import WordPackage
from .word_styles import Styles
from .word_xml import MC, W, child, number, on_off, val

_TRANSPARENT = {f"{W}{name}" for name in ("customXml", "ins", "moveTo", "smartTag")}
_MAX_COLUMNS = 63  # of a table in Word
_NOTE_PARTS = ("footnote", "endnote")
_PAGE_BREAK = f"{W}lastRenderedPageBreak"


def read_docx(data, *, limit):
    """Read a Word document.

    Tracked insertions are in, deletions and hidden text out; fields show their result;
    headers, footers, comments and the table of contents are no part of the text.

    Args:
        data: the file.
        limit: bytes the file may have (see `WordPackage`).

    Returns:
        A `ParsedDocument`.

    Raises:
        DocumentError: the file cannot be read.
    """
    package = WordPackage(data, limit=limit)
    root = package.xml(package.main)
    body = child(root, "body")
    if body is None:
        raise DocumentError(_("Die Word-Datei hat keinen Text."))
    refuse_word(root)
    shelf = Shelf()
    shelf.draw(package.files("word/media/"))
    shelf.know(draw_charts(package, root))
    story = _Story(package, package.main, shelf)
    blocks = canonical_blocks(story.blocks(body))
    notes = {}
    for kind in _NOTE_PARTS:
        notes.update(_read_notes(package, kind, story, shelf))
    return ParsedDocument(blocks, notes, shelf.bilder, shelf.hinweise, story.page)


def _read_notes(package, kind, body, shelf):
    part = package.related(package.main, f"{kind}s")
    root = package.xml(part) if part else None
    if root is None:
        return
    refuse_word(root)
    story = _Story(package, part, shelf, of=body)
    for note in root.iterchildren(f"{W}{kind}"):
        key = f"{kind}{note.get(f'{W}id')}"
        if key in body.note_keys:
            yield key, canonical_blocks(story.blocks(note, nested=True))


class _Story:
    """One run of text in the document: the body, or the notes (`of` the body).

    Attributes:
        page: the one it is at, where Word noted where its pages end, else 0.
    """

    def __init__(self, package, part, shelf, *, of=None):
        self.note_keys = set()
        self._shelf = shelf
        if of is None:
            main = package.main
            styles, numbering = (
                package.xml(name) if (name := package.related(main, kind)) else None
                for kind in ("styles", "numbering")
            )
            self._styles = Styles(styles)
            self._numbering = Numbering(numbering, self._styles)
            self._looks = WordLooks(self._styles, styles)
            self._position = Position()
            # As bytes, since Strict and Transitional name it alike.
            self.page = 1 if b"lastRenderedPageBreak" in package.data(main) else 0
        else:
            self._styles, self._numbering, self._looks = of._styles, of._numbering, of._looks
            self.page = 0
            self._position = of._position
        self._inline = InlineReader(package, part, self._styles, shelf, self._position)

    def blocks(self, container, *, nested=False):
        """The blocks of a container; in a nested one (cell, box, note) headings are text."""
        entries = []
        carried = ()
        for element in _flow(container):
            if element.tag == f"{W}p":
                line = (*carried, *self._line(element, nested=nested))
                carried = ()
                if self._inline.mark_is_gone(element) or is_drop_cap(element):
                    carried = line
                elif not self._styles.is_contents(element):
                    self._add(entries, element, line, nested=nested)
            elif element.tag == f"{W}tbl":
                if not nested:
                    self._position.enter_paragraph()
                entries += self._table(element)
            else:
                self._shelf.note(
                    str(self._position),
                    _("Ein eingebettetes Dokument wurde ausgelassen."),
                )
        if carried:
            entries.append(Paragraph(carried))
        return nested_lists(entries)

    def _line(self, paragraph, *, nested):
        if nested:
            line = self._inline.line(paragraph)
        else:
            notes_before = self._shelf.count
            self._position.enter_paragraph()
            line = self._inline.line(paragraph)
            self.page += sum(1 for _break in paragraph.iter(_PAGE_BREAK)) if self.page else 0
            if is_blank(line) and self._shelf.count == notes_before:
                self._position.leave_empty_paragraph()
        self.note_keys.update(item.key for item in line if isinstance(item, NoteRef))
        return line

    def _add(
        self,
        entries,
        paragraph,
        line,
        *,
        nested,
    ):
        boxes, self._inline.boxes = self._inline.boxes, []
        mark = self._numbering.advance(paragraph)
        level = None if nested else self._styles.heading_level(paragraph)
        before = entries[-1] if entries else None
        if level is not None:
            label = mark.text if mark else ""
            self._position.enter_heading(f"{label} {plain_text(line)}".strip())
            entries.append(Heading(level, line, label, self.page))
        elif self._styles.is_rule(paragraph) and is_blank(line):
            entries.append(Rule())
        elif self._styles.is_code(paragraph) and mark is None:
            add_code(entries, line)
        elif is_blank(line):
            pass
        elif mark is not None:
            depth = mark.level + self._styles.list_depth(paragraph)
            if mark.text and mark.number is None:
                line = (Run(f"{mark.text} "), *line)
            look = self._looks.of(paragraph, line, boxed=nested, page=self.page)
            entries.append(ListEntry(depth, mark, [Paragraph(line, look)]))
        elif self._styles.continues_list_item(paragraph) and isinstance(before, ListEntry):
            before.blocks.append(Paragraph(line))
        elif self._styles.is_quote(paragraph):
            inner = before.blocks if isinstance(before, Quote) else ()
            entries[-1:] = [] if inner else entries[-1:]
            entries.append(Quote((*inner, Paragraph(line))))
        else:
            look = self._looks.of(paragraph, line, boxed=nested, page=self.page)
            entries.append(Paragraph(line, look))
        self._add_boxes(entries, boxes)

    def _add_boxes(self, entries, boxes):
        for box in boxes:
            blocks = self.blocks(box, nested=True)
            if entries and isinstance(entries[-1], ListEntry):
                entries[-1].blocks += blocks
            else:
                entries += blocks

    def _table(self, table):
        rows = []
        for row in _flow(table, f"{W}tr"):
            properties = child(row, "trPr")
            if properties is not None and (
                properties.find(f"{W}del") is not None or on_off(properties, "hidden")
            ):
                continue
            cells = [[]] * number(val(row, "trPr/gridBefore"), most=_MAX_COLUMNS)
            for cell in _flow(row, f"{W}tc"):
                cells.append(self._cell(cell))
                span = number(val(cell, "tcPr/gridSpan"), 1, most=_MAX_COLUMNS)
                cells += [[]] * (span - 1)
            rows.append(cells)
        if len(rows) == 1 and sum(map(bool, rows[0])) == 1 and len(rows[0]) == 1:
            return rows[0][0]
        return [Table(tuple(tuple(map(as_line, row)) for row in rows))]

    def _cell(self, cell):
        properties = child(cell, "tcPr")
        blocks = self.blocks(cell, nested=True)
        if properties is None:
            return blocks
        merged = any(
            (part := child(properties, name)) is not None
            and part.get(f"{W}val", "continue") == "continue"
            for name in ("vMerge", "hMerge")
        )
        return [] if merged or properties.find(f"{W}cellDel") is not None else blocks


def _flow(container, *tags):
    """Paragraphs and tables (or the given tags) in reading order, through all wrappers."""
    wanted = tags or (f"{W}p", f"{W}tbl", f"{W}altChunk")
    for element in container:
        if element.tag in wanted:
            yield element
        elif element.tag == f"{W}sdt" and not is_contents_control(element):
            content = child(element, "sdtContent")
            yield from _flow(content, *tags) if content is not None else ()
        elif element.tag in _TRANSPARENT:
            yield from _flow(element, *tags)
        elif element.tag == f"{MC}AlternateContent":
            branch = alternative(element)
            yield from _flow(branch, *tags) if branch is not None else ()
