"""The lines of a text file with separators, as spreadsheet programs save it."""

import codecs
import csv
import io
import re

from django.utils.translation import gettext as _

from .limits import MOST_COLUMNS, SheetError, too_many_columns

_SEPARATORS = ";,\t"
# The first line with which Excel is told the separator; it is no line of the table.
_NAMED = re.compile(r"\ufeff?sep=(.)\r?\n", re.IGNORECASE)
# How files of other kinds begin: ZIP (.xlsx), and what Excel wrote until 2003 (.xls).
_OTHER_KINDS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def lines_of(data):
    """Yield (number, cells) for each line.

    Raises:
        SheetError
    """
    text = _decoded(data)
    if named := _NAMED.match(text):
        text, separator = text[named.end() :], named[1]
    else:
        first = text.partition("\n")[0]
        separator = max(_SEPARATORS, key=first.count)
    number = 0
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        for number, cells in enumerate(reader, start=1):
            if any(cells[MOST_COLUMNS:]):
                raise too_many_columns()
            yield number, cells[:MOST_COLUMNS]
    except (csv.Error, TypeError, ValueError) as error:
        raise SheetError(
            _("Die CSV-Datei ist ab Zeile %(line)d nicht lesbar. Fehlt ein Anführungszeichen?")
            % {"line": number + 1}
        ) from error


def _decoded(data):
    """Its text: UTF-8, „Unicode-Text“ of Excel (UTF-16), or what Excel saves on Windows."""
    if data.startswith(_OTHER_KINDS):
        raise _no_text()
    try:
        text = data.decode(_encoding(data))
    except UnicodeDecodeError:
        # Every byte means something in it.
        text = data.decode("cp1252", "replace")
    if "\0" in text:
        raise _no_text()
    return text


def _encoding(data):
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    # The headings are plain letters: every other byte is zero.
    if data[1:20:2] == bytes(len(data[1:20:2])) and data[:1] > b"\0":
        return "utf-16-le"
    if data[0:20:2] == bytes(len(data[0:20:2])) and data[1:2] > b"\0":
        return "utf-16-be"
    return "utf-8-sig"


def _no_text():
    return SheetError(
        _(
            "Diese Datei ist keine Textdatei mit Trennzeichen. Bitte speichern Sie die Tabelle als "
            "„Excel-Arbeitsmappe (.xlsx)“ oder als „CSV UTF-8 (.csv)“."
        )
    )
