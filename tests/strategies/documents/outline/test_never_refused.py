"""Nothing is refused for its outline: it becomes a proposal, or a question at the row."""

import pytest

from tests.strategies.documents.word import docx, h, p

from .texts import kinds, named, outline, row


def test_a_goal_before_the_first_strategie_gets_one_with_the_title_of_the_konzept():
    made = outline(
        "## Leitziel 1: Wege\n\nText.\n\n# Mitte\n\n## Leitziel 1: Haus\n", title="INSEK"
    )
    assert [s.title for s in made.baum().strategien] == ["INSEK", "Mitte"]
    assert made.rows[0].questions


def test_goals_on_the_highest_level_are_goals_of_a_proposed_strategie():
    made = outline("INSEK 2035\n\n# Leitziel 1: Wege\n\nA.\n\n# Leitziel 2: Haus\n\nB.\n")
    assert named(made) == [("leitziel", "1", "Wege"), ("leitziel", "2", "Haus")]
    assert [s.title for s in made.baum().strategien] == ["INSEK 2035"]


@pytest.mark.parametrize(("name", "data"), [
    ("a.md", b"# Mitte\n\n## Wege\n\nA.\n\n##\n\nB.\n\n## Haus\n"),
    ("a.docx", docx(h(1, "Mitte"), h(2, "Wege"), p("A."), h(2, ""), p("B."), h(2, "Haus"))),
])  # fmt: skip
def test_an_empty_heading_is_a_gap(name, data):
    made = outline(data, name=name)
    assert [b.text for b in made.baum().strategien[0].bausteine] == ["A.\n\nB.", ""]


def test_two_of_a_kind_with_the_same_number_are_asked_about():
    made = outline("# Mitte\n\n## Leitziel 1: Wege\n\n## Leitziel 1: Haus\n")
    assert len(named(made)) == 2
    assert "Leitziel 1: Wege" in row(made, "Haus").questions[0]


def test_goals_may_be_numbered_anew_below_each_handlungsfeld():
    made = outline(
        "# Mitte\n\n## Handlungsfeld A: Wohnen\n\n### Leitziel 1: Haus\n\n"
        "## Handlungsfeld B: Verkehr\n\n### Leitziel 1: Wege\n"
    )
    assert [n for _kind, n, _title in named(made)] == ["A", "1", "B", "1"]
    assert not any(row.questions for row in made.rows)


def test_a_strategie_may_stand_on_the_second_level():
    made = outline(
        "# INSEK\n\n## Strategie 1: Mitte\n\n### Leitziel 1: Haus\n\n## Strategie 2: Rand\n\n"
        "### Leitziel 1: Wege\n"
    )
    assert [s.title for s in made.baum().strategien] == ["Mitte", "Rand"]
    assert kinds(made)[0] == ("INSEK", "weg")


def test_a_title_no_database_holds_is_cut_and_stays_in_the_text():
    long = " ".join(["lang"] * 150)
    made = outline(f"# Mitte\n\n## {long}\n\nText.\n")
    assert row(made, made.rows[1].title).questions
    decided = outline(f"# Mitte\n\n## {long}\n", rows={made.rows[1].key: {"kind": "leitziel"}})
    (baustein,) = decided.baum().strategien[0].bausteine
    assert len(baustein.title) <= 500
    assert baustein.text.startswith(long)


def test_a_document_without_any_heading_is_one_part_that_stays_away():
    made = outline("Nur Text.")
    assert kinds(made) == [("Titelseite", "weg")]
    assert made.baum().strategien == ()
