"""A workbook of OpenDocument (.ods, OASIS ODF 1.3), written row by row.

Memory does not grow with the rows. Texts are texts, which no program takes for a formula;
numbers are numbers, and dates are dates.
"""

from dataclasses import dataclass
from datetime import datetime

from openpyxl.utils import get_column_letter

from ..packing import Pipe, piped
from ..parts import LANGUAGE
from .markup import attribute, opening, root, tag, words
from .package import manifest, meta

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_XML = "text/xml"
_CONTENT = "office:document-content"
_MM_PER_CHARACTER = 2.1
_HEAD_COLOUR = "#e3eef0"


@dataclass(frozen=True)
class TypedTable:
    """A table of a workbook.

    Attributes:
        columns: name, width in characters, and whether its lines are broken, of each.
        rows: lists of rows, so that many can be read at a time; cells are `cell`s.
    """

    title: str
    columns: list
    rows: object


def write_sheets(sheets, *, title, author, at):
    """Yield a workbook of `TypedTable`s, as bytes."""
    pipe = Pipe()
    parts = {
        "styles.xml": root("office:document-styles", tag("office:styles", _defaults())),
        "settings.xml": root("office:document-settings", _settings(sheets)),
        "meta.xml": meta(title=title, author=author, at=at, language="-".join(LANGUAGE)),
    }
    entries = [("/", MEDIA_TYPE), *((name, _XML) for name in (*parts, "content.xml"))]
    parts["META-INF/manifest.xml"] = manifest(entries)
    with piped(pipe, ("mimetype", MEDIA_TYPE.encode())) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        yield pipe.take()
        with archive.open("content.xml", "w") as content:
            for part in _content(sheets):
                content.write(part.encode())
                if data := pipe.take():
                    yield data
    yield pipe.take()


