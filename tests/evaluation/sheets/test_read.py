"""Files are read as they come, and refused with a sentence that says what to do."""

import io
import zipfile

import pytest

from evaluation import sheets

from .tables import HEAD, as_csv, xlsx

ROW = ["Brief", "31.05.2026", "Leitziel 1", "", "", "Für Grünflächen; mehr, bitte."]


@pytest.mark.parametrize("delimiter", [";", ","])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
def test_csv_as_programs_write_it(delimiter, encoding):
    (row,) = sheets.read("a.CSV", as_csv(ROW, delimiter=delimiter, encoding=encoding))

    assert row.number == 2
    assert row.cells["Text"] == "Für Grünflächen; mehr, bitte."


def test_a_workbook_with_its_columns_in_any_order_and_case():
    head = ["TEXT", " weg ", None, "Baustein", "datum"]
    (row,) = sheets.read("a.xlsx", xlsx(["Worte", "Brief", "Notiz", 1, "x"], head=head))

    assert row.cells == {"Text": "Worte", "Weg": "Brief", "Baustein": 1, "Datum": "x"}


def test_empty_rows_are_left_out_and_the_others_keep_their_number():
    rows = sheets.read("a.xlsx", xlsx(ROW, [None] * 6, ["  "] * 6, ROW))

    assert [row.number for row in rows] == [2, 5]


@pytest.mark.parametrize(
    ("head", "sentence"),
    [
        ([*HEAD, "Telefon"], "Die Spalte „Telefon“ gibt es nicht."),
        ([*HEAD, "Text"], "Die Spalte „Text“ steht mehrmals da."),
        (HEAD[1:], "Die Spalte „Weg“ fehlt."),
    ],
)
def test_other_columns_are_refused_by_name(head, sentence):
    with pytest.raises(sheets.SheetError, match=sentence):
        sheets.read("a.xlsx", xlsx(ROW, head=head))


def test_a_table_needs_headings_and_a_row():
    with pytest.raises(sheets.SheetError, match="ersten Zeile"):
        sheets.read("a.csv", b"\n\n" + as_csv(ROW))
    with pytest.raises(sheets.SheetError, match="noch kein Beitrag"):
        sheets.read("a.csv", as_csv())


def test_too_many_rows_are_refused():
    lines = b"Weg;Datum;Baustein;Text\n" + b"Brief;31.05.2026;1;x\n" * (sheets.MOST_ROWS + 1)

    with pytest.raises(sheets.SheetError, match="mehr als 50000 Zeilen"):
        sheets.read("a.csv", lines)


def test_a_large_file_is_refused(settings):
    settings.TABLE_LIMIT_BYTES = 10

    with pytest.raises(sheets.SheetError, match="erlaubt sind höchstens"):
        sheets.read("a.csv", as_csv(ROW))


def test_what_unpacks_to_too_much_is_not_unpacked(settings):
    settings.TABLE_LIMIT_BYTES = 100_000
    out = io.BytesIO(xlsx(ROW))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/bomb", b"0" * 3_000_000)

    with pytest.raises(sheets.SheetError, match="entpackt zu groß"):
        sheets.read("a.xlsx", out.getvalue())


def test_a_document_type_declaration_is_not_read():
    source, out = zipfile.ZipFile(io.BytesIO(xlsx(ROW))), io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name.endswith("sheet1.xml"):
                data = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + data
            target.writestr(name, data)

    with pytest.raises(sheets.SheetError, match="beschädigt"):
        sheets.read("a.xlsx", out.getvalue())


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xlsx", b"PK\x03\x04 nothing"),
        ("a.xlsx", b""),
        ("a.xls", b"\xd0\xcf\x11\xe0"),
        ("a", b"x"),
        ("a.csv", b'Weg;Datum;Baustein;Text\nBrief;"never closed'),
    ],
)
def test_what_is_no_table_is_refused(name, data):
    with pytest.raises(sheets.SheetError):
        sheets.read(name, data)


# --- Work has limits, not only bytes ------------------------------------------------


def with_part(name, data):
    """A workbook in which one part is another."""
    source, out = zipfile.ZipFile(io.BytesIO(xlsx(ROW))), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.namelist():
            if part != name:
                target.writestr(part, source.read(part))
        target.writestr(name, data)
    return out.getvalue()


def sheet(inner):
    start = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    return with_part(
        "xl/worksheets/sheet1.xml", start + b"<sheetData>" + inner + b"</sheetData></worksheet>"
    )


