"""The rows of an XLSX or CSV file, read without trusting it."""

import csv
import io
from dataclasses import dataclass
from pathlib import PurePath
from zipfile import BadZipFile, ZipFile

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

MOST_ROWS = 50_000
# Heading → whether a table can do without it.
COLUMNS = {
    "Weg": False, "Datum": False, "Baustein": False, "Art": True, "Name": True, "Text": False,
}  # fmt: skip
# A workbook may unpack to this many times the limit for the file itself.
UNPACKED_FACTOR = 20
# Cells beyond belong to no table of ours; a file cannot make us look at more.
MOST_COLUMNS = 50
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")


class SheetError(Exception):
    """The file as a whole cannot be read; the message is a sentence for who uploaded it."""


@dataclass
class Row:
    """One line of the table.

    Attributes:
        number: as the spreadsheet program counts it; the headings are in row 1.
        cells: dict of heading to what stands there: a str or, from a workbook, a date
            or number; None for an empty cell.
    """

    number: int
    cells: dict


def read(name, data):
    """Return the Rows of a file that are not empty.

    Args:
        name: of the file; its ending says how to read it.
        data: its bytes.

    Raises:
        SheetError: it is too large, no table, has too many rows or other columns.
    """
    refuse_too_large(len(data))
    readers = {".xlsx": _workbook, ".csv": _csv}
    reader = readers.get(PurePath(name).suffix.lower())
    if reader is None:
        raise SheetError(_("Bitte laden Sie eine Tabelle als .xlsx oder .csv hoch."))
    return _table(reader(data))


def refuse_too_large(size):
    """Raise SheetError for a file over the limit, before it is read into memory."""
    limit = settings.DOCUMENT_LIMIT_BYTES
    if size > limit:
        raise SheetError(
            _("Die Datei ist %(size)s groß; erlaubt sind höchstens %(limit)s.")
            % {"size": filesizeformat(size), "limit": filesizeformat(limit)}
        )


def _table(lines):
    """Rows of (number, cells) under their headings."""
    lines = ((number, cells) for number, cells in lines if any(map(_is_filled, cells)))
    number, headings = next(lines, (0, ()))
    if number != 1:
        raise SheetError(
            _("In der ersten Zeile müssen die Überschriften stehen: %(names)s.")
            % {"names": ", ".join(COLUMNS)}
        )
    names = _names(headings)
    rows = []
    for number, cells in lines:
        if number > MOST_ROWS + 1:
            raise SheetError(
                _(
                    "Die Tabelle hat mehr als %(most)d Zeilen. Bitte teilen Sie sie auf mehrere "
                    "Dateien auf."
                )
                % {"most": MOST_ROWS}
            )
        found = zip(names, cells, strict=False)
        rows.append(Row(number, {name: value for name, value in found if name}))
    if not rows:
        raise SheetError(_("Unter den Überschriften steht noch kein Beitrag."))
    return rows


def _is_filled(cell):
    return cell is not None and str(cell).strip() != ""


def _names(headings):
    """The columns in the order of the file; empty headings are None."""
    known = {name.casefold(): name for name in COLUMNS}
    typed = [str(cell).strip() if _is_filled(cell) else "" for cell in headings]
    names = [known.get(heading.casefold()) for heading in typed]
    problems = [
        _("Die Spalte „%(name)s“ gibt es nicht.") % {"name": heading[:60]}
        for heading, name in zip(typed, names, strict=True)
        if heading and name is None
    ]
    problems += [
        _("Die Spalte „%(name)s“ steht mehrmals da.") % {"name": name}
        for name in COLUMNS
        if names.count(name) > 1
    ]
    problems += [
        _("Die Spalte „%(name)s“ fehlt.") % {"name": name}
        for name, optional in COLUMNS.items()
        if not optional and name not in names
    ]
    if problems:
        advice = _("Am einfachsten nehmen Sie die Vorlage.")
        raise SheetError(" ".join([*problems, advice]))
    return names


def _csv(data):
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Excel saves on Windows; every byte means something in it.
        text = data.decode("cp1252", "replace")
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") >= first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for number, cells in enumerate(reader, start=1):
            yield number, cells[:MOST_COLUMNS]
    except csv.Error as error:
        raise SheetError(
            _("Die CSV-Datei ist ab Zeile %(line)d nicht lesbar. Fehlt ein Anführungszeichen?")
            % {"line": reader.line_num}
        ) from error


def _workbook(data):
    from openpyxl import load_workbook

    _refuse_unsafe(data)
    try:
        # Formulas come as they stand there, and not as the result somebody stored.
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        # What the file says of its own size may be wrong.
        sheet.reset_dimensions()
        lines = sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
        yield from enumerate(lines, start=1)
    except SheetError:
        raise
    except Exception as error:  # openpyxl raises whatever a broken part leads to
        raise _unreadable() from error


def _refuse_unsafe(data):
    """Before anything is parsed: what it unpacks to, and no way to entities."""
    allowed = settings.DOCUMENT_LIMIT_BYTES * UNPACKED_FACTOR
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                # Reading stops where the declared size does.
                allowed -= entry.file_size
                if allowed < 0:
                    raise SheetError(
                        _("Die Datei würde entpackt zu groß und wird deshalb nicht gelesen.")
                    )
                with archive.open(entry) as part:
                    head = part.read(4096)
                if any(mark in head for mark in _DECLARATIONS):
                    raise _unreadable()
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise _unreadable() from error


def _unreadable():
    return SheetError(
        _(
            "Die Datei ist keine Excel-Tabelle, beschädigt oder mit einem Kennwort geschützt. "
            "Bitte speichern Sie sie als .xlsx ohne Kennwort."
        )
    )
