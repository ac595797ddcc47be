"""Each format as its programs read it: no formula runs, nothing breaks a file."""

import io
import zipfile

import pytest

from comments.models import Kommentar
from evaluation.exports import Export, Public
from evaluation.exports.columns import Column
from evaluation.exports.export import Table
from evaluation.exports.xlsx_format import write as write_xlsx
from tests import factories

from .files import READERS, csv_rows, json_rows, workbook, written, xlsx_rows

FORMULAS = ["=1+1", "+49 3841", "-2", "@SUM(A1)", "\t=1+1", "\r=1+1"]
PAYLOAD = "<script>alert(1)</script> & „Anführung“ \"'; drop\nzweite Zeile"


def store(baustein, text):
    """A comment with a text that the form would not let pass."""
    kommentar = factories.comment(baustein)
    Kommentar.objects.filter(pk=kommentar.pk).update(text=text)


@pytest.mark.parametrize("text", FORMULAS)
def test_no_spreadsheet_runs_a_formula(baustein, text):
    store(baustein, text)
    scope = Public(baustein.strategie)

    assert csv_rows(written(scope, "beitraege", "csv"))[0]["text"] == f"'{text}"
    cell = xlsx_rows(written(scope, "beitraege", "xlsx"))[0]["text"]
    # XML reads a carriage return as a line feed.
    assert cell == f"'{text}".replace("\r", "\n")
    assert json_rows(written(scope, "beitraege", "json"))[0]["text"] == text


def test_markup_quotes_and_line_breaks_come_out_as_they_went_in(baustein):
    store(baustein, PAYLOAD)
    scope = Public(baustein.strategie)

    assert csv_rows(written(scope, "beitraege", "csv"))[0]["text"] == PAYLOAD
    assert xlsx_rows(written(scope, "beitraege", "xlsx"))[0]["text"] == PAYLOAD
    assert json_rows(written(scope, "beitraege", "json"))[0]["text"] == PAYLOAD


def test_control_characters_do_not_break_a_workbook(baustein):
    store(baustein, "a\x01\x0b\ufffeb 🚲 _x0041_")

    [row] = xlsx_rows(written(Public(baustein.strategie), "beitraege", "xlsx"))

    assert row["text"].replace("_x005F_x0041_", "_x0041_") == "ab 🚲 _x0041_"


def test_a_workbook_has_two_sheets_and_a_head_that_stays_in_sight(strategie, ausgabe):
    book = workbook(written(Public(strategie), "beitraege", "xlsx"))

    assert book.sheetnames == ["Beiträge", "Anliegen"]
    sheet = book.worksheets[0]
    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].font.bold
    assert sheet.auto_filter.ref.endswith(str(sheet.max_row))
    assert sheet.column_dimensions["B"].width > 20
    assert isinstance(sheet["A2"].value, int)


class Long:
    """An export of one cell."""

    title = "Lang"

    def __init__(self, text):
        self.tables = [Table("a", "A", [Column("text", "", None)], iter([[text]]))]


@pytest.mark.parametrize("text", ["x" * 40_000, "🚲" * 20_000])
def test_a_cell_is_not_longer_than_excel_takes(text):
    cell = workbook(b"".join(write_xlsx(Long(text)))).worksheets[0]["A2"].value

    assert len(cell.encode("utf-16-le")) // 2 <= 32_767
    assert cell.endswith("…")


def test_a_workbook_is_a_sound_archive_written_without_going_back(baustein):
    factories.comment(baustein)
    parts = list(Export(Public(baustein.strategie), "beitraege", "xlsx").write())

    assert len(parts) > 2
    assert zipfile.ZipFile(io.BytesIO(b"".join(parts))).testzip() is None


@pytest.mark.parametrize("format", ["csv", "xlsx", "json"])
def test_rows_are_read_while_they_are_written(baustein, format, monkeypatch):
    monkeypatch.setattr("evaluation.exports.scope.CHUNK", 1)
    for module in ("csv", "xlsx", "json"):
        monkeypatch.setattr(f"evaluation.exports.{module}_format.ROWS", 1)
    for _ in range(3):
        factories.comment(baustein)
    parts = Export(Public(baustein.strategie), "beitraege", format).write()
    first = next(parts) + next(parts)

    Kommentar.objects.update(text="Später geschrieben")

    rows = READERS[format](first + b"".join(parts))
    assert rows[-1]["text"] == "Später geschrieben"


def test_umlauts_reach_excel(baustein):
    factories.comment(baustein, text="Öffentlicher Nahverkehr")

    data = written(Public(baustein.strategie), "beitraege", "csv")

    assert data.startswith(b"\xef\xbb\xbf")
    assert "Öffentlicher Nahverkehr".encode() in data
