"""A Word document as offices expect it: A4, German, real headings, numbered pages.

What python-docx has no words for is written as WordprocessingML (ECMA-376, part 1, 17).
"""

import io

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from strategies.documents.writing.word.elements import element
from strategies.documents.writing.word.order import put
from strategies.documents.writing.word.styles import (
    HEAD_TINT,
    RULE,
    SOFT,
    set_font,
)
from strategies.documents.writing.xml import legible

from .direction import set_directions

LANGUAGE = "de-DE"
A4 = (Mm(210), Mm(297))
MARGINS = {"top": Mm(25), "bottom": Mm(22), "left": Mm(25), "right": Mm(20)}
PORTRAIT_MM = 165
LANDSCAPE_MM = 252
# Kinds of parts of the template of python-docx.
_LEFTOVERS = ("thumbnail", "customXml", "stylesWithEffects")
# name: size, space before, space after in points
_HEADINGS = {"Title": (22, 0, 4), "Heading 1": (16, 22, 8), "Heading 2": (12.5, 16, 4)}


class Paper:
    """A document that is filled from top to bottom."""

    def __init__(self, *, title, author, subject, at):
        self.document = Document()
        _leave_template_behind(self.document)
        self._headings = []
        self._contents = None
        self._set_properties(title, author, subject, at)
        self._set_styles()
        self._set_language()
        self._set_page(self.document.sections[0])

    # --- What it says of itself ---

    def _set_properties(self, title, author, subject, at):
        properties = self.document.core_properties
        properties.title, properties.author = legible(title), legible(author)
        properties.subject, properties.comments = legible(subject), ""
        properties.language, properties.last_modified_by = LANGUAGE, legible(author)
        properties.created = properties.modified = at

    def _set_language(self):
        for name in ("val", "eastAsia"):
            language = self.document.styles.element.find(f".//{qn('w:lang')}")
            language.set(qn(f"w:{name}"), LANGUAGE)
        settings = self.document.settings.element
        settings.find(qn("w:themeFontLang")).set(qn("w:val"), LANGUAGE)
        put(settings, element("w:autoHyphenation"), element("w:consecutiveHyphenLimit", val="2"))

    def _set_styles(self):
        styles = self.document.styles
        for style in styles:
            if style.type == WD_STYLE_TYPE.PARAGRAPH:
                set_font(style)
        normal = styles["Normal"]
        normal.font.size = Pt(10.5)
        normal.paragraph_format.space_after = Pt(6)
        normal.paragraph_format.line_spacing = 1.15
        for name, (size, before, after) in _HEADINGS.items():
            _set_heading(styles[name], size, before, after)
        for name in ("Header", "Footer", "Caption"):
            styles[name].font.size, styles[name].font.color.rgb = Pt(9), SOFT
        styles["Caption"].font.bold = False
        for level in (1, 2):
            entry = styles.add_style(f"toc {level}", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
            entry.base_style = normal
            entry.paragraph_format.left_indent = Mm(6 * (level - 1))
            entry.paragraph_format.space_after = Pt(2 if level == 2 else 4)

    # --- Pages ---

    def _set_page(self, section, *, landscape=False):
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = reversed(A4) if landscape else A4
        for side, width in MARGINS.items():
            setattr(section, f"{side}_margin", width)

    def turn(self, *, landscape):
        """Begin a new page, across or upright."""
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        self._set_page(section, landscape=landscape)

    def set_head_and_foot(self, head, page_of):
        """Put ``head`` above each page and „Seite 3 von 12“ below it.

        Args:
            page_of: „Seite {page} von {pages}“.
        """
        section = self.document.sections[0]
        top = section.header.paragraphs[0]
        top.add_run(legible(head))
        _set_border(top, "bottom")
        foot = section.footer.paragraphs[0]
        foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        before, _page, rest = page_of.partition("{page}")
        between, _pages, after = rest.partition("{pages}")
        foot.add_run(before)
        _add_field(foot, "PAGE", "1")
        foot.add_run(between)
        _add_field(foot, "NUMPAGES", "1")
        foot.add_run(after)

    # --- Text ---

    def heading(self, text, level):
        """A heading, which the table of contents leads to."""
        paragraph = self.document.add_heading(legible(text), level)
        name = f"_Toc{len(self._headings) + 1:06}"
        start = element("w:bookmarkStart", id=str(len(self._headings)), name=name)
        paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
        paragraph._p.append(element("w:bookmarkEnd", id=str(len(self._headings))))
        self._headings.append((level, legible(text), name))
        return paragraph

    def title(self, text, kicker):
        above = self.text(kicker)
        above.runs[0].font.color.rgb = SOFT
        above.paragraph_format.space_after = Pt(2)
        self.document.add_paragraph(legible(text), style="Title")

    def text(self, text="", style=None):
        return self.document.add_paragraph(legible(text), style=style)

    def contents(self, heading):
        """The table of contents stands here; ``save`` fills it with the headings that follow."""
        paragraph = self.text(heading)
        paragraph.runs[0].font.bold = True
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.space_before = Pt(14)
        self._contents = self.text()

    def _fill_contents(self):
        """Entries that lead to their headings; Word adds the page numbers when it updates them.

        Nothing asks for that on opening: Word would warn the reader of „other files“.
        """
        place = self._contents._p
        for index, (level, text, name) in enumerate(self._headings):
            entry = Paragraph(OxmlElement("w:p"), self._contents._parent)
            place.addprevious(entry._p)
            entry.style = self.document.styles[f"toc {level}"]
            if not index:
                _begin_field(entry, 'TOC \\o "1-2" \\h \\z \\u')
            link = element("w:hyperlink", anchor=name, history="1")
            link.append(_run(text))
            entry._p.append(link)
        self._contents._p.append(_run(_field_char("end")))

    # --- Tables and pictures ---

    def table(self, head, widths_mm, *, title, summary):
        """A table whose head is repeated on every page.

        Args:
            head: the texts of its first row.
            title, summary: for those who do not see it.
        """
        table = self.document.add_table(rows=1, cols=len(head), style="Table Grid")
        table.autofit = False
        _describe(table, title, summary)
        _set_table_look(table)
        for column, width in zip(table.columns, widths_mm, strict=True):
            column.width = Mm(width)
        row = table.rows[0]
        put(row._tr.get_or_add_trPr(), element("w:tblHeader"))
        keep_together(row)
        for cell, text, width in zip(row.cells, head, widths_mm, strict=True):
            cell.width = Mm(width)
            _shade(cell, HEAD_TINT)
            _tighten(cell.paragraphs[0]).add_run(text).font.bold = True
        return table

    def row(self, table, *, whole=True):
        """Add a row and return its cells; ``whole`` keeps it on one page."""
        row = table.add_row()
        if whole:
            keep_together(row)
        cells = row.cells
        for cell, column in zip(cells, table.columns, strict=True):
            cell.width = column.width
            _tighten(cell.paragraphs[0])
        return cells

    def after_table(self):
        """Some air between a table and what follows."""
        space = self.text()
        space.paragraph_format.space_after = Pt(4)
        space.paragraph_format.line_spacing = 0.6

    def bytes(self):
        self._fill_contents()
        set_directions(self.document)
        file = io.BytesIO()
        self.document.save(file)
        return file.getvalue()


def _set_heading(style, size, before, after):
    style.font.size, style.font.bold, style.font.italic = Pt(size), True, False
    style.font.color.rgb = RGBColor(0x0A, 0x4D, 0x5C)
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)
    style.paragraph_format.keep_with_next = True
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)
    put(properties, element("w:suppressAutoHyphens"))


