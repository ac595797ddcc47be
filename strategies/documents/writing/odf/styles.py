"""The styles of a text: those that LibreOffice knows by name, and a page upright and across."""

from ..parts import LANGUAGE, MARGINS_MM, PAGE_MM, PORTRAIT_MM, logo_mm
from .markup import root, style_name, tag, words

FONT = "Arial"
SOFT, RULE, TINT = "#4c535a", "#b9c2c4", "#e3eef0"
_STEP_MM = 6.5
_BULLETS = "•–▪"
LEVELS = 10
UPRIGHT, ACROSS = "Standard", "Landscape"
# The first page, where the logo stands above it, and what follows it.
FIRST = {UPRIGHT: "First", ACROSS: "FirstLandscape"}
LOGO = "Pictures/logo.png"
# name: size, space before, space after in points
_HEADINGS = {
    "Heading 1": (16, 22, 8),
    "Heading 2": (12.5, 16, 4),
    "Heading 3": (11, 12, 3),
    "Heading 4": (10.5, 10, 3),
    "Heading 5": (10.5, 8, 2),
    "Heading 6": (10.5, 8, 2),
}


def styles(head, foot, stationery):
    """The part with all named styles, and what stands above and below each page."""
    logo = _logo(stationery) if stationery.logo else None
    faces = "".join(
        tag("style:font-face", style_name=name, svg_font_family=family, style_font_pitch=pitch)
        for name, family, pitch in (
            (FONT, f"'{FONT}'", "variable"),
            ("Courier New", "'Courier New'", "fixed"),
        )
    )
    return root(
        "office:document-styles",
        tag("office:font-face-decls", faces),
        tag(
            "office:styles", _defaults(), *_paragraphs(stationery.accent),
            *_characters(stationery.accent), *_lists(),
        ),
        tag("office:automatic-styles", _page(UPRIGHT), _page(ACROSS)),
        tag(
            "office:master-styles",
            *(
                _master(FIRST[name], logo, foot, page=name, style_next_style_name=name)
                for name in FIRST
                if logo
            ),
            *(_master(name, words(head), foot) for name in FIRST),
        ),
    )  # fmt: skip


def _logo(stationery):
    """The logo of the town in the line."""
    width, height = logo_mm(stationery.logo)
    image = tag(
        "draw:image", xlink_href=LOGO, xlink_type="simple", xlink_show="embed",
        xlink_actuate="onLoad",
    )  # fmt: skip
    return tag(
        "draw:frame",
        image,
        tag("svg:desc", words(stationery.name)),
        draw_name="logo",
        text_anchor_type="as-char",
        svg_width=f"{width:.1f}mm",
        svg_height=f"{height:.1f}mm",
    )


def _defaults():
    language, country = LANGUAGE
    return tag(
        "style:default-style",
        tag("style:paragraph-properties", style_writing_mode="page", fo_hyphenation_ladder_count=2),
        tag(
            "style:text-properties",
            style_font_name=FONT,
            fo_font_size="10.5pt",
            fo_language=language,
            fo_country=country,
            fo_hyphenate="true",
            fo_hyphenation_remain_char_count=2,
            fo_hyphenation_push_char_count=2,
        ),
        style_family="paragraph",
    )


def _style(
    name, paragraph=None, text=None, *, parent="Standard", family="paragraph", stops="", **more
):
    return tag(
        "style:style",
        tag("style:paragraph-properties", stops, **paragraph) if paragraph else "",
        tag("style:text-properties", **text) if text else "",
        style_name=style_name(name),
        style_display_name=name,
        style_family=family,
        style_parent_style_name=None if parent is None else style_name(parent),
        **more,
    )


def _paragraphs(accent):
    yield _style(
        "Standard",
        {"fo_margin_bottom": "6pt", "fo_line_height": "115%", "fo_orphans": 2, "fo_widows": 2},
        parent=None,
    )
    yield _style("Title", _around(0, 4), _heading_text(22, accent))
    for name, (size, before, after) in _HEADINGS.items():
        outline = {"style_default_outline_level": name[-1], "style_next_style_name": "Standard"}
        yield _style(name, _around(before, after), _heading_text(size, accent), **outline)
    small = {"fo_font_size": "9pt", "fo_color": SOFT}
    yield _style("Caption", None, small)
    yield _style("Header", {"fo_border_bottom": f"0.5pt solid {RULE}"}, small)
    yield _style("Logo", {"fo_margin_bottom": "2mm"})
    yield _style("Footer", {"fo_text_align": "center"}, small)
    yield _style("Footnote", {"fo_margin_bottom": "2pt"}, {"fo_font_size": "9pt"})
    quoted = {"fo_margin_left": "8mm", "fo_margin_right": "8mm"}
    yield _style("Quotations", quoted, {"fo_font_style": "italic", "fo_color": SOFT})
    code = {"style_font_name": "Courier New", "fo_font_size": "9pt", "fo_hyphenate": "false"}
    yield _style("Preformatted Text", None, code)
    yield _style("Horizontal Line", {"fo_border_bottom": f"0.75pt solid {RULE}"})
    yield _style("List Item", {"fo_margin_bottom": "3pt"})
    yield _style("Contents Heading", {"fo_keep_with_next": "always"}, {"fo_font_weight": "bold"})
    yield _entry("Contents 1", after=4)
    yield _entry("Contents 2", after=2, indent_mm=6)
    yield _style("Table Contents", {"fo_margin_bottom": "2pt", "fo_line_height": "100%"})