CELL = b'<c r="A1" t="inlineStr"><is><t>%s</t></is></c>'
HOSTILE = {
    "a cell in row 1,000,000,000": (
        sheet(
            b'<row r="1">' + CELL % b"Weg" + b'</row><row r="1000000000">' + CELL % b"x" + b"</row>"
        ),
        "mehr als 50000 Zeilen",
    ),
    "a row number of 400 digits": (sheet(b'<row r="' + b"9" * 400 + b'"/>'), "beschädigt"),
    "5 million empty rows": (sheet(b"<row/>" * 5_000_000), "mehr als 50000 Zeilen"),
    "60,000 empty rows with numbers": (
        sheet(b"".join(b'<row r="%d"/>' % row for row in range(1, 60_001))),
        "mehr als 50000 Zeilen",
    ),
    "a row of 100,000 cells": (
        sheet(b"<row>" + b"<c/>" * 100_000 + b"</row>"),
        "mehr als 50 Spalten",
    ),
    "cells in 50,000 rows": (
        sheet((b"<row>" + b"<c/>" * 11 + b"</row>") * 50_000),
        "mehr als 500000 Zellen",
    ),
    "a text of 10 million characters": (
        sheet(b"<row>" + CELL % (b"x" * 10_000_000) + b"</row>"),
        "länger als 64000 Zeichen",
    ),
    "500,000 texts apart": (
        with_part("xl/sharedStrings.xml", b"<sst>" + b"<si/>" * 500_000 + b"</sst>"),
        "mehr als 400000 Texte",
    ),
    "a text apart of 10 million characters": (
        with_part("xl/sharedStrings.xml", b"<sst><si><t>" + b"x" * 10_000_000 + b"</t></si></sst>"),
        "länger als 64000 Zeichen",
    ),
    "elements 10,000 deep": (
        sheet(b"<row>" + b"<a>" * 10_000 + b"</a>" * 10_000 + b"</row>"),
        "beschädigt",
    ),
    "a million styles": (
        with_part("xl/styles.xml", b"<styleSheet>" + b"<xf/>" * 1_000_000 + b"</styleSheet>"),
        "beschädigt",
    ),
    "a cell of a million elements": (
        sheet(b"<row><c>" + b"<is/>" * 1_000_000 + b"</c></row>"),
        "beschädigt",
    ),
    "entities in UTF-16": (
        with_part("xl/styles.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'.encode("utf-16")),
        "beschädigt",
    ),
    "a declaration behind 5,000 blanks": (
        with_part("xl/styles.xml", b"<?xml version='1.0'?>" + b" " * 5000 + b"<!DOCTYPE x><x/>"),
        "beschädigt",
    ),
    "a table below another name": (
        with_part("xl/document.bin", b"<x>" + b"<row/>" * 60_000 + b"</x>"),
        "mehr als 50000 Zeilen",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_workbook_that_would_be_much_work_is_refused_before(name, monkeypatch):
    """By a sentence of its own, and without openpyxl having seen it."""
    data, sentence = HOSTILE[name]
    assert len(data) < 1_000_000
    monkeypatch.setattr("openpyxl.load_workbook", lambda *args, **kwargs: pytest.fail("was read"))

    with pytest.raises(sheets.SheetError, match=sentence):
        sheets.read("a.xlsx", data)


def test_a_file_of_thousands_of_parts_is_refused():
    out = io.BytesIO(xlsx(ROW))
    with zipfile.ZipFile(out, "a") as archive:
        for number in range(2000):
            archive.writestr(f"xl/{number}", b"")

    with pytest.raises(sheets.SheetError, match="entpackt zu groß"):
        sheets.read("a.xlsx", out.getvalue())


def test_a_zip_in_a_zip_is_nothing_to_read():
    nested = b"PK\x03\x04<" + xlsx(ROW)
    assert sheets.read("a.xlsx", with_part("xl/media/nested.zip", nested))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"Weg;Datum;Baustein;Text" + b"\n" * 5_000_000, "mehr als 50000 Zeilen"),
        (b"Weg;Datum;Baustein;Text\nBrief;x;1;" + b"x" * 100_000, "länger als 64000 Zeichen"),
        (b"Weg;Datum;Baustein;Text\n" + b"x;" * 100_000, "mehr als 50 Spalten"),
    ],
)
def test_a_text_file_has_the_same_limits(data, sentence):
    with pytest.raises(sheets.SheetError, match=sentence):
        sheets.read("a.csv", data)


