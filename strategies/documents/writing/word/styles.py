"""The styles a paper needs: ours in our document, in one of the town what it lacks."""

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from ..parts import PORTRAIT_MM
from .elements import element
from .order import put

# On every system, or with a substitute of the same widths.
FONT = "Arial"
_CODE_FONT = "Courier New"
SOFT = RGBColor(0x4C, 0x53, 0x5A)
RULE = "B9C2C4"
HEAD_TINT = "E3EEF0"
TABLE = "Mitreden Table"
# name: size, space before, space after in points
_HEADINGS = {
    "Title": (22, 0, 4),
    "Heading 1": (16, 22, 8),
    "Heading 2": (12.5, 16, 4),
    "Heading 3": (11, 12, 3),
    "Heading 4": (10.5, 10, 3),
    "Heading 5": (10.5, 8, 2),
    "Heading 6": (10.5, 8, 2),
}
_PARAGRAPHS = (
    "List Bullet", "List Number", "List Continue", "Quote", "Caption", "footnote text",
    "HTML Preformatted", "Horizontal Line", "Header", "Footer", "toc 1", "toc 2",
)  # fmt: skip
_CHARACTERS = ("Hyperlink", "footnote reference", "HTML Code")
NEEDED = ("Normal", *_HEADINGS, *_PARAGRAPHS, *_CHARACTERS, TABLE)


def set_styles(styles, *, accent=None):
    """Give a document the styles it lacks.

    Args:
        accent: the colour of headings and links in a document of ours, where our styles take
            the place of all; None for one of the town, which keeps its own.

    Returns:
        The identifiers of `NEEDED`, by name.
    """
    present = {style.name.lower() for style in styles}
    if accent:
        _set_page_text(styles)
    for name in (*_HEADINGS, *_PARAGRAPHS, *_CHARACTERS, TABLE):
        if name.lower() not in present:
            _add(styles, name, accent)
        elif accent:
            _set_look(styles[name], accent)
    names = {style.name.lower(): style.style_id for style in styles}
    return {name: names[name.lower()] for name in NEEDED if name.lower() in names}


def _set_page_text(styles):
    for style in styles:
        if style.type == WD_STYLE_TYPE.PARAGRAPH:
            set_font(style)
    normal = styles["Normal"]
    normal.font.size = Pt(10.5)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.15


def kind_of(name):
    """The kind of a style of `NEEDED`."""
    if name in _CHARACTERS:
        return WD_STYLE_TYPE.CHARACTER
    return WD_STYLE_TYPE.TABLE if name == TABLE else WD_STYLE_TYPE.PARAGRAPH


def _add(styles, name, accent):
    kind = kind_of(name)
    style = styles.add_style(name, kind, builtin=name not in (TABLE, "Horizontal Line"))
    if kind == WD_STYLE_TYPE.PARAGRAPH:
        style.base_style = styles["Normal"]
        if name in _HEADINGS:
            level = element("outlineLvl", val=int(name[-1]) - 1) if name[-1].isdigit() else None
            if level is not None:
                put(style.element.get_or_add_pPr(), level)
            style.next_paragraph_style = styles["Normal"]
    _set_look(style, accent)


def _set_look(style, accent):
    name = style.name
    if name in _HEADINGS:
        _set_heading(style, *_HEADINGS[name])
    elif name == TABLE:
        _set_table(style, tint=HEAD_TINT)
    else:
        look = _LOOKS.get(name)
        if look:
            look(style)
    if accent and (name in _HEADINGS or name == "Hyperlink"):
        style.font.color.rgb = RGBColor.from_string(accent.removeprefix("#").upper())


def _set_heading(style, size, before, after):
    """Make a style that of a heading; sizes in points."""
    style.font.size, style.font.bold = Pt(size), True
    style.font.italic = False
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)
    style.paragraph_format.keep_with_next = True
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)
    put(properties, element("suppressAutoHyphens"))


def set_font(style, font=FONT):
    """One font in the place of whatever font of a theme the template has."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{name}"), font)


def _small(style):
    style.font.size, style.font.color.rgb = Pt(9), SOFT
    style.font.bold = False


def _note(style):
    style.font.size = Pt(9)
    style.paragraph_format.space_after = Pt(2)
    style.paragraph_format.line_spacing = 1.0


def _entry(indent, after):
    def look(style):
        style.paragraph_format.left_indent = Mm(indent)
        style.paragraph_format.space_after = Pt(after)
        stops = style.paragraph_format.tab_stops
        stops.add_tab_stop(Mm(PORTRAIT_MM), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)

    return look


def _quote(style):
    style.font.italic, style.font.color.rgb = True, SOFT
    style.paragraph_format.left_indent = Mm(8)
    style.paragraph_format.right_indent = Mm(8)


def _code(style):
    set_font(style, _CODE_FONT)
    style.font.size = Pt(9)


def _line(style):
    borders = element("pBdr", element("bottom", val="single", sz=6, space=1, color=RULE))
    put(style.element.get_or_add_pPr(), borders)
    style.paragraph_format.space_after = Pt(10)


def _link(style):
    style.font.underline = True


def _raised(style):
    style.font.superscript = True


def _item(style):
    style.paragraph_format.space_after = Pt(3)


_LOOKS = {
    "List Bullet": _item, "List Number": _item, "List Continue": _item, "Quote": _quote,
    "Caption": _small, "Header": _small, "Footer": _small, "footnote text": _note,
    "HTML Preformatted": _code, "HTML Code": _code, "Horizontal Line": _line,
    "toc 1": _entry(0, 4), "toc 2": _entry(6, 2), "Hyperlink": _link,
    "footnote reference": _raised,
}  # fmt: skip


def _set_table(style, *, tint):
    """Thin lines between the rows, none beside them, and a head that stands out."""
    borders, margins = element("tblBorders"), element("tblCellMar")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = "nil" if side in ("left", "right", "insideV") else "single"
        borders.append(element(side, val=line, sz=4, space=0, color=RULE))
    for side, width in (("top", 50), ("left", 70), ("bottom", 50), ("right", 70)):
        margins.append(element(side, w=width, type="dxa"))
    head = element(
        "tblStylePr",
        element("rPr", element("b")),
        element("tcPr", element("shd", val="clear", color="auto", fill=tint)),
        type="firstRow",
    )
    spacing = element("pPr", element("spacing", before=0, after=40, line=240, lineRule="auto"))
    for part in (spacing, element("tblPr", borders, margins), head):
        style.element.append(part)
