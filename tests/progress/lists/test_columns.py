import pytest

from progress.lists.columns import Column, guess, named


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Nr.", Column.NUMBER),
        ("Lfd. Nr.", Column.NUMBER),
        ("Maßnahme/Projekt", Column.TITLE),
        ("Bezeichnung der Maßnahme", Column.TITLE),
        ("Handlungsfeld", Column.BAUSTEIN),
        ("Träger / Zuständigkeit", Column.OFFICE),
        ("Verantwortlich", Column.OFFICE),
        ("Kosten (€)", Column.COST),
        ("Geschätzte Kosten in Euro", Column.COST),
        ("Fördermittel", Column.FUNDING),
        ("Finanzierung", Column.COST_SOURCE),
        ("Zeitraum", Column.PERIOD),
        ("Zeithorizont", Column.PERIOD),
        ("Fertigstellung geplant", Column.END),
        ("Priorität", Column.PRIORITY),
        ("Stand", Column.STATE),
        ("Stand der Umsetzung", Column.STATE),
        ("Umsetzungsstatus", Column.STATE),
        ("Stand vom", Column.DATE),
        ("Bemerkungen", Column.NOTE),
        ("Nächste Schritte", Column.NEXT_STEP),
        ("Projektbeschreibung", Column.SUMMARY),
        ("Ortsteil", Column.PLACE),
        ("Farbe", None),
        ("", None),
    ],
)
def test_headings_are_recognised_in_the_wording_of_offices(heading, column):
    assert named(heading) == column


def test_no_column_is_taken_twice_and_what_the_town_has_said_counts():
    headings = ["Nr.", "Maßnahme", "Projekt", "Ampel"]

    assert guess(headings, {}) == [Column.NUMBER, Column.TITLE, "", ""]
    assert guess(headings, {"ampel": Column.STATE, "nr": ""}) == [
        "", Column.TITLE, "", Column.STATE,
    ]  # fmt: skip


def test_our_own_headings_are_recognised():
    """What goes out comes in again: the labels are the headings of the list we export."""
    assert {column: named(column.label) for column in Column} == {c: c for c in Column}
