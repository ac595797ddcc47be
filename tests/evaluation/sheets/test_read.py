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
    settings.DOCUMENT_LIMIT_BYTES = 10

    with pytest.raises(sheets.SheetError, match="erlaubt sind höchstens"):
        sheets.read("a.csv", as_csv(ROW))


def test_what_unpacks_to_too_much_is_not_unpacked(settings):
    settings.DOCUMENT_LIMIT_BYTES = 100_000
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
