"""A list compared with the Vorhaben there are, and taken over."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from comments.actions import StatusConflict
from evaluation.sheets import SheetError
from progress import actions, lists
from progress.lists import RowKind
from progress.models import Health, Stand, State, Umsetzungsprotokoll, Vorhaben
from strategies.actions import ActionRefused
from strategies.models import Publikationsstatus
from tests import factories
from tests.evaluation.sheets.tables import as_csv, xlsx
from tests.libreoffice import convert

pytestmark = pytest.mark.django_db

HEAD = ["Nr.", "Maßnahme", "Handlungsfeld", "Zuständigkeit", "Kosten", "Zeitraum", "Priorität",
        "Stand", "Bemerkung"]  # fmt: skip


COLUMNS = {
    "field": "Handlungsfeld", "office": "Zuständigkeit", "cost": "Kosten", "period": "Zeitraum",
    "priority": "Priorität", "state": "Stand", "note": "Bemerkung",
}  # fmt: skip


def row(number=1, title="Radweg am Deich", **cells):
    values = {"Nr.": number, "Maßnahme": title}
    values |= {COLUMNS[name]: value for name, value in cells.items()}
    return [values.get(name, "") for name in HEAD]


def plan_of(konzept, *rows, head=HEAD, name="liste.csv", words=None):
    table = lists.read(name, as_csv(*rows, head=head))
    words = words or lists.words_of(konzept)
    return lists.make(konzept, table, lists.guess(table.headings, words.columns), words)


def take(konzept, *rows, by, archive=(), **how):
    seen = plan_of(konzept, *rows, **how).fingerprint
    return actions.take_list(
        konzept, lambda: plan_of(konzept, *rows, **how), seen=seen, by=by, archive=archive
    )


def test_a_list_becomes_drafts(konzept, editor):
    baustein = factories.baustein(
        strategie=factories.strategie(konzept=konzept), title="Gut unterwegs"
    )
    take(
        konzept,
        row(3, "Radweg am Deich", field="Gut unterwegs", office="Bauamt", cost="1,25 Mio. €",
            period="2026–2028", priority="hoch", state="in Umsetzung", note="Der Bau läuft."),
        row("4.2", "Dorfladen", cost="noch offen", state=""),
        by=editor,
    )  # fmt: skip

    first, second = Vorhaben.objects.filter(konzept=konzept)
    assert (first.number, first.title, first.office) == ("3", "Radweg am Deich", "Bauamt")
    assert (first.baustein_id, first.priority) == (baustein.pk, "hoch")
    assert first.cost_planned == 125_000_000
    assert (first.planned_start, first.planned_end) == (date(2026, 1, 1), date(2028, 12, 1))
    assert (second.number, second.cost_planned) == ("4.2", None)
    assert {row.status for row in (first, second)} == {Publikationsstatus.DRAFT}
    stand = first.staende.get()
    assert (stand.status, stand.state, stand.health) == ("draft", State.UNDERWAY, Health.ON_TRACK)
    assert (stand.text, stand.by) == ("Der Bau läuft.", editor)
    assert second.staende.get().state == State.NOT_BEGUN
    assert Umsetzungsprotokoll.objects.filter(action="imported", by=editor).count() == 2
    # With its Stand it can be published.
    assert actions.publish_vorhaben(first, by=editor).is_public


def test_next_years_list_adds_staende_and_asks_about_what_is_missing(konzept, editor):
    kept = factories.vorhaben(konzept, number="1", title="Radweg am Deich", by=editor)
    same = factories.vorhaben(konzept, number="2", title="Dorfladen", by=editor)
    gone = factories.vorhaben(konzept, number="3", title="Steg", by=editor)
    before = kept.stand

    plan = take(
        konzept,
        row(1, state="verzögert", note="Die Firma ist insolvent.", period="bis 2029"),
        row(2, "Dorfladen", state="in Umsetzung"),
        row(5, "Bücherbus"),
        by=editor,
    )  # fmt: skip

    assert [line.kind for line in plan.lines] == [RowKind.CHANGED, RowKind.UNCHANGED, RowKind.NEW]
    assert plan.missing == [gone]
    # What the last Stand says already is not named.
    names = {"Warum?", "Geht es wie geplant?", "Fertig voraussichtlich"}
    assert set(plan.lines[0].changes) == names
    draft = kept.staende.get(status="draft")
    assert (draft.state, draft.health) == (State.UNDERWAY, Health.LATE)
    assert (draft.reason, draft.text) == ("Die Firma ist insolvent.", "")
    assert draft.expected_end == date(2029, 12, 1)
    kept.refresh_from_db()
    assert kept.stand == before, "nothing is published by reading a list"
    assert same.staende.count() == 1
    gone.refresh_from_db()
    assert gone.status == Publikationsstatus.PUBLISHED, "what is missing is never deleted"


def test_the_same_list_twice_changes_nothing(konzept, editor):
    rows = [row(1, state="in Planung", note="Die Ausschreibung läuft.", cost="312 T€")]
    take(konzept, *rows, by=editor)
    actions.publish_vorhaben(Vorhaben.objects.get(), by=editor)

    assert [line.kind for line in plan_of(konzept, *rows).lines] == [RowKind.UNCHANGED]


def test_what_is_missing_can_be_archived(konzept, editor):
    gone = factories.vorhaben(konzept, number="3", by=editor)

    take(konzept, row(5, "Bücherbus"), by=editor, archive=[gone.pk])

    gone.refresh_from_db()
    assert gone.status == Publikationsstatus.ARCHIVED
    assert gone.staende.count() == 1


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([row(1), row(1, "Dorfladen")], "Die Nummer 1 steht mehrmals in der Liste."),
        ([row("drei", "Dorfladen")], "mindestens einer Ziffer"),
        ([row(1, cost="=SUM(A1:A9)")], "steht eine Formel"),
        ([row(1, cost="sehr viel")], "Bitte schreiben Sie einen Betrag"),
        ([row(1, period="2028–2026")], "Das Ende liegt vor dem Beginn"),
        ([row(1, period="13/2027")], "Diesen Monat gibt es nicht"),
        ([row(1, period="3026")], "Möglich ist ein Tag"),
        ([row(1, state="grün")], "ist noch nicht zugeordnet"),
        ([row(1, "x" * 201)], "höchstens 200 Zeichen"),
        ([row(1, note="x" * 801)], "höchstens 800 Zeichen"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(konzept, editor, rows, sentence):
    plan = plan_of(konzept, *rows)

    assert {line.kind for line in plan.lines} == {RowKind.REFUSED}
    assert sentence in " ".join(" ".join(line.problems) for line in plan.lines)
    with pytest.raises(ActionRefused):
        take(konzept, *rows, by=editor)
    assert not Vorhaben.objects.exists()


def test_sums_and_empty_rows_are_no_vorhaben(konzept):
    plan = plan_of(konzept, row(1), ["", "", "", "Summe", "1.250.000 €", "", "", "", ""])

    assert len(plan.lines) == 1


def test_headings_below_a_title_and_other_years_columns(konzept):
    table = lists.read(
        "a.csv",
        as_csv(
            ["Stand: Dezember 2026", "", ""], ["lfd. Nr.", "Projekt", "Ampel"],
            ["7", "Steg", "grün"],
            head=["Maßnahmenliste der Stadt", "", ""],
        ),
    )  # fmt: skip
    assert table.headings == ("lfd. Nr.", "Projekt", "Ampel")

    lists.remember(
        konzept, columns={"Ampel": "stand"}, states={"grün": (State.UNDERWAY, Health.ON_TRACK)}
    )
    words = lists.words_of(konzept)
    plan = lists.make(konzept, table, lists.guess(table.headings, words.columns), words)
    assert plan.lines[0].told["state"] == State.UNDERWAY
    # Another Konzept has words of its own.
    assert lists.words_of(factories.konzept()).states == {}


@pytest.mark.programs
def test_a_workbook_and_an_opendocument_table_say_the_same(tmp_path):
    book = tmp_path / "liste.xlsx"
    book.write_bytes(xlsx(row(1, cost=1250000, period=2027), head=HEAD))
    (tmp_path / "out").mkdir()
    ods = convert([book], tmp_path / "out", "ods") / "liste.ods"

    read = [lists.read(path.name, path.read_bytes()) for path in (book, ods)]
    cells = [[[str(c) for c in r.cells if c not in (None, "")] for r in each.rows] for each in read]
    assert cells[0] == cells[1] == [["1", "Radweg am Deich", "1250000", "2027"]]


def test_a_draft_that_waits_is_not_overwritten(konzept, editor):
    vorhaben = factories.vorhaben(konzept, number="1", by=editor)
    factories.stand(vorhaben, published=False, by=editor, text="Von Hand geschrieben.")

    plan = plan_of(konzept, row(1, state="abgeschlossen"))

    assert "wartet schon der Entwurf" in plan.lines[0].problems[0]
    assert Stand.objects.drafts().get().text == "Von Hand geschrieben."


def test_what_has_changed_meanwhile_is_seen_again(konzept, editor):
    seen = plan_of(konzept, row(1)).fingerprint
    factories.vorhaben(konzept, number="1", by=editor)

    with pytest.raises(StatusConflict):
        actions.take_list(konzept, lambda: plan_of(konzept, row(1)), seen=seen, by=editor)


@pytest.mark.parametrize("role", ["moderation", "auswertung", "fachamt"])
def test_only_the_redaktion_takes_lists_over(konzept, role):
    person = factories.staff(konzept, role=role)

    with pytest.raises(PermissionDenied):
        take(konzept, row(1), by=person)


def test_five_thousand_rows_in_few_queries(konzept, editor, django_assert_max_num_queries):
    rows = [row(number, f"Vorhaben mit Nummer {number}") for number in range(1, 5001)]
    with django_assert_max_num_queries(120):
        take(konzept, *rows, by=editor)

    assert Vorhaben.objects.count() == 5000
    with pytest.raises(SheetError, match="mehr als 5000 Zeilen"):
        plan_of(konzept, *rows, row(9000, "Eine zu viel"))


@pytest.mark.parametrize("data", [b"", b"Farbe;Form\nrot;rund\n"])
def test_a_table_without_headings_we_know_says_so(data):
    with pytest.raises(SheetError):
        lists.read("a.csv", data)
