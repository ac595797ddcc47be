"""Each format as its programs read it: no formula runs, nothing breaks a file."""

import io
import zipfile
from datetime import UTC, date, datetime

import pytest
from django.utils import timezone, translation

from comments.models import Kommentar
from evaluation.exports import Export, Public
from evaluation.exports.columns import Column
from evaluation.exports.export import ExportTable
from evaluation.exports.xlsx_format import write as write_xlsx
from tests import factories

from .files import READERS, csv_rows, json_rows, workbook, written, xlsx_rows

FORMULAS = ["=1+1", "+49 3841", "-2", "@SUM(A1)", "\t=1+1", "\r=1+1"]
PAYLOAD = "<script>alert(1)</script> & „Anführung“ \"'; drop\nzweite Zeile"


def cells(data, column, sheet=0):
    """The cells of a column, without its heading."""
    head, *rows = workbook(data).worksheets[sheet].iter_rows()
    place = [cell.value for cell in head].index(column)
    return [row[place] for row in rows]


def store(baustein, text):
    """A comment with a text that the form would not let pass."""
    kommentar = factories.comment(baustein)
    Kommentar.objects.filter(pk=kommentar.pk).update(text=text)


@pytest.mark.parametrize("text", FORMULAS)
def test_no_spreadsheet_runs_a_formula(baustein, text):
    store(baustein, text)
    scope = Public(baustein.strategie)

    assert csv_rows(written(scope, "beitraege", "csv"))[0]["text"] == f"'{text}"
    # In a workbook a text is a text; nothing has to be put in front of it.
    [cell] = cells(written(scope, "beitraege", "xlsx"), "text")
    assert cell.data_type in ("s", "inlineStr")
    # XML reads a carriage return as a line feed.
    assert cell.value == text.replace("\r", "\n")
    assert cell.quotePrefix
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

    title, creator, written_at = "Lang", "Elbhagen", timezone.now()

    def __init__(self, text):
        self.tables = [ExportTable("a", "A", [Column("text", "", None)], iter([[text]]))]


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


@pytest.mark.parametrize("format", READERS)
def test_rows_are_read_while_they_are_written(baustein, format, monkeypatch):
    monkeypatch.setattr("evaluation.exports.scope.CHUNK", 1)
    for module in READERS:
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


def test_moments_are_moments_and_days_are_days(strategie, ausgabe, kommentar):
    """To be filtered by year and sorted; the clock on the wall, as the zone beside it says."""
    Kommentar.objects.filter(pk=kommentar.pk).update(
        created_at=datetime(2026, 7, 31, 22, 30, 59, 999_999, tzinfo=UTC),
        received_on=date(2026, 7, 30),
        channel="brief",
        author=None,
    )
    data = written(Public(strategie), "beitraege", "xlsx")

    [moment], [day], [published] = (
        cells(data, "datum"), cells(data, "eingegangen_am"), cells(data, "veroeffentlicht", 1),
    )  # fmt: skip
    assert moment.is_date
    assert moment.value == datetime(2026, 8, 1, 0, 30, 59)
    assert moment.number_format == "dd.mm.yyyy hh:mm:ss"
    assert (day.is_date, day.value.date()) == (True, date(2026, 7, 30))
    assert day.number_format == "dd.mm.yyyy"
    local = timezone.localtime(ausgabe.published_at).replace(microsecond=0, tzinfo=None)
    assert published.value == local
    for format in ("csv", "json"):
        row = READERS[format](written(Public(strategie), "beitraege", format))[0]
        assert row["datum"] == "2026-08-01T00:30:59+02:00"
        assert row["eingegangen_am"] == "2026-07-30"


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (date(1900, 2, 28), "1900-02-28"), (date(1, 1, 1), "0001-01-01"),
        (date(1900, 3, 1), datetime(1900, 3, 1)), (date(9999, 12, 31), datetime(9999, 12, 31)),
    ],
)  # fmt: skip
def test_a_day_that_excel_cannot_count_is_a_text(day, shown):
    assert workbook(b"".join(write_xlsx(Long(day)))).worksheets[0]["A2"].value == shown


def test_a_workbook_says_who_wrote_it_and_when(baustein):
    about = workbook(written(Public(baustein.strategie), "beitraege", "xlsx")).properties

    assert about.creator == about.lastModifiedBy == "Elbhagen"
    assert about.language == "de-DE"
    assert about.title == f"{baustein.strategie.konzept.title}, {baustein.strategie}"
    age = timezone.now() - about.created.replace(tzinfo=UTC)
    assert about.created == about.modified
    assert age.total_seconds() < 60


@pytest.mark.parametrize("name", Export.NAMES)
@pytest.mark.parametrize("format", READERS)
def test_a_file_is_in_german_for_everybody(client, strategie, ausgabe, name, format):
    """Also what is written after the answer to a visitor began."""
    strategie.number = "3"
    strategie.save()
    address = f"{strategie.get_absolute_url()}daten/{name}.{format}"

    response = client.get(address, headers={"accept-language": "en"})
    with translation.override("en"):
        data = response.getvalue()

    assert response.headers["Content-Language"] == "de"
    if format == "xlsx":
        assert "Beiträge" in workbook(data).sheetnames or name == "anliegen"
        assert "Strategie 3" in workbook(data).properties.title
    [row] = READERS[format](data, **({"name": name} if format == "json" else {}))
    assert row["strategie"].startswith("Strategie 3")
    assert row["wuerdigung"] in ("Dem folgen wir", ["Dem folgen wir"])
