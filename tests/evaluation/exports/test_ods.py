"""Workbooks of OpenDocument: whole, typed, and read by LibreOffice as we wrote them."""

import csv
import io
import zipfile
from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from comments.models import Kommentar
from evaluation.exports import Export, Internal, Public
from evaluation.exports.columns import Column
from evaluation.exports.export import ExportTable
from evaluation.exports.ods_format import write
from tests import factories
from tests.opendocument import converted, faults

from .files import csv_rows, ods_rows, ods_tables, written

# As a German spreadsheet saves the first sheet: semicolons, quotes, UTF-8, as it is shown.
CSV = "csv:Text - txt - csv (StarCalc):59,34,76"
ODD = '=1+1 <b>„fett“</b> & "so"  zwei\n\n-3 🚲 ;'
MOMENTS, DAYS = ("datum", "veroeffentlicht"), ("eingegangen_am", "frist")


@pytest.fixture
def answers(baustein, kommentar, moderator):
    """What a program could take for a formula, a number or a day."""
    texts = ("@SUM(A1)", "007", "1.2.2026", "2026-07-30")
    return [factories.comment(baustein, moderator, parent=kommentar, text=text) for text in texts]


class Book:
    """An export of one cell."""

    title, creator, written_at = "Lang", "Elbhagen", timezone.now()

    def __init__(self, value):
        self.tables = [ExportTable("a", "Maß & 'Zahl'", [Column("a", "", None)], iter([[value]]))]


def cell(value):
    return ods_rows(b"".join(write(Book(value))))[0]["a"]


@pytest.mark.parametrize("name", Export.NAMES)
def test_a_workbook_is_whole(strategie, ausgabe, name):
    phase = ausgabe.auswertung.kommentierphase
    for scope in (Public(strategie), Internal(strategie, [phase])):
        assert faults(written(scope, name, "ods")) == []


def test_it_says_first_what_it_is_for_programs_that_read_it_while_it_comes(strategie, ausgabe):
    data = written(Public(strategie), "beitraege", "ods")

    assert data[30:].startswith(b"mimetypeapplication/vnd.oasis.opendocument.spreadsheetPK")
    # Its length stands before it, not behind.
    assert zipfile.ZipFile(io.BytesIO(data)).infolist()[0].flag_bits & 8 == 0
    assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None
    assert list(ods_tables(data)) == ["Beiträge", "Anliegen"]


@pytest.mark.parametrize(
    "value",
    [7, 0, date(1900, 3, 1), date(9999, 12, 31), datetime(2026, 8, 1, 0, 30, 59), ODD, " a  b "],
)
def test_values_keep_their_type(value):
    assert cell(value) == value


@pytest.mark.parametrize(
    ("value", "shown"),
    [(date(1900, 2, 28), "1900-02-28"), ("a\x01\x0bb", "ab"), (None, None), ("", None),
     ([1, "b"], "1 | b"), ("a\r\nb\rc", "a\nb\nc")],
)  # fmt: skip
def test_what_a_cell_cannot_hold_is_a_text_without_it(value, shown):
    assert cell(value) == shown


@pytest.mark.parametrize("text", ["x" * 40_000, "🚲" * 20_000])
def test_a_cell_is_not_longer_than_excel_takes(text):
    assert len(cell(text).encode("utf-16-le")) // 2 <= 32_767
    assert cell(text).endswith("…")


@pytest.mark.programs
@pytest.mark.parametrize("name", Export.NAMES)
def test_libreoffice_reads_what_the_csv_says(
    strategie, kommentar, answers, ausgabe, name, tmp_path
):
    Kommentar.objects.filter(pk=kommentar.pk).update(
        text=ODD,
        created_at=datetime(2026, 7, 31, 22, 30, 59, tzinfo=UTC),
        received_on=date(2026, 7, 30),
        channel="brief",
        author=None,
    )
    scope = Public(strategie)

    again = converted(written(scope, name, "ods"), "ods", CSV, tmp_path)

    rows = list(csv.DictReader(io.StringIO(again.decode(), newline=""), delimiter=";"))
    assert len(rows) == len(csv_rows(written(scope, name, "csv"))) > 0
    assert rows == [
        {key: as_shown(key, value) for key, value in row.items()}
        for row in csv_rows(written(scope, name, "csv"))
    ]


def as_shown(key, value):
    """A value of our CSV as a spreadsheet shows it."""
    if value and key in MOMENTS:
        return datetime.fromisoformat(value).strftime("%d.%m.%Y %H:%M:%S")
    if value and key in DAYS:
        return date.fromisoformat(value).strftime("%d.%m.%Y")
    return value.removeprefix("'")
