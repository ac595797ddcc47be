import pytest

from progress.lists.columns import ListColumn, guess, named


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Nr.", ListColumn.NUMBER),
        ("Lfd. Nr.", ListColumn.NUMBER),
        ("Maßnahme/Projekt", ListColumn.TITLE),
        ("Bezeichnung der Maßnahme", ListColumn.TITLE),
        ("Handlungsfeld", ListColumn.BAUSTEIN),
        ("Träger / Zuständigkeit", ListColumn.OFFICE),
        ("Verantwortlich", ListColumn.OFFICE),
        ("Kosten (€)", ListColumn.COST),
        ("Geschätzte Kosten in Euro", ListColumn.COST),
        ("Fördermittel", ListColumn.FUNDING),
        ("Finanzierung", ListColumn.COST_SOURCE),
        ("Zeitraum", ListColumn.PERIOD),
        ("Zeithorizont", ListColumn.PERIOD),
        ("Fertigstellung geplant", ListColumn.END),
        ("Priorität", ListColumn.PRIORITY),
        ("Stand", ListColumn.STATE),
        ("Stand der Umsetzung", ListColumn.STATE),
        ("Umsetzungsstatus", ListColumn.STATE),
        ("Stand vom", ListColumn.DATE),
        ("Bemerkungen", ListColumn.NOTE),
        ("Nächste Schritte", ListColumn.NEXT_STEP),
        ("Projektbeschreibung", ListColumn.SUMMARY),
        ("Ortsteil", ListColumn.PLACE),
        ("Farbe", None),
        ("", None),
    ],
)
def test_headings_are_recognised_in_the_wording_of_offices(heading, column):
    assert named(heading) == column


def test_no_column_is_taken_twice_and_what_the_town_has_said_counts():
    headings = ["Nr.", "Maßnahme", "Projekt", "Ampel"]

    assert guess(headings, {}) == [ListColumn.NUMBER, ListColumn.TITLE, "", ""]
    assert guess(headings, {"ampel": ListColumn.STATE, "nr": ""}) == [
        "", ListColumn.TITLE, "", ListColumn.STATE,
    ]  # fmt: skip


def test_our_own_headings_are_recognised():
    """What goes out comes in again: the labels are the headings of the list we export."""
    assert {column: named(column.label) for column in ListColumn} == {c: c for c in ListColumn}
