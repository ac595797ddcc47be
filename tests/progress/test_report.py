"""The Umsetzungsbericht as a paper: what stands in it, what is marked, and how it is set."""

import io
from datetime import date

import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document

from municipality.months import read_month
from progress import actions
from progress.exports.report import draft_report, report
from strategies.documents.writing import FORMATS, write
from tests import factories
from tests.libreoffice import convert
from tests.opendocument import faults

COLUMNS = ["Nr.", "Vorhaben", "Amt", "Stand", "Geplant bis", "Kosten", "Nächster Schritt"]


def words(paper):
    """All of a Word file: (rows of its widest table, its paragraphs, the head of its pages)."""
    document = Document(io.BytesIO(paper))
    [table] = [each for each in document.tables if len(each.columns) == len(COLUMNS)]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    return rows, text, document.sections[0].header.paragraphs[0].text


def table(bericht):
    """{number of a Vorhaben: its cells}, without the head."""
    rows, _text, _head = words(write(report(bericht), "docx"))
    return {row[0].split("\n")[0]: row for row in rows[1:]}


@pytest.fixture
def radweg(konzept):
    return factories.vorhaben(
        konzept, title="Radweg am Deich", planned_end=date(2027, 12, 1), cost_planned=28_600_000,
        stand={"next_step": "Ausschreibung", "next_date": date(2027, 3, 1)},
    )  # fmt: skip


def test_a_row_says_all_that_the_council_asks(konzept, radweg):
    bericht = factories.umsetzungsbericht(konzept, note="Für den Rat.")
    rows, text, head = words(write(report(bericht), "docx"))

    assert rows[0] == COLUMNS
    number, title, office, state, until, cost, step = rows[1]
    assert (number, title, office) == ("1", "Radweg am Deich", "Bauamt")
    assert state.startswith("in Umsetzung, im Plan\nEs geht voran.")
    assert (until, cost, step) == ("Dezember 2027", "286.000\xa0€", "März 2027: Ausschreibung")
    assert "Für den Rat." in text
    assert "1 Vorhaben: 1 wird umgesetzt." in text
    assert "vorher" not in f"{rows}{text}"
    assert "Entwurf" not in head


def test_what_changed_says_so_in_words(konzept, editor, radweg):
    factories.umsetzungsbericht(konzept)
    factories.stand(
        radweg, health="verzoegert", reason="Der Deich ist gerutscht.", next_step="Gutachten",
        expected_end=date(2029, 11, 1), cost_expected=31_200_000,
    )  # fmt: skip
    actions.change_vorhaben(radweg, by=editor, office="Tiefbauamt", title="Radweg")
    factories.vorhaben(konzept, title="Rufbus")

    found = table(factories.umsetzungsbericht(konzept))

    number, title, office, state, until, cost, step = found["1"]
    assert number == "1"
    assert title == "Radweg\nvorher: Radweg am Deich"
    assert office == "Tiefbauamt\nvorher: Bauamt"
    assert state.startswith("in Umsetzung, verzögert\nvorher: in Umsetzung, im Plan\n")
    assert "Warum: Der Deich ist gerutscht." in state
    assert "\nNeue Nachricht vom " in state
    assert until == "November 2029\nvorher und zuerst: Dezember 2027"
    assert cost == "312.000\xa0€\nvorher: 286.000\xa0€"
    assert step == "Gutachten\nvorher: März 2027: Ausschreibung"
    assert found["2"][0] == "2\nneu"
    assert "vorher" not in str(found["2"])
    factories.stand(radweg, expected_end=date(2030, 5, 1))
    third = table(factories.umsetzungsbericht(konzept))["1"]
    assert third[4] == "Mai 2030\nvorher: November 2029\nzuerst: Dezember 2027"


def test_months_are_told_as_exact_as_they_were_meant(konzept, editor):
    row = factories.vorhaben(konzept, planned_end=read_month("2027", ends=True))
    factories.umsetzungsbericht(konzept)
    factories.stand(row, expected_end=read_month("Herbst 2029", ends=True))
    second = factories.umsetzungsbericht(konzept)
    factories.stand(row, expected_end=read_month("11/2029"))

    assert table(second)["1"][4] == "Herbst 2029\nvorher und zuerst: 2027"
    third = table(factories.umsetzungsbericht(konzept))["1"]
    assert third[4] == "November 2029\nvorher: Herbst 2029\nzuerst: 2027"


def test_what_did_not_change_is_not_marked_and_says_that_nothing_is_new(konzept, radweg):
    factories.umsetzungsbericht(konzept)

    second = factories.umsetzungsbericht(konzept)

    [row] = table(second).values()
    assert "vorher" not in str(row)
    assert "seit dem letzten Bericht keine neue Nachricht" in row[3]
    assert "kein Vorhaben hat sich geändert" in words(write(report(second), "docx"))[1]