def text_cell(text, *, quoted=False):
    """A cell with a text, a paragraph for each of its lines.

    Args:
        quoted: it stays a text also when it is edited.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    paragraphs = "".join(f"<text:p>{words(line, edges=True)}</text:p>" for line in lines)
    style = ' table:style-name="Quoted"' if quoted else ""
    return f'<table:table-cell office:value-type="string"{style}>{paragraphs}</table:table-cell>'


def number_cell(value):
    return (
        f'<table:table-cell office:value-type="float" office:value="{value}">'
        f"<text:p>{value}</text:p></table:table-cell>"
    )


def date_cell(value):
    """A day, or a moment by the clock on the wall."""
    is_moment = isinstance(value, datetime)
    exact = value.strftime("%Y-%m-%dT%H:%M:%S") if is_moment else value.isoformat()
    shown = value.strftime("%d.%m.%Y %H:%M:%S" if is_moment else "%d.%m.%Y")
    return (
        f'<table:table-cell table:style-name="{"Moment" if is_moment else "Day"}" '
        f'office:value-type="date" office:date-value="{exact}">'
        f"<text:p>{shown}</text:p></table:table-cell>"
    )


EMPTY_CELL = "<table:table-cell/>"


def _content(sheets):
    """Yield ``content.xml`` in pieces."""
    yield opening(_CONTENT) + _styles(sheets) + "<office:body><office:spreadsheet>"
    ranges = []
    for sheet in sheets:
        count = 1
        yield f'<table:table table:name="{attribute(sheet.title)}">{_head(sheet)}'
        for rows in sheet.rows:
            count += len(rows)
            yield "".join(f"<table:table-row>{''.join(row)}</table:table-row>" for row in rows)
        yield "</table:table>"
        ranges.append(_range(sheet, len(ranges), count))
    yield tag("table:database-ranges", *ranges) if ranges else ""
    yield f"</office:spreadsheet></office:body></{_CONTENT}>"


def _head(sheet):
    """The columns, and a first row that is printed on every page."""
    columns = "".join(
        tag(
            "table:table-column",
            table_style_name=f"Width{width}",
            table_default_cell_style_name="Broken" if is_broken else "Top",
        )
        for _name, width, is_broken in sheet.columns
    )
    cells = "".join(
        tag(
            "table:table-cell",
            tag("text:p", words(name)),
            table_style_name="Heading",
            office_value_type="string",
        )
        for name, _width, _broken in sheet.columns
    )
    return columns + tag("table:table-header-rows", tag("table:table-row", cells))


def _range(sheet, number, count):
    """The cells whose columns can be filtered."""
    name = sheet.title.replace("'", "''")
    last = f"{get_column_letter(len(sheet.columns))}{count}"
    return tag(
        "table:database-range",
        table_name=f"__Anonymous_Sheet_DB__{number}",
        table_target_range_address=f"'{name}'.A1:'{name}'.{last}",
        table_display_filter_buttons="true",
    )


def _defaults():
    language, country = LANGUAGE
    text = tag(
        "style:text-properties",
        fo_font_family="Arial",
        fo_font_size="10pt",
        fo_language=language,
        fo_country=country,
    )
    return tag("style:default-style", text, style_family="table-cell") + _cell_style("Default")


def _cell_style(name, *, text=None, data=None, parent=None, **cell):
    return tag(
        "style:style",
        tag("style:table-cell-properties", **cell) if cell else "",
        tag("style:text-properties", **text) if text else "",
        style_name=name,
        style_family="table-cell",
        style_parent_style_name=parent,
        style_data_style_name=data,
    )


def _styles(sheets):
    widths = sorted({width for sheet in sheets for _name, width, _broken in sheet.columns})
    columns = "".join(
        tag(
            "style:style",
            tag(
                "style:table-column-properties",
                style_column_width=f"{width * _MM_PER_CHARACTER:.0f}mm",
            ),
            style_name=f"Width{width}",
            style_family="table-column",
        )
        for width in widths
    )
    top = {"style_vertical_align": "top", "parent": "Default"}
    bold = {"fo_font_weight": "bold"}
    return tag(
        "office:automatic-styles",
        columns,
        _formats(),
        _cell_style("Heading", text=bold, fo_background_color=_HEAD_COLOUR, parent="Default"),
        _cell_style("Top", **top),
        _cell_style("Broken", fo_wrap_option="wrap", **top),
        _cell_style("Quoted", data="AsText", fo_wrap_option="wrap", **top),
        _cell_style("Day", data="AsDay", **top),
        _cell_style("Moment", data="AsMoment", **top),
    )


def _formats():
    """How days and moments are shown: 30.07.2026, and with the time 00:30:59."""
    long = {"number_style": "long"}
    point, colon = (tag("number:text", sign) for sign in (".", ":"))
    day = [
        tag("number:day", **long), point, tag("number:month", **long), point,
        tag("number:year", **long),
    ]  # fmt: skip
    time = [
        tag("number:text", " "), tag("number:hours", **long), colon,
        tag("number:minutes", **long), colon, tag("number:seconds", **long),
    ]  # fmt: skip
    return (
        tag("number:date-style", *day, style_name="AsDay")
        + tag("number:date-style", *day, *time, style_name="AsMoment")
        + tag("number:text-style", tag("number:text-content"), style_name="AsText")
    )


def _settings(sheets):
    """The first row stays in sight."""
    frozen = "".join(
        _item(name, kind, value)
        for name, kind, value in (
            ("VerticalSplitMode", "short", 2),
            ("VerticalSplitPosition", "int", 1),
            ("ActiveSplitRange", "short", 2),
            ("PositionBottom", "int", 1),
        )
    )
    tables = "".join(
        tag("config:config-item-map-entry", frozen, config_name=sheet.title) for sheet in sheets
    )
    view = tag(
        "config:config-item-map-entry",
        _item("ViewId", "string", "view1"),
        tag("config:config-item-map-named", tables, config_name="Tables"),
    )
    return tag(
        "office:settings",
        tag(
            "config:config-item-set",
            tag("config:config-item-map-indexed", view, config_name="Views"),
            config_name="ooo:view-settings",
        ),
    )


def _item(name, kind, value):
    return tag("config:config-item", str(value), config_name=name, config_type=kind)
