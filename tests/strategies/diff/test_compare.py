from dataclasses import dataclass

import pytest
from django.template.loader import render_to_string

from strategies.diff import compare


@dataclass
class Text:
    text: str
    title: str = "Ein Ziel"


def changes(old, new):
    return [(block.status.value, block.kind) for block in compare(Text(old), Text(new)).changes]


def runs(old, new):
    """The runs of the one block that changed."""
    [block] = compare(Text(old), Text(new)).changes
    return [(run.kind.value, run.text) for run in block.runs]


def page(old, new, **fields):
    return render_to_string(
        "strategies/diff.html", {"comparison": compare(Text(old, **fields), Text(new))}
    )


def test_a_changed_word_is_marked_inside_its_paragraph():
    assert runs("Der Bus fährt abends.", "Der Bus fährt morgens.") == [
        ("equal", "Der Bus fährt "),
        ("delete", "abends"),
        ("insert", "morgens"),
        ("equal", "."),
    ]


def test_a_paragraph_more_leaves_the_others_alone():
    old = "Erster Absatz mit Worten.\n\nLetzter Absatz mit anderen."
    new = "Erster Absatz mit Worten.\n\nGanz neu hier.\n\nLetzter Absatz mit anderen."

    assert changes(old, new) == [("inserted", "paragraph")]
    assert changes(new, old) == [("deleted", "paragraph")]


def test_a_paragraph_that_stands_elsewhere_is_said_to_have_moved():
    first = "Der Bus fährt am Abend nicht mehr nach Hause."
    others = "Das Rathaus bekommt eine Rampe.\n\nDer Markt wird neu gepflastert und begrünt."

    assert changes(f"{first}\n\n{others}", f"{others}\n\n{first}") == [("moved", "paragraph")]
    text = page(f"{first}\n\n{others}", f"{others}\n\n{first}")
    assert "verschoben" in text
    assert "stand vorher hier" in text


def test_items_of_a_list_are_compared_one_by_one():
    old = "- Rampe am Rathaus\n- Licht im Park\n- Bänke"
    new = "- Rampe am Rathaus\n- helles Licht im Park\n- Bänke\n- Brunnen am Markt"

    assert changes(old, new) == [("changed", "item"), ("inserted", "item")]


def test_rows_of_a_table_are_compared_cell_by_cell():
    old = "| Jahr | Geld |\n| --- | --- |\n| 2026 | 10 |\n| 2027 | 20 |"
    new = "| Jahr | Geld |\n| --- | --- |\n| 2026 | 15 |\n| 2027 | 20 |"

    assert changes(old, new) == [("changed", "row")]
    assert "<del>" in page(old, new)


def test_headings_and_the_title_count_too():
    assert changes("## Wege im Ort\n\nText.", "## Wege am Ort\n\nText.") == [("changed", "heading")]
    assert "Titel geändert" in page("Gleich.", "Gleich.", title="Ein altes Ziel")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Ein *Wort*.", "Ein _Wort_."),
        ("* eins\n* zwei", "- eins\n- zwei"),
        ("Zeile eins\nund zwei", "Zeile eins und zwei"),
    ],
)
def test_another_spelling_of_the_same_markdown_is_no_change(old, new):
    assert not compare(Text(old), Text(new)).has_changes


def test_what_was_inserted_and_removed_is_said_in_words_too():
    text = page("Der Bus fährt abends.", "Der Bus fährt morgens.")

    assert '<ins><span class="visually-hidden">[neu: </span>morgens' in text
    assert '<del><span class="visually-hidden">[entfernt: </span>abends' in text


def test_long_unchanged_stretches_are_folded_away():
    same = "\n\n".join(f"Absatz Nummer {n} bleibt ganz so stehen." for n in range(20))

    text = page(f"{same}\n\nDas Ende ist alt.", f"{same}\n\nDas Ende ist neu.")

    assert "19 Absätze unverändert" in text


SCRIPTS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[klick](javascript:alert(1))",
    '![x](https://boese.example/x.png "a")',
]


@pytest.mark.parametrize("script", SCRIPTS)
def test_nothing_typed_runs_in_a_difference(script):
    text = page(f"Vorher {script}", f"Nachher {script} und mehr", title=script)

    assert "<script" not in text
    assert "<img" not in text
    assert 'href="javascript' not in text


@pytest.mark.parametrize("alike", [True, False])
def test_two_hundred_kilobytes_are_compared_within_the_budget(alike):
    words = [f"Wort{n % 977}" for n in range(28_000)]
    paragraphs = ["\n\n".join(" ".join(words[i : i + 80]) for i in range(0, len(words), 80))]
    old = paragraphs[0]
    new = old.replace("Wort12 ", "Neu12 ") if alike else " ".join(reversed(words))

    comparison = compare(Text(old), Text(new))

    assert len(old) > 200_000
    assert comparison.has_changes
    if alike:
        assert not comparison.is_coarse
        assert all(block.status.value == "changed" for block in comparison.changes)
