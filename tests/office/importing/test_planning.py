"""Documents built like those of planning offices, from the desk to drafts of their Konzept."""

import json
from pathlib import Path

import pytest

from strategies.models import Baustein, Strategie
from tests import factories
from tests.forms import opened

from .test_desk import press, rows_of
from .test_plan import address

DATA = Path(__file__).parents[4] / "shared" / "data" / "planning"
CASES = json.loads((DATA / "cases.json").read_text()) if DATA.is_dir() else {}

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not CASES, reason="the documents are not at hand"),
]

# Each has chapters with goals, told apart by another means.
CHAPTERS = ("h01_nested_kinds.docx", "n05_bold_only.docx", "t01_goals_as_table_rows.docx")


def handed_in(konzept, name):
    return factories.einlesung(konzept, (DATA / name).read_bytes(), filename=name)


def bausteine():
    rows = Baustein.objects.goals().order_by("strategie__position", "position")
    return [[row.kind, row.number, row.title] for row in rows]


@pytest.mark.parametrize("name", CASES)
def test_a_planning_document_becomes_drafts_by_two_buttons(client, konzept, editor, name):
    row = handed_in(konzept, name)

    answer = press(client, row, "uebernehmen")
    assert answer.redirect_chain[-1][0] == address(row)
    client.post(address(row), {**opened(client, address(row)), "tun": "uebernehmen"})

    case = CASES[name]
    assert bausteine() == case["want"]
    if case["strategien"]:
        titles = Strategie.objects.order_by("position").values_list("title", flat=True)
        assert list(titles) == case["strategien"]
    assert {*Baustein.objects.goals().values_list("status", flat=True)} <= {"draft"}


@pytest.mark.parametrize("name", CHAPTERS)
def test_one_decision_for_each_chapter_puts_right_what_was_proposed_wrong(
    client, konzept, editor, name
):
    """As if the reader had found no chapter: each becomes what it is by its kind alone."""
    row = handed_in(konzept, name)
    proposed = rows_of(client.get(row.get_absolute_url()))
    chapters = [title for kind, _number, title in proposed if kind == "strategie"]
    assert chapters
    for title in chapters:
        press(client, row, "neu", **{f"art {title}": "weg"})
    wrong = rows_of(client.get(row.get_absolute_url()))
    assert not [kind for kind, *_rest in wrong if kind == "strategie"]

    for title in chapters:
        press(client, row, "neu", **{f"art {title}": "strategie"})
    press(client, row, "uebernehmen")
    client.post(address(row), {**opened(client, address(row)), "tun": "uebernehmen"})

    assert bausteine() == CASES[name]["want"]
