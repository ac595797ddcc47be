"""A Word document that is filled from top to bottom, and closed."""

from functools import lru_cache
from io import BytesIO

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.parts.story import StoryPart
from docx.shared import Length, Mm

from ..parts import LANDSCAPE_MM, LANGUAGE, MARGINS_MM, PAGE_MM, PORTRAIT_MM, fitted_mm, logo_mm
from ..xml import legible
from .drawing import drawing
from .elements import element, field, paragraph, run, tab
from .numbering import Numberings
from .order import put
from .story import Story
from .styles import RULE, TABLE, set_styles

# Kinds of parts of the template of python-docx.
_LEFTOVERS = ("thumbnail", "customXml", "stylesWithEffects")
_FOOTNOTES = "footnotes"
# The two that draw the line above the notes (ECMA-376, part 1, 17.11.3).
_SEPARATORS = ((-1, "separator"), (0, "continuationSeparator"))
_DEEPEST_ENTRY = 2
_LEAST_ROOM_MM = 60
# What makes a head or foot of a template its own.
_CONTENT = [qn(f"w:{name}") for name in ("t", "drawing", "pict", "instrText", "fldSimple", "tbl")]


@lru_cache(maxsize=4)
def _empty(accent):
    """Our own document before anything is written, and its styles by name.

    To set the styles takes longer than to write most papers, and all have the same.
    """
    document, data = Document(), BytesIO()
    _leave_template_behind(document)
    styles = set_styles(document.styles, accent=accent)
    document.save(data)
    return data.getvalue(), styles


def _leave_template_behind(document):
    """Drop what the template says and nobody needs: text, notes, and with ours its picture."""
    unwanted = (_FOOTNOTES, "endnotes", "comments", *_LEFTOVERS)
    for holder in (document.part.package, document.part):
        for key, relation in list(holder.rels.items()):
            if relation.reltype.rpartition("/")[2] in unwanted:
                del holder.rels[key]
    body = document.element.body
    for each in list(body):
        if each.tag != qn("w:sectPr"):
            body.remove(each)