def _entry(name, *, after, indent_mm=0):
    """The style of an entry of the contents, with its page number at the right edge."""
    place = f"{PORTRAIT_MM - indent_mm}mm"
    stop = tag(
        "style:tab-stop",
        style_position=place,
        style_type="right",
        style_leader_style="dotted",
        style_leader_text=".",
    )
    margins = {"fo_margin_bottom": f"{after}pt", "fo_margin_left": f"{indent_mm}mm"}
    return _style(name, margins, stops=tag("style:tab-stops", stop))


def _around(before, after):
    return {
        "fo_margin_top": f"{before}pt",
        "fo_margin_bottom": f"{after}pt",
        "fo_keep_with_next": "always",
    }


def _heading_text(size, accent):
    return {
        "fo_font_size": f"{size}pt",
        "fo_font_weight": "bold",
        "fo_color": accent,
        "fo_hyphenate": "false",
    }


def _characters(accent):
    code = {"style_font_name": "Courier New", "fo_font_size": "9pt"}
    link = {"fo_color": accent, "style_text_underline_style": "solid"}
    raised = {"style_text_position": "super 58%"}
    for name, text in (
        ("Source Text", code),
        ("Internet Link", link),
        ("Footnote Symbol", {}),
        ("Footnote anchor", raised),
    ):
        yield _style(name, None, text or None, parent=None, family="text")


def _lists():
    for name, is_numbered in (("Bullets", False), ("Numbers", True)):
        levels = "".join(_level(number, is_numbered) for number in range(LEVELS))
        yield tag("text:list-style", levels, style_name=name)
    yield tag(
        "text:notes-configuration",
        text_note_class="footnote",
        text_citation_style_name=style_name("Footnote Symbol"),
        text_citation_body_style_name=style_name("Footnote anchor"),
        text_default_style_name="Footnote",
        style_num_format="1",
        text_start_value=0,
        text_footnotes_position="page",
        text_start_numbering_at="document",
    )


def _level(number, is_numbered):
    step = f"{_STEP_MM * (number + 1)}mm"
    place = tag(
        "style:list-level-properties",
        tag(
            "style:list-level-label-alignment",
            text_label_followed_by="listtab",
            fo_text_indent=f"-{_STEP_MM}mm",
            fo_margin_left=step,
        ),
        text_list_level_position_and_space_mode="label-alignment",
    )
    if is_numbered:
        kind, shown = "number", {"style_num_format": "1", "style_num_suffix": "."}
    else:
        kind, shown = "bullet", {"text_bullet_char": _BULLETS[number % len(_BULLETS)]}
    return tag(f"text:list-level-style-{kind}", place, text_level=number + 1, **shown)


def _page(name):
    width, height = reversed(PAGE_MM) if name == ACROSS else PAGE_MM
    margins = {f"fo_margin_{side}": f"{mm}mm" for side, mm in MARGINS_MM.items()}
    # Head and foot stand in the margins.
    margins |= {"fo_margin_top": "12mm", "fo_margin_bottom": "10mm"}
    shape = "landscape" if name == ACROSS else "portrait"
    size = {"fo_page_width": f"{width}mm", "fo_page_height": f"{height}mm"}
    return tag(
        "style:page-layout",
        tag("style:page-layout-properties", style_print_orientation=shape, **size, **margins),
        *(
            tag(
                f"style:{side}-style",
                tag("style:header-footer-properties", fo_min_height="9mm", **{edge: "4mm"}),
            )
            for side, edge in (("header", "fo_margin_bottom"), ("footer", "fo_margin_top"))
        ),
        style_name=f"Page{name}",
    )


def _master(name, head, foot, *, page="", **more):
    above = tag("text:p", head, text_style_name="Logo" if page else "Header")
    return tag(
        "style:master-page",
        tag("style:header", above) if head else "",
        tag("style:footer", tag("text:p", _numbers(foot), text_style_name="Footer"))
        if foot
        else "",
        style_name=name,
        style_page_layout_name=f"Page{page or name}",
        **more,
    )


def _numbers(foot):
    """„Seite {page} von {pages}“ with fields for both."""
    before, _page_, rest = foot.partition("{page}")
    between, _pages, after = rest.partition("{pages}")
    page = tag("text:page-number", "1", text_select_page="current")
    return words(before) + page + words(between) + tag("text:page-count", "1") + words(after)