def _leave_template_behind(document):
    """Drop what the template brings and nobody needs: its picture, data and second styles."""
    for holder in (document.part.package, document.part):
        for key, relation in list(holder.rels.items()):
            if relation.reltype.rpartition("/")[2] in _LEFTOVERS:
                del holder.rels[key]


def add_picture(paragraph, png, *, width_mm, alternative):
    """Set a picture into the line, with its text for those who do not see it."""
    run = paragraph.add_run()
    run.add_picture(png, width=Mm(width_mm))
    run._r.find(f".//{qn('wp:docPr')}").set("descr", legible(alternative))
    for side in "TBLR":
        # Without these some programs keep a distance of their own.
        run._r.find(f".//{qn('wp:inline')}").set(f"dist{side}", "0")


def add_text(cell, text, *, bold=False, small=False):
    """Add a paragraph to a cell, the first in the place of its empty one."""
    first = cell.paragraphs[0]
    paragraph = cell.add_paragraph() if first.runs else first
    _tighten(paragraph)
    for index, line in enumerate(legible(text).replace("\r\n", "\n").split("\n")):
        run = paragraph.add_run()
        if index:
            run.add_break()
        run.add_text(line)
        run.font.bold = bold or None
        if small:
            run.font.size, run.font.color.rgb = Pt(8.5), SOFT
    return paragraph


def keep_together(row):
    put(row._tr.get_or_add_trPr(), element("w:cantSplit"))


def _run(content):
    run = OxmlElement("w:r")
    if isinstance(content, str):
        text = element("w:t")
        text.text = content
        text.set(qn("xml:space"), "preserve")
        content = text
    run.append(content)
    return run


def _field_char(kind):
    return element("w:fldChar", fldCharType=kind)


def _begin_field(paragraph, instruction):
    code = element("w:instrText")
    code.text = f" {instruction} "
    code.set(qn("xml:space"), "preserve")
    for part in (_field_char("begin"), code, _field_char("separate")):
        paragraph._p.append(_run(part))


def _add_field(paragraph, instruction, shown):
    _begin_field(paragraph, instruction)
    paragraph._p.append(_run(shown))
    paragraph._p.append(_run(_field_char("end")))


def _set_border(paragraph, side):
    borders = element("w:pBdr")
    borders.append(element(f"w:{side}", val="single", sz="4", space="4", color=RULE))
    put(paragraph._p.get_or_add_pPr(), borders)


def _set_table_look(table):
    """Thin lines between the rows, none beside them, and some room in the cells."""
    properties = table._tbl.tblPr
    borders, margins = element("w:tblBorders"), element("w:tblCellMar")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = "nil" if side in ("left", "right", "insideV") else "single"
        borders.append(element(f"w:{side}", val=line, sz="4", space="0", color=RULE))
    for side, width in (("top", 50), ("left", 70), ("bottom", 50), ("right", 70)):
        margins.append(element(f"w:{side}", w=str(width), type="dxa"))
    put(properties, borders, margins)


def _describe(table, title, summary):
    properties = table._tbl.tblPr
    for tag, text in (("w:tblCaption", title), ("w:tblDescription", summary)):
        put(properties, element(tag, val=legible(text)))


def _shade(cell, colour):
    shading = element("w:shd", val="clear", color="auto", fill=colour)
    put(cell._tc.get_or_add_tcPr(), shading)


def _tighten(paragraph):
    paragraph.paragraph_format.space_after = Pt(2)
    paragraph.paragraph_format.line_spacing = 1.0
    return paragraph