def test_empty_columns_to_the_right_are_none():
    head = as_csv().decode().strip()
    rows = sheets.read("a.csv", f"{head}{';' * 300}\n{as_csv(head=ROW).decode()}".encode())

    assert rows[0].cells["Weg"] == "Brief"


# --- As Excel saves it --------------------------------------------------------------


@pytest.mark.parametrize("name", ["a.csv", "a.txt", "a.tsv"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_kind_of_text_that_excel_saves(name, delimiter, encoding):
    (row,) = sheets.read(name, as_csv(ROW, delimiter=delimiter, encoding=encoding))

    assert (row.number, row.cells["Text"]) == (2, "Für Grünflächen; mehr, bitte.")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("line", ["sep=%s\r\n", "SEP=%s\n"])
@pytest.mark.parametrize("delimiter", [";", "|", "\t"])
def test_the_line_that_names_the_separator_is_no_line(line, delimiter, encoding):
    table = as_csv(ROW, delimiter=delimiter).decode()

    (row,) = sheets.read("a.csv", f"{line % delimiter}{table}".encode(encoding))

    assert (row.number, row.cells["Weg"]) == (2, "Brief")


@pytest.mark.parametrize("data", [xlsx(ROW), b"\xd0\xcf\x11\xe0" + bytes(500), b"Weg\0;Datum"])
def test_what_is_no_text_says_which_kind_to_save(data):
    with pytest.raises(sheets.SheetError, match="Excel-Arbeitsmappe"):
        sheets.read("a.csv", data)


# --- OpenDocument ---------------------------------------------------------------------

_NAMES = (
    b'<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    b'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    b'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><table:table>'
)


def ods(rows, *, before=b"", mimetype=b"application/vnd.oasis.opendocument.spreadsheet"):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("mimetype", mimetype)
        content = before + _NAMES + rows + b"</table:table></office:document-content>"
        target.writestr("content.xml", content)
    return out.getvalue()


def cell(text, more=b""):
    return b"<table:table-cell " + more + b"><text:p>" + text + b"</text:p></table:table-cell>"


def table_row(*cells, more=b""):
    return b"<table:table-row " + more + b">" + b"".join(cells) + b"</table:table-row>"


def test_an_opendocument_table_is_read():
    empty = b'<table:table-cell table:number-columns-repeated="16000"/>'
    rows = table_row(*(cell(name.encode()) for name in HEAD), empty)
    rows += table_row(empty, more=b'table:number-rows-repeated="3"')
    rows += table_row(
        cell(b"Brief"), cell(b"", b'office:value-type="date" office:date-value="2026-03-02"'),
        cell(b"1"), b'<table:table-cell table:number-columns-repeated="2"/>',
        cell(b"Mehr<text:s text:c='2'/>B\xc3\xa4ume<office:annotation><text:p>intern</text:p>"
             b"</office:annotation>"),
    )  # fmt: skip
    rows += table_row(empty, more=b'table:number-rows-repeated="1000000"')

    (row,) = sheets.read("a.ods", ods(rows))
    assert (row.number, row.cells["Text"]) == (5, "Mehr  Bäume")
    assert f"{row.cells['Datum']:%d.%m.%Y}" == "02.03.2026"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"PK\x03\x04 nothing", "keine OpenDocument-Tabelle"),
        (ods(b"", mimetype=b"application/vnd.oasis.opendocument.text"), "keine OpenDocument"),
        (ods(b"<broken"), "beschädigt"),
        (ods(b"", before=b'<!DOCTYPE x [<!ENTITY a "b">]>'), "beschädigt"),
        (ods(table_row(cell(b"x", b'table:number-columns-repeated="999999"'))), "Spalten"),
        (ods(table_row(cell(b"x"), more=b'table:number-rows-repeated="999999"')), "Zeilen|Zellen"),
        (ods(table_row(cell(b"x" * 2_000_000))), "länger als"),
        (ods(table_row(cell(b"x", b'table:number-columns-repeated="-1"'))), "beschädigt"),
        (ods(b"<table:x>" * 500 + b"</table:x>" * 500), "beschädigt"),
    ],
)
def test_an_opendocument_table_has_the_same_limits(data, sentence):
    with pytest.raises(sheets.SheetError, match=sentence):
        sheets.read("a.ods", data)
