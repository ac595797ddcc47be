"""The parts of a manuscript as markup of OpenDocument."""

from itertools import groupby

from django.utils.translation import gettext as _

from municipality.language import begins_right

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
from ...pictures import name_of
from .. import parts
from ..parts import PORTRAIT_MM, fitted_mm, shares
from .contents import PLACE, contents, entries
from .markup import style_name, tag, words
from .styles import ACROSS, FIRST, RULE, SOFT, TINT, UPRIGHT

_DEPTH_MM = 6
_SIZES = {"small": "8.5pt", "head": "9pt"}
_MARKS = {
    "insert": {"fo_color": "#17602f", "style_text_underline_style": "solid"},
    "delete": {"fo_color": "#9b1c1c", "style_text_line_through_style": "solid"},
}
_CELL = {
    "fo_padding": "0.9mm 1.2mm",
    "fo_border_top": f"0.5pt solid {RULE}",
    "fo_border_bottom": f"0.5pt solid {RULE}",
}


class OdfText:
    """The body of a document, and the styles and pictures it needs.

    Attributes:
        pictures: {name in the package: (data, media type)}.
    """

    def __init__(self, manuscript, *, has_logo=False):
        self.manuscript = manuscript
        self.pictures = {}
        self._styles = {}
        self._headings = []
        self._tables = self._notes = 0
        self._in_note = False
        self._turned = FIRST[UPRIGHT] if has_logo else None
        self._is_first = has_logo

    def body(self):
        """The markup of all parts."""
        content = "".join(self._part(each) for each in self.manuscript.parts)
        return content.replace(PLACE, entries(self._headings))

    def automatic_styles(self):
        """The markup of the styles that parts were given."""
        return "".join(
            tag(
                "style:style",
                *(tag(f"style:{kind}-properties", **dict(facts)) for kind, facts in properties),
                style_name=name,
                style_family=family,
                **dict(more),
            )
            for (family, properties, more), name in self._styles.items()
        )

    def _automatic(self, family, *properties, **more):
        """The name of a style with these properties, made where there is none yet."""
        kept = tuple((kind, tuple(facts.items())) for kind, facts in properties if facts)
        key = (family, kept, tuple((name, value) for name, value in more.items() if value))
        return self._styles.setdefault(key, f"{family[0].upper()}{len(self._styles) + 1}")

    def _part(self, each):
        match each:
            case Heading():
                return self._heading(each)
            case ListBlock():
                return self._list(each)
            case Table():
                return self._block_table(each)
            case parts.OwnText():
                return self._own_text(each)
            case parts.Title():
                above = parts.paragraph(each.kicker, look="kicker")
                kicker = self._own_text(above) if each.kicker else ""
                return kicker + self._paragraph(words(each.text), "Title")
            case parts.OwnTable():
                return self._own_table(each)
            case parts.Contents():
                return contents(each.title)
            case parts.Turn():
                self._turned = ACROSS if each.landscape else UPRIGHT
                if self._is_first:
                    self._turned = FIRST[self._turned]
                return ""
        return "".join(self._simple(each, "Standard"))

    def _simple(self, block, style):
        """What can stand in the item of a list as well."""
        match block:
            case Paragraph():
                yield self._paragraph(self._line(block.line), style, plain_text(block.line))
            case Quote():
                for inner in block.blocks:
                    if isinstance(inner, Paragraph):
                        yield from self._simple(inner, "Quotations")
                    else:
                        yield self._part(inner)
            case Code():
                rows = [words(row, edges=True) for row in block.text.split("\n")]
                yield self._paragraph(tag("text:line-break").join(rows), "Preformatted Text")
            case Rule():
                yield self._paragraph("", "Horizontal Line")

    def _paragraph(self, content, style, text="", *, tag_name="text:p", own=None, **attributes):
        """A paragraph in a named style, with properties of its ``own``."""
        own = dict(own or {})
        master = None
        if begins_right(text):
            own["style_writing_mode"] = "rl-tb"
        if not self._in_note and self._turned is not None:
            master, self._turned, self._is_first = self._turned, None, False
        name = style_name(style)
        if own or master:
            name = self._automatic(
                "paragraph",
                ("paragraph", own),
                style_parent_style_name=name,
                style_master_page_name=master,
            )
        return tag(tag_name, content, text_style_name=name, **attributes)

    # --- Blocks of texts ---

    def _heading(self, block):
        level = min(block.level, 6)
        text = f"{block.label} {plain_text(block.line)}".strip()
        name = f"_Toc{len(self._headings) + 1:06}"
        self._headings.append((level, text, name))
        content = (
            tag("text:bookmark-start", text_name=name)
            + (words(f"{block.label} ") if block.label else "")
            + self._line(block.line)
            + tag("text:bookmark-end", text_name=name)
        )
        return self._paragraph(
            content, f"Heading {level}", text, tag_name="text:h", text_outline_level=level
        )

    def _list(self, block):
        """A list; tables in it stand below it, since an item holds none."""
        tables = []
        markup = self._nested(block, tables)
        return markup + "".join(self._block_table(table) for table in tables)

    def _nested(self, block, tables):
        items = []
        for index, item in enumerate(block.items):
            content = []
            for inner in item:
                if isinstance(inner, ListBlock):
                    content.append(self._nested(inner, tables))
                elif isinstance(inner, Table):
                    tables.append(inner)
                elif isinstance(inner, Quote):
                    quoted = [each for each in inner.blocks if isinstance(each, Paragraph)]
                    content += self._simple(Quote(tuple(quoted)), "Quotations")
                else:
                    content += self._simple(inner, "List Item")
            start = block.start if index == 0 else None
            items.append(tag("text:list-item", *content, text_start_value=start))
        name = "Bullets" if block.start is None else "Numbers"
        return tag("text:list", *items, text_style_name=name)

    def _line(self, line):
        content = []
        for link, items in groupby(line, key=lambda item: getattr(item, "link", "")):
            inner = "".join(self._inline(item) for item in items)
            content.append(self._link(link, inner) if link else inner)
        return "".join(content)

    def _link(self, address, inner):
        style = style_name("Internet Link")
        return tag(
            "text:a",
            inner,
            xlink_type="simple",
            xlink_href=address,
            text_style_name=style,
            text_visited_style_name=style,
        )

    def _inline(self, item):
        match item:
            case Run():
                looks = {}
                if item.bold:
                    looks["fo_font_weight"] = "bold"
                if item.italic:
                    looks["fo_font_style"] = "italic"
                if item.strike:
                    looks["style_text_line_through_style"] = "solid"
                return self._span(item.text, looks, parent="Source Text" if item.code else None)
            case Break():
                return tag("text:line-break")
            case NoteRef(key):
                return self._note(key)
            case Picture():
                return self._picture(item)
        return ""

    def _span(self, text, looks, *, parent=None):
        if not looks and not parent:
            return words(text)
        parent = parent and style_name(parent)
        name = self._automatic("text", ("text", looks), style_parent_style_name=parent)
        return tag("text:span", words(text), text_style_name=name if looks else parent)

    def _note(self, key):
        blocks = self.manuscript.notes.get(key)
        if blocks is None:
            return ""
        if self._in_note:
            # A note cannot hold a note: its words stand in brackets.
            lines = [self._line(each.line) for each in blocks if isinstance(each, Paragraph)]
            return f" ({' '.join(lines)})"
        self._notes += 1
        number, self._in_note = self._notes, True
        content = []
        for block in blocks:
            if isinstance(block, Paragraph):
                content += self._simple(block, "Footnote")
            else:
                content.append(self._part(block))
        self._in_note = False
        return tag(
            "text:note",
            tag("text:note-citation", str(number)),
            tag("text:note-body", *content),
            text_id=f"ftn{number}",
            text_note_class="footnote",
        )

    def _picture(self, item):
        stored = self.manuscript.pictures.get(item.sha256)
        if stored is None:
            return words(_("[Bild: %(alt)s]") % {"alt": item.alt or _("ohne Beschreibung")})
        name = name_of(item.sha256, stored.data)
        return self._frame(stored.data, fitted_mm(stored), name, item.alt)

    def _frame(self, data, size_mm, name, alternative):
        is_png = data.startswith(b"\x89PNG")
        kind = "png" if is_png else "jpeg"
        place = f"Pictures/{name}.{kind}"
        self.pictures[place] = (data, f"image/{kind}")
        width, height = size_mm
        return tag(
            "draw:frame",
            tag(
                "draw:image",
                xlink_href=place,
                xlink_type="simple",
                xlink_show="embed",
                xlink_actuate="onLoad",
            ),
            tag("svg:desc", words(alternative)) if alternative else "",
            draw_name=name,
            text_anchor_type="as-char",
            svg_width=f"{width:.2f}mm",
            svg_height=f"{height:.2f}mm",
        )

    # --- Parts of the paper's own ---

    def _own_text(self, text, *, in_cell=False):
        own = {}
        if text.depth:
            own["fo_margin_left"] = f"{_DEPTH_MM * text.depth}mm"
        if text.keep:
            own["fo_keep_with_next"] = "always"
        if text.air:
            own["fo_margin_top"] = "6pt"
        if text.above_mm:
            own["fo_margin_top"] = f"{text.above_mm}mm"
        if text.new_page:
            own["fo_break_before"] = "page"
        base = "Table Contents" if in_cell else "Standard"
        style = "Caption" if text.look == "caption" else base
        said = "".join(getattr(item, "text", "") for item in text.line)
        content = "".join(self._own_item(item, text.look) for item in text.line)
        return self._paragraph(content, style, said, own=own)

    def _own_item(self, item, look):
        match item:
            case Break():
                return tag("text:line-break")
            case parts.Figure():
                size = (item.width_mm, item.height_mm)
                return self._frame(item.png, size, f"bild{len(self.pictures)}", item.alternative)
        looks = dict(_MARKS.get(item.mark, {}))
        if item.bold:
            looks["fo_font_weight"] = "bold"
        if item.italic:
            looks["fo_font_style"] = "italic"
        if not item.mark and (item.soft or look in ("small", "kicker")):
            looks["fo_color"] = SOFT
        if look in _SIZES:
            looks["fo_font_size"] = _SIZES[look]
        return self._span(item.text, looks)

    def _block_table(self, table):
        rows = [
            [self._paragraph(self._line(cell), "Table Contents", plain_text(cell)) for cell in row]
            for row in table.rows
        ]
        return self._table(shares(table, PORTRAIT_MM), rows)

    def _own_table(self, table):
        rows = [[self._own_text(text, in_cell=True) for text in table.head_texts]]
        for row in table.rows:
            rows.append(
                ["".join(self._own_text(text, in_cell=True) for text in cell) for cell in row.cells]
            )
        wholes = [True, *(row.whole for row in table.rows)]
        return self._table(table.widths_mm, rows, wholes, title=table.title, about=table.summary)

    def _table(self, widths_mm, rows, wholes=None, *, title="", about=""):
        self._tables += 1
        before = self._paragraph("", "Table Contents") if self._turned else ""
        whole = {"style_width": f"{sum(widths_mm):.1f}mm", "table_align": "left"}
        columns = (
            tag(
                "table:table-column",
                table_style_name=self._automatic(
                    "table-column", ("table-column", {"style_column_width": f"{width:.1f}mm"})
                ),
            )
            for width in widths_mm
        )
        made = [
            self._row(cells, is_head=not index, whole=wholes is None or wholes[index])
            for index, cells in enumerate(rows)
        ]
        return (
            before
            + tag(
                "table:table",
                tag("table:title", words(title)) if title else "",
                tag("table:desc", words(about)) if about else "",
                *columns,
                tag("table:table-header-rows", made[0]),
                *made[1:],
                table_name=f"Tabelle{self._tables}",
                table_style_name=self._automatic("table", ("table", whole)),
            )
            + self._paragraph("", "Table Contents")
        )

    def _row(self, cells, *, is_head, whole):
        look = dict(_CELL, **({"fo_background_color": TINT} if is_head else {}))
        style = self._automatic("table-cell", ("table-cell", look))
        kept = {"fo_keep_together": "always"} if whole else {}
        return tag(
            "table:table-row",
            *(
                tag(
                    "table:table-cell",
                    cell,
                    office_value_type="string",
                    table_style_name=style,
                )
                for cell in cells
            ),
            table_style_name=self._automatic("table-row", ("table-row", kept)),
        )
