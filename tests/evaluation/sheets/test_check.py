"""Each row is told what is wrong with it, and nothing is saved."""

import io
from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from comments.models import Kommentar
from evaluation import actions, sheets
from tests import factories

from .tables import HEAD, as_csv, xlsx

pytestmark = pytest.mark.django_db


@pytest.fixture
def day():
    return timezone.localdate() - timedelta(days=2)


@pytest.fixture
def row(over, day):
    """A row that is right, but for what a test changes."""

    def build(**changes):
        cells = {
            "Weg": "Brief", "Datum": day.strftime("%d.%m.%Y"), "Baustein": over.title,
            "Art": "", "Name": "", "Text": "Der Bus fährt nicht.",
        }  # fmt: skip
        return [{**cells, **changes}[name] for name in HEAD]

    return build


def check(auswertung, *rows, **kwargs):
    return sheets.check(sheets.read("a.xlsx", xlsx(*rows)), auswertung, **kwargs)


def problems(auswertung, *rows):
    return [checked.problems for checked in check(auswertung, *rows).rows]


def test_a_right_row_becomes_an_entry(auswertung, row, over, day):
    (entry,) = check(
        auswertung, row(Weg="e-mail", Art="Kritik", Name=" Heimat  verein ", Text=" Worte\r\n ")
    ).entries

    assert (entry.baustein.pk, entry.channel, entry.received_on) == (over.pk, "email", day)
    assert (entry.category, entry.contributor, entry.text) == ("kritik", "Heimat verein", "Worte")


@pytest.mark.parametrize("pattern", ["%d.%m.%Y", "%Y-%m-%d", "%d.%m.%y"])
def test_dates_are_read_as_people_write_them(auswertung, row, day, pattern):
    (entry,) = check(auswertung, row(Datum=day.strftime(pattern))).entries
    assert entry.received_on == day


def test_a_date_cell_is_a_date(auswertung, row, day):
    (entry,) = check(auswertung, row(Datum=datetime(day.year, day.month, day.day))).entries
    assert entry.received_on == day


def test_a_baustein_goes_by_number_label_or_title(auswertung, row, over):
    ziel = factories.baustein(strategie=over.strategie, number="7", title="Mehr Grün")
    names = (7, 7.0, "leitziel  7", "MEHR GRÜN", "Leitziel 7: Mehr Grün")
    table = check(auswertung, *(row(Baustein=name, Text=f"T{i}") for i, name in enumerate(names)))

    assert [entry.baustein.pk for entry in table.entries] == [ziel.pk] * 5


def test_a_name_of_two_is_no_name(auswertung, row, over):
    for kind in ("leitziel", "handlungsfeld"):
        factories.baustein(kind, strategie=over.strategie, number="7")

    ((problem,),) = problems(auswertung, row(Baustein="7"))

    assert problem.startswith("Baustein: „7“ ist nicht eindeutig.")


@pytest.mark.parametrize(
    ("changes", "beginning"),
    [
        ({"Weg": "Taube"}, "Weg: „Taube“ gibt es nicht. Möglich sind: Brief, E-Mail"),
        ({"Weg": "Plattform"}, "Weg: „Plattform“ gibt es nicht."),
        ({"Weg": None}, "Weg: "),
        ({"Datum": "31.13.2026"}, "Datum: „31.13.2026“ ist kein Datum."),
        ({"Datum": "01.01.2001"}, "Datum: Der Beitrag muss in der Kommentierphase eingegangen"),
        ({"Datum": None}, "Datum: "),
        ({"Baustein": "Gibt es nicht"}, "Baustein: „Gibt es nicht“ ist kein öffentlicher"),
        ({"Baustein": None}, "Baustein: Bitte geben Sie an"),
        ({"Art": "Lob"}, "Art: „Lob“ gibt es nicht."),
        ({"Name": "N" * 121}, "Name: Der Text ist um 1 Zeichen zu lang"),
        ({"Text": None}, "Text: Bitte schreiben Sie etwas."),
        ({"Text": " \u200b "}, "Text: Bitte schreiben Sie etwas."),
        ({"Text": "a" * 20_003}, "Text: Der Text ist um 3 Zeichen zu lang"),
        ({"Text": "=HYPERLINK(1)"}, "In „Text“ steht eine Formel."),
        ({"Name": " =1+1"}, "In „Name“ steht eine Formel."),
    ],
)
def test_a_wrong_cell_is_named(auswertung, row, changes, beginning):
    ((problem,),) = problems(auswertung, row(**changes))

    assert problem.startswith(beginning)


def test_all_that_is_wrong_with_a_row_is_told_at_once(auswertung, row):
    ((*found,),) = problems(auswertung, row(Weg="Taube", Datum="x", Text=""))

    assert len(found) == 3


def test_a_formula_in_csv_is_refused_too(auswertung, row):
    rows = sheets.read("a.csv", as_csv(row(Text="=cmd|' /C calc'!A0")))

    assert sheets.check(rows, auswertung).refused


def test_the_same_row_twice_is_refused_with_its_number(auswertung, row):
    first, second, third = problems(
        auswertung, row(), row(Text="Der  Bus fährt\nnicht."), row(Name="Frau Petersen")
    )

    assert (first, third) == ([], [])
    assert second[0].startswith("Steht genauso schon in Zeile 2.")


def test_what_is_stored_already_is_refused(auswertung, row, evaluator):
    actions.enter_many(auswertung, check(auswertung, row()).entries, by=evaluator)

    assert problems(auswertung, row(), row(Text="Neu")) == [["Ist schon erfasst."], []]


def test_nothing_is_saved_by_checking(auswertung, row):
    before = Kommentar.objects.count()
    check(auswertung, row(), row(Weg="x"))
    assert Kommentar.objects.count() == before


def test_one_upload_is_entered_once(auswertung, row, evaluator):
    table = check(auswertung, row(), row(Text="Neu"), upload="abc")

    assert len(actions.enter_many(auswertung, table.entries, by=evaluator)) == 2
    assert actions.enter_many(auswertung, table.entries, by=evaluator) == []


def test_many_rows_cost_few_queries(auswertung, row, evaluator, django_assert_max_num_queries):
    rows = sheets.read("a.csv", as_csv(*(row(Text=f"Beitrag {n}") for n in range(3000))))
    with django_assert_max_num_queries(30):
        table = sheets.check(rows, auswertung)
        actions.enter_many(auswertung, table.entries, by=evaluator)

    assert auswertung.contributions().count() == 3001


def test_the_template_can_be_read_and_names_the_bausteine(auswertung, over, row):
    factories.baustein(strategie=over.strategie, number="9", title="=1+1")
    book = load_workbook(io.BytesIO(sheets.template(auswertung)))
    help_cells = [cell for line in book["Hinweise"].iter_rows() for cell in line]
    assert [cell.value for cell in book.worksheets[0][1]] == [
        *HEAD,
        "Teil von",
        "Absender",
        "Anschrift",
    ]
    assert "Leitziel 9" in [cell.value for cell in help_cells]
    assert "f" not in [cell.data_type for cell in help_cells]
    book.worksheets[0].append(row())
    out = io.BytesIO()
    book.save(out)

    assert len(sheets.check(sheets.read("a.xlsx", out.getvalue()), auswertung).entries) == 1
