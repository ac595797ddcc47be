"""The rows of an XLSX, ODS or CSV file, read without trusting it."""

from dataclasses import dataclass
from pathlib import PurePath

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from . import csv_file, opendocument, workbook
from .limits import LONGEST_TEXT, MOST_ROWS, SheetError, too_long, too_many_rows

# Heading → whether a table can do without it.
COLUMNS = {
    "Weg": False, "Datum": False, "Baustein": False, "Art": True, "Name": True, "Text": False,
    "Teil von": True, "Absender": True, "Anschrift": True,
}  # fmt: skip
# Excel saves „Text (Tabstopp-getrennt)“ and „Unicode-Text“ as .txt.
READERS = {
    ".xlsx": workbook.lines_of,
    ".ods": opendocument.lines_of,
    ".csv": csv_file.lines_of,
    ".tsv": csv_file.lines_of,
    ".txt": csv_file.lines_of,
}


@dataclass
class SheetRow:
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
    return _table(lines(name, data))


def lines(name, data):
    """Yield (number, cells) for each row of a file that is not empty, whatever its columns are.

    Args:
        name: of the file; its ending says how to read it.
        data: its bytes.

    Raises:
        SheetError: it is too large, no table, or has too many rows, columns or cells.
    """
    refuse_too_large(len(data))
    reader = READERS.get(PurePath(name).suffix.lower())
    if reader is None:
        raise SheetError(
            _(
                "Bitte laden Sie eine Tabelle als .xlsx, .ods oder .csv hoch. In Excel: Speichern "
                "unter, „Excel-Arbeitsmappe (.xlsx)“."
            )
        )
    return ((number, cells) for number, cells in _within_limits(reader(data)) if _is_row(cells))


def refuse_too_large(size):
    """Raise SheetError for a file over the limit, before it is read into memory."""
    limit = settings.TABLE_LIMIT_BYTES
    if size > limit:
        raise SheetError(
            _("Die Datei ist %(size)s groß; erlaubt sind höchstens %(limit)s.")
            % {"size": filesizeformat(size), "limit": filesizeformat(limit)}
        )


def _table(lines):
    """Rows of (number, cells) under their headings."""
    number, headings = next(lines, (0, ()))
    if number != 1:
        raise SheetError(
            _("In der ersten Zeile müssen die Überschriften stehen: %(names)s.")
            % {"names": ", ".join(COLUMNS)}
        )
    names = _names(headings)
    rows = []
    for number, cells in lines:
        found = zip(names, cells, strict=False)
        rows.append(SheetRow(number, {name: value for name, value in found if name}))
    if not rows:
        raise SheetError(_("Unter den Überschriften steht noch kein Beitrag."))
    return rows


def _within_limits(lines):
    """Number and length are looked at first: an empty row has a number too."""
    for number, cells in lines:
        if number > MOST_ROWS + 1:
            raise too_many_rows()
        if any(isinstance(cell, str) and len(cell) > LONGEST_TEXT for cell in cells):
            raise too_long()
        yield number, cells


def _is_row(cells):
    return any(map(_is_filled, cells))


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
