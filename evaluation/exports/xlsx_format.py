"""XLSX (ECMA-376), written row by row: memory does not grow with the rows.

A small writer of our own, because those of the libraries keep a sheet, or all its texts,
until it is complete. Texts stand in their cells („inline strings“), where no program looks
for a formula; numbers are numbers, and dates are dates.
"""

import re
from datetime import UTC, date, datetime
from itertools import batched
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter

from comments.spreadsheets import looks_like_formula
from strategies.documents.writing.packing import Pipe, piped
from strategies.documents.writing.xml import legible

from .cells import FIRST_DAY, ROW_LIMIT, cut, flat, plain

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROWS = 100
# Programs read „_x0041_“ in a cell as „A“ (ECMA-376, 22.9.2.19).
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

# Excel counts days from here on (ECMA-376, 18.17.4.1).
_DAY_0 = date(1899, 12, 30)

# Cell formats. What would be a formula if it were typed stays text, also when it is edited.
_TOP, _HEADING, _BROKEN, _DAY, _MOMENT, _QUOTED, _QUOTED_BROKEN = range(7)


def _format(*, number=0, wrap=False, quoted=False):
    quote = ' quotePrefix="1"' if quoted else ""
    broken = ' wrapText="1"' if wrap else ""
    applied = ' applyNumberFormat="1"' if number else ""
    return (
        f'<xf numFmtId="{number}" fontId="0" fillId="0" borderId="0" xfId="0"{quote}{applied} '
        f'applyAlignment="1"><alignment vertical="top"{broken}/></xf>'
    )


_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts count="2">'
    '<numFmt numFmtId="164" formatCode="dd.mm.yyyy"/>'
    '<numFmt numFmtId="165" formatCode="dd.mm.yyyy hh:mm:ss"/></numFmts>'
    '<fonts count="2"><font><sz val="10"/><name val="Arial"/></font>'
    '<font><b/><sz val="10"/><name val="Arial"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE3EEF0"/></patternFill></fill></fills>'
    '<borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="7">'
    f"{_format()}"
    '<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1"/>'
    f"{_format(wrap=True)}{_format(number=164)}{_format(number=165)}{_format(quoted=True)}"
    f"{_format(wrap=True, quoted=True)}"
    '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)


def write(book):
    """Yield a workbook with a sheet for each of its tables, as bytes.

    Args:
        book: an Export, or whatever has its ``title``, ``creator``, ``written_at`` and ``tables``.
    """
    pipe, tables = Pipe(), book.tables
    with piped(pipe) as archive:
        for name, content in _frame(book, tables).items():
            archive.writestr(name, content)
        yield pipe.take()
        for number, table in enumerate(tables, start=1):
            with archive.open(f"xl/worksheets/sheet{number}.xml", "w") as sheet:
                for part in _sheet(table, is_first=number == 1):
                    sheet.write(part.encode())
                    if data := pipe.take():
                        yield data
    yield pipe.take()


def _frame(book, tables):
    """Every part of the package but the sheets, as (name, content)."""
    numbered = list(enumerate(tables, start=1))
    sheets = "".join(
        f'<sheet name="{_escaped(table.title)}" sheetId="{n}" r:id="rId{n}"/>'
        for n, table in numbered
    )
    return {
        "[Content_Types].xml": _content_types(len(tables)),
        "_rels/.rels": _relations(
            (f"{_OFFICE}/officeDocument", "xl/workbook.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _properties(book),
        "xl/workbook.xml": (
            f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
            f"<sheets>{sheets}</sheets></workbook>"
        ),
        "xl/_rels/workbook.xml.rels": _relations(
            *((f"{_OFFICE}/worksheet", f"worksheets/sheet{n}.xml") for n, _table in numbered),
            (f"{_OFFICE}/styles", "styles.xml"),
        ),
        "xl/styles.xml": _STYLES,
    }


def _properties(book):
    """What the workbook says of itself (ECMA-376, part 2, 11)."""
    moment = book.written_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{_escaped(book.title)}</dc:title>"
        f"<dc:creator>{_escaped(book.creator)}</dc:creator>"
        f"<cp:lastModifiedBy>{_escaped(book.creator)}</cp:lastModifiedBy>"
        f"{dates}<dc:language>de-DE</dc:language></cp:coreProperties>"
    )


def _content_types(sheets):
    parts = {
        "xl/workbook.xml": f"{_TYPE}.sheet.main+xml",
        "xl/styles.xml": f"{_TYPE}.styles+xml",
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        **{f"xl/worksheets/sheet{n + 1}.xml": f"{_TYPE}.worksheet+xml" for n in range(sheets)},
    }
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in parts.items()
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(*pairs):
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(pairs, start=1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _sheet(table, *, is_first):
    """Yield a worksheet in pieces; its head stays in sight, and its columns can be filtered."""
    selected = ' tabSelected="1"' if is_first else ""
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{column.width}" customWidth="1"/>'
        for n, column in enumerate(table.columns, start=1)
    )
    yield (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView{selected} workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        f"</sheetView></sheetViews><cols>{widths}</cols><sheetData>"
    )
    yield _row([column.name for column in table.columns], [_HEADING] * len(table.columns))
    styles = [_BROKEN if column.width >= column.LONG else _TOP for column in table.columns]
    count = 1
    for rows in batched(table.rows, ROWS):
        count += len(rows)
        if count > ROW_LIMIT:
            raise OverflowError("A sheet has no room for more rows.")
        yield "".join(_row([flat(value) for value in row], styles) for row in rows)
    last = f"{get_column_letter(len(table.columns))}{count}"
    yield f'</sheetData><autoFilter ref="A1:{last}"/></worksheet>'


def _row(values, styles):
    cells = (_cell(value, style) for value, style in zip(values, styles, strict=True))
    return f"<row>{''.join(cells)}</row>"


def _cell(value, style):
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        if day >= FIRST_DAY:
            return _number(_serial(value, day), _DAY if day is value else _MOMENT)
    if isinstance(value, int):
        return _number(value, style)
    text = plain(value)
    if looks_like_formula(text):
        style = {_TOP: _QUOTED, _BROKEN: _QUOTED_BROKEN}.get(style, style)
    look = f' s="{style}"' if style else ""
    if not text:
        return f"<c{look}/>"
    text = _escaped(_ESCAPE_LIKE.sub("_x005F_", cut(text)))
    return f'<c{look} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _number(value, style):
    look = f' s="{style}"' if style else ""
    return f"<c{look}><v>{value}</v></c>"


def _serial(value, day):
    """A day, or a moment by the clock on the wall, as Excel counts it."""
    days = (day - _DAY_0).days
    if day is value:
        return days
    return days + (value.hour * 3600 + value.minute * 60 + value.second) / 86400


def _escaped(text):
    return escape(legible(text), {'"': "&quot;"})
