"""The lines of an .ods file, read as a stream: nothing is kept but the row at hand.

A repeated row or cell is told once in the file and may stand for a million: what is empty is
counted and not made.
"""

import io
from datetime import date
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from django.conf import settings
from django.utils.translation import gettext as _

from .limits import (
    LONGEST_TEXT,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    SheetError,
    too_long,
    too_many_cells,
    too_many_columns,
    too_many_rows,
    unpacks_to_too_much,
)
from .workbook import DEEPEST, MOST_PARTS, UNPACKED_FACTOR

_CHUNK = 1 << 16
_MIMETYPES = (
    b"application/vnd.oasis.opendocument.spreadsheet",
    b"application/vnd.oasis.opendocument.spreadsheet-template",
)
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
# What stands at a cell and not in it.
_BESIDE = (f"{_OFFICE}annotation",)


def lines_of(data):
    """Yield (number, cells) for each row of the first sheet that is not empty.

    Raises:
        SheetError
    """
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            allowed = settings.TABLE_LIMIT_BYTES * UNPACKED_FACTOR
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > allowed:
                raise unpacks_to_too_much()
            if archive.read("mimetype").strip() not in _MIMETYPES:
                raise _unreadable()
            with archive.open("content.xml") as content:
                yield from _lines(content)
    except SheetError:
        raise
    except (
        BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError, OSError, ValueError,
        LookupError, expat.ExpatError,
    ) as error:  # fmt: skip
        raise _unreadable() from error


def _lines(content):
    reader = _RowReader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.characters
    parser.StartDoctypeDeclHandler = _refuse_declaration
    while chunk := content.read(_CHUNK):
        parser.Parse(chunk)
        yield from reader.taken()
        if reader.is_done:
            return
    parser.Parse(b"", True)
    yield from reader.taken()


class _RowReader:
    """Makes rows of the elements of the first table."""

    def __init__(self):
        self.lines, self.row, self.cell = [], None, None
        self.number = self.cells = self.depth = self.beside = 0
        self.in_table = self.is_done = False

    def taken(self):
        lines, self.lines = self.lines, []
        return lines

    def start(self, name, attributes):
        self.depth += 1
        if self.depth > DEEPEST:
            raise _unreadable()
        if self.is_done:
            return
        if name == f"{_TABLE}table":
            self.in_table = True
        elif self.in_table and name == f"{_TABLE}table-row":
            self.row, self.repeated = [], _count(attributes, "number-rows-repeated")
        elif self.row is not None and name in _CELLS:
            self.cell, self.texts = attributes, []
        elif self.cell is not None and name in _BESIDE:
            self.beside = self.depth
        elif self.cell is not None and not self.beside:
            self._within(name, attributes)

    def _within(self, name, attributes):
        if name == f"{_TEXT}p" and self.texts:
            self.texts.append("\n")
        elif name == f"{_TEXT}s":
            self.texts.append(" " * min(_count(attributes, "c", _TEXT), 100))
        elif name in (f"{_TEXT}line-break", f"{_TEXT}tab"):
            self.texts.append(" ")

    def characters(self, text):
        if self.cell is not None and not self.beside:
            self.texts.append(text)
            if sum(map(len, self.texts)) > LONGEST_TEXT:
                raise too_long()

    def end(self, name):
        if self.beside == self.depth:
            self.beside = 0
        self.depth -= 1
        if self.is_done:
            return
        if self.cell is not None and name in _CELLS:
            self._end_cell()
        elif self.row is not None and name == f"{_TABLE}table-row":
            self._end_row()
        elif name == f"{_TABLE}table":
            self.is_done = True

    def _end_cell(self):
        value = _value(self.cell, "".join(self.texts))
        times = _count(self.cell, "number-columns-repeated")
        self.cell = None
        if len(self.row) + times > MOST_COLUMNS:
            if value is not None:
                raise too_many_columns()
            times = max(0, MOST_COLUMNS - len(self.row))
        self.row += [value] * times

    def _end_row(self):
        row, self.row = self.row, None
        if all(cell is None for cell in row):
            self.number += self.repeated
            return
        self.cells += len(row) * self.repeated
        if self.cells > MOST_CELLS:
            raise too_many_cells()
        if self.number + self.repeated > MOST_ROWS + 1:
            raise too_many_rows()
        for _each in range(self.repeated):
            self.number += 1
            self.lines.append((self.number, row))


def _value(attributes, text):
    """What stands in a cell: a date, a number, a text; a formula as it is written."""
    if formula := attributes.get(f"{_TABLE}formula"):
        return f"={formula.partition('=')[2] or formula}"
    kind = attributes.get(f"{_OFFICE}value-type")
    if kind == "date":
        return date.fromisoformat(attributes.get(f"{_OFFICE}date-value", "")[:10])
    if kind in ("float", "currency", "percentage"):
        number = float(attributes[f"{_OFFICE}value"])
        return int(number) if number.is_integer() else number
    return text if text.strip() else None


def _count(attributes, name, namespace=_TABLE):
    text = attributes.get(f"{namespace}{name}", "1")
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 10):
        raise _unreadable()
    return int(text)


def _refuse_declaration(*_arguments):
    raise _unreadable()


def _unreadable():
    return SheetError(
        _(
            "Die Datei ist keine OpenDocument-Tabelle, beschädigt oder mit einem Kennwort "
            "geschützt. Bitte speichern Sie sie als .ods ohne Kennwort."
        )
    )
