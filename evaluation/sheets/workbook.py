"""The lines of an XLSX file, and before any is read a look at how many there are.

openpyxl makes a row of every number up to the one that a file names, and an object of every
element; so the parts are gone through once without keeping anything, up to the first limit.
"""

import io
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from django.conf import settings

from .limits import (
    LONGEST_TEXT,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_STRINGS,
    SheetError,
    too_long,
    too_many_cells,
    too_many_columns,
    too_many_rows,
    too_many_strings,
    unpacks_to_too_much,
    unreadable,
)

# A workbook may unpack to this many times the limit for the file itself.
UNPACKED_FACTOR = 20
# A workbook of ours has about ten.
MOST_PARTS = 1000
# Of all that is neither row, cell nor text: styles, relations, properties.
MOST_OTHERS = 200_000
# Elements inside all cells and texts together, and inside one.
MOST_INSIDE, MOST_INSIDE_ONE = 3_000_000, 10_000
DEEPEST = 50
_CHUNK = 1 << 16
# Byte order marks, blanks, and the other half of a character of UTF-16.
_BEFORE_XML = b"\xef\xbb\xbf\xfe\xff\x00 \t\r\n"
# What a cell and a text of a workbook are called.
_CELL, _STRING = "c", "si"


def lines_of(data):
    """Yield (number, cells) for each row of the first sheet.

    Raises:
        SheetError
    """
    from openpyxl import load_workbook

    _refuse_too_much(data)
    try:
        # Formulas come as they stand there, and not as the result somebody stored.
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        # What the file says of its own size may be wrong.
        sheet.reset_dimensions()
        lines = sheet.iter_rows(max_col=MOST_COLUMNS, max_row=MOST_ROWS + 1, values_only=True)
        yield from enumerate(lines, start=1)
    except SheetError:
        raise
    except Exception as error:  # openpyxl raises whatever a broken part leads to
        raise unreadable() from error


def _refuse_too_much(data):
    """Look at everything in the file before anything is made of it."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            # Reading stops where the declared size does.
            allowed = settings.TABLE_LIMIT_BYTES * UNPACKED_FACTOR
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > allowed:
                raise unpacks_to_too_much()
            scan = _Scan()
            for part in parts:
                with archive.open(part) as stream:
                    scan.part(stream)
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise unreadable() from error


class _Scan:
    """Counts over all parts of a file what openpyxl would make objects of."""

    def __init__(self):
        self.cells = self.strings = self.inside = self.others = 0

    def part(self, stream):
        head = stream.read(_CHUNK)
        # Pictures begin otherwise; XML begins so in every encoding, after any blanks.
        if not head or head.lstrip(_BEFORE_XML)[:1] not in (b"<", b""):
            return
        self.depth = self.within = self.rows = self.columns = 0
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = _refuse_declaration
        try:
            while head:
                parser.Parse(head)
                head = stream.read(_CHUNK)
            parser.Parse(b"", True)
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise unreadable() from error

    def _start(self, name, attributes):
        self.depth += 1
        if self.depth > DEEPEST:
            raise unreadable()
        name = name.rpartition(" ")[2]
        if self.within:
            self._inner()
        elif name in (_CELL, _STRING):
            self.within = self.depth
            self.length = self.elements = 0
            self._cell() if name == _CELL else self._string()
        elif name == "row":
            self._row(attributes)
        else:
            self.others += 1
            if self.others > MOST_OTHERS:
                raise unreadable()

    def _row(self, attributes):
        self.rows += 1
        self.columns = 0
        number = attributes.get("r", "0")
        if not (number.isascii() and number.isdigit() and len(number) < 20):
            raise unreadable()
        if max(self.rows, int(number)) > MOST_ROWS + 1:
            raise too_many_rows()

    def _cell(self):
        self.cells += 1
        self.columns += 1
        if self.columns > MOST_COLUMNS:
            raise too_many_columns()
        if self.cells > MOST_CELLS:
            raise too_many_cells()

    def _string(self):
        self.strings += 1
        if self.strings > MOST_STRINGS:
            raise too_many_strings()

    def _inner(self):
        self.inside += 1
        self.elements += 1
        if self.inside > MOST_INSIDE or self.elements > MOST_INSIDE_ONE:
            raise unreadable()

    def _end(self, name):
        if self.within == self.depth:
            self.within = 0
        self.depth -= 1

    def _text(self, text):
        if self.within:
            self.length += len(text)
            if self.length > LONGEST_TEXT:
                raise too_long()


def _refuse_declaration(*declaration):
    raise unreadable()