class Book:
    """The package, and what its stories share: styles, lists, notes, pictures, headings.

    Args:
        paper: the Manuscript that is written.
        stationery: that of the town; the styles and pages of its template are used.
    """

    relation_name = qn("r:id")

    def __init__(self, paper, stationery):
        self.paper, self._stationery = paper, stationery
        self._is_own = stationery.template is None
        if self._is_own:
            data, self._styles = _empty(stationery.accent)
            self.document = Document(BytesIO(data))
        else:
            self.document = Document(BytesIO(stationery.template))
            _leave_template_behind(self.document)
            self._styles = set_styles(self.document.styles)
        self.numberings = Numberings(_numbering_part(self.document.part))
        self._links, self._headings, self._notes = {}, [], []
        self._contents = None
        self._last_id = 0
        self._notes_story = None
        self._set_properties()
        self._set_language()
        self._set_pages()

    def write(self):
        """Fill the document with the parts of the paper."""
        end = self.document.element.body.sectPr
        for each in Story(self, self.document.part).elements(self.paper.parts):
            end.addprevious(each)
        self._write_notes()
        self._fill_contents()

    # --- What stories ask ---

    def style(self, name):
        return self._styles[TABLE if name == "table" else name]

    def next_id(self):
        self._last_id += 1
        return self._last_id

    def link(self, part, address):
        """The identifier of a relationship to ``address``, one for each part."""
        key = (part.partname, address)
        if key not in self._links:
            kind = RELATIONSHIP_TYPE.HYPERLINK
            self._links[key] = part.relate_to(legible(address), kind, is_external=True)
        return self._links[key]

    def fitted(self, widths_mm):
        """Widths of columns, given for a page of ours, as they fit on the one at hand."""
        return [width * self._scale() for width in widths_mm]

    def picture_mm(self, stored):
        """Width and height of a picture of a text on the page at hand."""
        return fitted_mm(stored, PORTRAIT_MM * min(self._scale(), 1))

    def figure_mm(self, figure):
        """Width and height of a drawing of the paper's own on the page at hand."""
        return figure.width_mm * min(self._scale(), 1), figure.height_mm

    def _scale(self):
        section = self.document.sections[-1]
        sides = (section.page_width, section.left_margin, section.right_margin)
        if self._is_own or None in sides:
            return 1
        room = Length(sides[0] - sides[1] - sides[2]).mm
        is_across = section.page_width > section.page_height
        return max(room, _LEAST_ROOM_MM) / (LANDSCAPE_MM if is_across else PORTRAIT_MM)

    def picture(self, sha256):
        return self.paper.pictures.get(sha256)

    def notes_of(self, key):
        return self.paper.notes.get(key, ())

    def note(self, key):
        """The identifier of a new note, or None where there is none of this key."""
        if key not in self.paper.notes:
            return None
        self._notes.append(key)
        return len(self._notes)

    def is_in_notes(self, story):
        return story is self._notes_story

    def bookmarked(self, level, words, content):
        """The content of a heading between the marks that the table of contents leads to."""
        number = len(self._headings)
        name = f"_Toc{number + 1:06}"
        self._headings.append((level, words, name))
        start = element("bookmarkStart", id=number, name=name)
        return [start, *content, element("bookmarkEnd", id=number)]

    # --- Properties, pages ---

    def _set_properties(self):
        properties, paper = self.document.core_properties, self.paper
        properties.title, properties.author = legible(paper.title), legible(paper.author)
        properties.subject, properties.comments = legible(paper.subject), ""
        properties.keywords = properties.category = ""
        properties.language = "-".join(LANGUAGE)
        properties.last_modified_by = legible(paper.author)
        properties.created = properties.modified = paper.at

    def _set_language(self):
        tag = "-".join(LANGUAGE)
        for language in self.document.styles.element.iter(qn("w:lang")):
            for name in ("val", "eastAsia"):
                language.set(qn(f"w:{name}"), tag)
        settings = self.document.settings.element
        theme = settings.find(qn("w:themeFontLang"))
        if theme is not None:
            theme.set(qn("w:val"), tag)
        put(settings, element("autoHyphenation"), element("consecutiveHyphenLimit", val=2))

    def _set_pages(self):
        section = self.document.sections[0]
        if self._is_own:
            self._set_page(section, landscape=False)
        if self.paper.mark and not self._is_own:
            self._mark_pages(section)
        if self.paper.above and _is_empty(section.header):
            head = section.header.paragraphs[0]
            head.add_run(legible(self.paper.above))
            line = element("bottom", val="single", sz=4, space=4, color=RULE)
            put(head.paragraph_format.element.get_or_add_pPr(), element("pBdr", line))
        if self.paper.foot and _is_empty(section.footer):
            self._number_pages(section.footer.paragraphs[0])
        if self._is_own and self._stationery.logo:
            self._set_logo(section)

    def _mark_pages(self, section):
        """What has to stand above every page, over whatever the template has there."""
        heads = [] if _is_empty(section.header) else [section.header]
        if section.different_first_page_header_footer:
            heads.append(section.first_page_header)
        if self.document.settings.odd_and_even_pages_header_footer:
            heads.append(section.even_page_header)
        for head in heads:
            mark = head.add_paragraph()
            mark.add_run(legible(self.paper.mark)).bold = True
            head.part.element.insert(0, mark._p)

    def _set_logo(self, section):
        """The logo of the town in the place of the head of the first page."""
        section.different_first_page_header_footer = True
        if self.paper.foot:
            self._number_pages(section.first_page_footer.paragraphs[0])
        head = section.first_page_header
        logo, name = self._stationery.logo, self._stationery.name
        size = logo_mm(logo)
        head.paragraphs[0].add_run().element.addnext(
            drawing(head.part, logo.data, size, self.next_id(), "logo", name)
        )

    def _number_pages(self, foot):
        foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        before, _page, rest = self.paper.foot.partition("{page}")
        between, _pages, after = rest.partition("{pages}")
        page, pages = field("PAGE", "1"), field("NUMPAGES", "1")
        foot._p.extend([run(before), *page, run(between), *pages, run(after)])

    def _set_page(self, section, *, landscape):
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        sides = [*map(Mm, PAGE_MM)]
        if not self._is_own:
            sides = sorted([section.page_width or sides[0], section.page_height or sides[1]])
        section.page_width, section.page_height = reversed(sides) if landscape else sides
        if self._is_own:
            for side, margin in MARGINS_MM.items():
                setattr(section, f"{side}_margin", Mm(margin))

    def turn(self, *, landscape):
        """Begin a new page, across or upright; the first one begins by itself."""
        if len(self.document.element.body) == 1:
            section = self.document.sections[0]
        else:
            section = self.document.add_section(WD_SECTION.NEW_PAGE)
            # What stands above the first page stands nowhere else.
            section.different_first_page_header_footer = False
        self._set_page(section, landscape=landscape)

    # --- Notes ---

    def _write_notes(self):
        """The part with the footnotes: python-docx knows none."""
        if not self._notes:
            return
        root = element("footnotes")
        for identifier, kind in _SEPARATORS:
            line = element("r", element(kind))
            note = element("footnote", paragraph([line]), type=kind, id=identifier)
            root.append(note)
        part = StoryPart(
            PackURI(f"/word/{_FOOTNOTES}.xml"),
            CONTENT_TYPE.WML_FOOTNOTES,
            root,
            self.document.part.package,
        )
        self.document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        self._notes_story = Story(self, part, base="footnote text")
        for number, key in enumerate(self._notes, start=1):
            root.append(self._note_element(number, key))

    def _note_element(self, number, key):
        content = list(self._notes_story.elements(self.paper.notes[key]))
        if not content or content[0].tag != qn("w:p"):
            content.insert(0, paragraph(()))
        mark = element("r", element("rPr", element("rStyle", val=self.style("footnote reference"))))
        mark.append(element("footnoteRef"))
        first = content[0]
        at = 0 if first.pPr is None else 1
        first[at:at] = [mark, run(" ")]
        return element("footnote", *content, id=number)

    # --- Contents ---

    def contents(self, contents):
        """The table of contents stands here; `_fill_contents` fills it with what follows."""
        title = run(contents.title, element("b"))
        yield paragraph([title], keep=True, spacing={"before": 280})
        self._contents = paragraph(())
        yield self._contents

    def _fill_contents(self):
        """Entries that lead to their headings, each with its page as a field of its own.

        Not one field for the whole: LibreOffice keeps what stands in such a field as it is,
        and a page is only known when the text is set. Word sets the numbers when it updates
        fields; nothing asks for that on opening, as Word would warn of „other files“.
        """
        if self._contents is None:
            return
        for level, words, name in self._headings:
            if level <= _DEEPEST_ENTRY:
                page = field(f"PAGEREF {name} \\h", "")
                link = element("hyperlink", run(words), tab(), *page, anchor=name, history=1)
                entry = paragraph([link], style=self.style(f"toc {level}"))
                self._contents.addprevious(entry)
        self._contents.getparent().remove(self._contents)


def _is_empty(story):
    """Whether a head or foot of a section says nothing."""
    if story.is_linked_to_previous:
        return True
    return next(story.part.element.iter(*_CONTENT), None) is None


def _numbering_part(part):
    """The part with the lists, made where a document has none."""
    try:
        return part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
    except KeyError:
        name = PackURI("/word/numbering.xml")
        made = XmlPart(name, CONTENT_TYPE.WML_NUMBERING, element("numbering"), part.package)
        part.relate_to(made, RELATIONSHIP_TYPE.NUMBERING)
        return made