def test_steps_and_what_was_reported_unchanged_say_so(konzept, editor, radweg):
    actions.set_steps(radweg, [("Bau", None, None)], by=editor)
    factories.umsetzungsbericht(konzept)
    actions.publish_stand(actions.report_unchanged(radweg, by=editor), by=editor)
    actions.set_steps(radweg, [("Bau", None, date(2026, 9, 1))], by=editor)

    state = table(factories.umsetzungsbericht(konzept))["1"][3]

    assert "1 von 1 Schritt\nvorher: 0 von 1 Schritt" in state
    assert "Unverändert gemeldet am " in state


def test_what_is_over_needs_no_news(konzept):
    factories.vorhaben(konzept, state="abgeschlossen")
    factories.umsetzungsbericht(konzept)

    assert "keine neue Nachricht" not in str(table(factories.umsetzungsbericht(konzept)))


def test_what_is_archived_since_is_named_by_itself(konzept, editor, radweg):
    factories.vorhaben(konzept, title="Rufbus")
    factories.umsetzungsbericht(konzept)
    actions.archive(radweg, by=editor)

    bericht = factories.umsetzungsbericht(konzept)

    assert list(table(bericht)) == ["2"]
    document = Document(io.BytesIO(write(report(bericht), "docx")))
    assert [cell.text for cell in document.tables[-1].rows[1].cells] == [
        "1", "Radweg am Deich", "in Umsetzung, im Plan",
    ]  # fmt: skip


def test_an_edition_says_for_ever_what_it_said(konzept, editor, radweg):
    factories.vorhaben(konzept, title="Rufbus", planned_end=None)
    first, second = (factories.umsetzungsbericht(konzept) for _number in range(2))
    before = [write(report(each), "odt") for each in (first, second)]

    actions.change_vorhaben(radweg, by=editor, title="Ganz anders", office="Forst", cost_planned=1)
    actions.set_steps(radweg, [("Neu", None, None)], by=editor)
    rufbus = konzept.vorhaben.get(number="2")
    factories.stand(rufbus, state="abgeschlossen", expected_end=date(2031, 1, 1))
    actions.archive(rufbus, by=editor)
    konzept.title = "Anders benannt"
    konzept.save()
    factories.umsetzungsbericht(konzept)

    assert [write(report(type(each).objects.get(pk=each.pk)), "odt") for each in (first, second)] \
        == before  # fmt: skip


def test_it_costs_the_same_for_many(konzept, radweg):
    costs = []
    for _number in range(3):
        bericht = factories.umsetzungsbericht(konzept)
        with CaptureQueriesContext(connection) as counted:
            report(bericht)
        costs.append(len(counted))
        factories.vorhaben(konzept)

    assert costs[1:] == [3, 3]


# --- As it is set ------------------------------------------------------------------------


@pytest.mark.parametrize("format", FORMATS)
def test_libreoffice_sets_it_whole(konzept, editor, tmp_path, format):
    """Contents with page numbers, no empty page, no word of the head broken."""
    rows = [
        factories.vorhaben(
            konzept, number=f"LP-3.2.{number}", office="Amt für Stadtentwicklung und Tiefbau",
            title=f"Radverkehrsinfrastruktur und Hochwasserschutz, Abschnitt {number}",
            cost_planned=1_234_567_890, planned_end=date(2027, 9, 1),
        )
        for number in range(12)
    ]  # fmt: skip
    factories.umsetzungsbericht(konzept)
    for number, row in enumerate(rows[1:]):
        factories.stand(
            row, health="verzoegert", reason="Das geschieht in zwei Schritten. " * (number + 1),
            expected_end=date(2029, 9, 1), next_step="Ausschreibung der Bauleistungen",
        )  # fmt: skip
    actions.archive(rows[0], by=editor)
    paper = write(draft_report(*actions.draw_up(konzept, note="Für den Rat.")), format)
    if format == "odt":
        assert faults(paper) == []
    (tmp_path / f"a.{format}").write_bytes(paper)
    convert([tmp_path / f"a.{format}"], tmp_path, "pdf")

    pages = [
        page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(tmp_path / "a.pdf")
    ]

    for title in ("Auf einen Blick", "Stand der Vorhaben", "Nicht mehr im Bericht"):
        entry = next(row for row in pages[0].splitlines() if row.strip().startswith(title))
        assert title in pages[int(entry.rpartition(".")[2]) - 1]
    tables = [page for page in pages if "Nächster Schritt" in page]
    assert len(tables) >= 2
    for page in pages:
        assert "Entwurf – nicht öffentlich" in page
        assert len(page.splitlines()) > 3
    for page in tables:
        for column in COLUMNS:
            assert column in page
        assert "12.345.678,90" in page
