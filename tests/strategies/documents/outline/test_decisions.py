"""What a person decides about the rows, as it is kept and as it works."""

import pytest

from strategies.documents import DocumentError
from strategies.documents.outline import Decisions

from .texts import kinds, named, outline, row

TEXT = """# Vorwort

Liebe Leute.

# Mitte

Worum es geht.

## Leitziel 1: Haus

Ein Satz.

Noch ein Satz.

## Leitziel 2: Wege

### Ausgangslage

Viele Autos.
"""


def key(title):
    return row(outline(TEXT), title).key


def test_kind_number_and_title_are_as_decided():
    made = outline(TEXT, rows={key("Haus"): {"kind": "leitprojekt", "number": "7", "title": "Bau"}})
    assert named(made) == [("leitprojekt", "7", "Bau"), ("leitziel", "2", "Wege")]


def test_a_chapter_takes_what_stands_below_it_along():
    made = outline(TEXT, rows={key("Mitte"): {"kind": "weg"}})
    assert all(row.kind == "weg" for row in made.rows)


def test_a_rule_for_a_level_holds_except_where_the_row_has_its_own():
    made = outline(TEXT, levels={"2": "handlungsfeld"}, rows={key("Wege"): {"kind": "leitprojekt"}})
    assert [kind for kind, _number, _title in named(made)] == ["handlungsfeld", "leitprojekt"]


def test_a_part_begins_where_a_person_cut():
    first = row(outline(TEXT), "Haus")
    made = outline(TEXT, cuts=(first.block_keys[1],))
    assert ("Noch ein Satz.", "text") in kinds(made)
    made = outline(TEXT, cuts=(first.block_keys[1],), rows={first.block_keys[1]: {
        "kind": "leitziel", "title": "Neues Ziel", "level": "2"}})  # fmt: skip
    assert [title for _kind, _number, title in named(made)] == ["Haus", "Neues Ziel", "Wege"]


def test_rows_joined_are_one_heading():
    made = outline(TEXT, joined=(key("Wege"),))
    assert [title for _kind, _number, title in named(made)] == ["Haus Leitziel 2: Wege"]


def test_rows_stand_in_the_order_wanted():
    rows = [r.key for r in outline(TEXT).rows]
    wanted = (rows[0], rows[1], rows[3], rows[4], rows[2])
    assert [n for _kind, n, _title in named(outline(TEXT, order=wanted))] == ["2", "1"]


def test_a_picture_gets_its_description():
    picture = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="  # noqa: E501
    text = f"# Mitte\n\n## Haus\n\n![]({picture})\n"
    (sha256,) = row(outline(text), "Haus").undescribed
    made = outline(text, pictures={sha256: {"alt": "Der Markt"}})
    assert row(made, "Haus").undescribed == ()
    assert "![Der Markt]" in made.baum().strategien[0].bausteine[0].text
    made = outline(text, pictures={sha256: {"decorative": True}})
    assert row(made, "Haus").undescribed == ()


def test_keys_are_those_of_the_words_in_the_next_version_too():
    later = TEXT.replace("# Mitte", "# Anlass\n\nWarum.\n\n# Mitte")
    assert {r.key for r in outline(TEXT).rows} < {r.key for r in outline(later).rows}


def test_the_tree_says_which_row_a_part_was():
    made = outline(TEXT)
    (strategie,) = made.baum().strategien
    assert strategie.key == row(made, "Mitte").key
    assert [b.key for b in strategie.bausteine] == [key("Haus"), key("Wege")]


def test_the_summary_counts():
    summary = outline(TEXT).summary()
    assert (summary.counts["strategie"], summary.counts["leitziel"]) == (1, 2)
    assert (summary.left_out, summary.words_left_out, summary.open) == (1, 2, 0)


def test_what_was_decided_reads_back_from_its_file():
    decided = Decisions(
        levels={"2": "leitziel"}, rows={"b": {"kind": "weg"}, "a": {"number": "3"}}, cuts=("c",),
        order=("b", "a"), pictures={"s": {"alt": "Markt", "decorative": False}},
        facts={"bauherr": "traeger"}, counterparts={"a": "baustein-17"},
        missing={"baustein-3": "archivieren"},
    )  # fmt: skip
    text = decided.to_json()
    assert Decisions.from_json(text) == decided
    assert Decisions.from_json(text).to_json() == text
    assert Decisions.from_json("") == Decisions()


@pytest.mark.parametrize("text", [
    "{", "[]", '{"format": "anderes"}', '{"zeilen": {}}', '{"rows": {"a": {"kind": "oberziel"}}}',
    '{"rows": {"a": {"farbe": "rot"}}}', '{"levels": {"12": "weg"}}', '{"cuts": "a"}',
    '{"rows": {"a": {"level": "0"}}}', '{"missing": {"1": "loeschen"}}', '{"facts": {"a": "b"}}',
    '{"pictures": {"a": "b"}}', '{"rows": {"a": {"kind": ["weg"]}}}', "[" * 100_000,
])  # fmt: skip
def test_a_wrong_file_is_refused_with_a_sentence(text):
    with pytest.raises(DocumentError) as caught:
        Decisions.from_json(text)
    assert "Entscheidungen" in caught.value.sentence


def test_a_part_is_added_where_the_document_has_no_heading():
    first = row(outline(TEXT), "Haus")
    made = outline(TEXT, added={f"vor-{first.block_keys[1]}": "Leitziel 9: Garten"})
    assert ("leitziel", "9", "Garten") in named(made)
    new = row(made, "Garten")
    assert (new.key, new.origin) == (f"vor-{first.block_keys[1]}", "added")
    # The paragraph is its text, and gone from the part before.
    assert [len(r.blocks) for r in (row(made, "Haus"), new)] == [1, 1]
    texts = {teil.title: teil.text for teil in made.baum().strategien[0].bausteine}
    assert texts == {
        "Haus": "Ein Satz.", "Garten": "Noch ein Satz.", "Wege": "### Ausgangslage\n\nViele Autos.",
    }  # fmt: skip


def test_a_part_without_text_is_added_behind_another():
    after = f"nach-{key('Haus')}"
    made = outline(
        TEXT,
        added={after: "Garten", f"nach-{after}": "Hof"},
        rows={after: {"kind": "leitziel"}, f"nach-{after}": {"kind": "handlungsfeld"}},
    )
    assert [title for _kind, _number, title in named(made)] == ["Haus", "Garten", "Hof", "Wege"]
    assert made.baum().strategien[0].bausteine[1].text == ""
    # What is named is not there (any more): nothing is added.
    assert len(outline(TEXT, added={"vor-x": "A", "nach-y": "B", "z": "C"}).rows) == 5


def test_a_heading_that_was_put_together_comes_apart_again():
    made = outline(TEXT, joined=(key("Wege"),))
    assert row(made, "Haus Leitziel 2: Wege").joined == ((key("Wege"), "Leitziel 2: Wege"),)
    # The reader put these together by itself.
    text = "# Mitte\n\n## Leitziel 3:\n\n## Kurze Wege\n\nEin Satz.\n\n## Leitziel 4\n\n"
    text += "**Haus**\n\nX.\n"
    made = outline(text)
    assert [title for _kind, _number, title in named(made)] == ["Kurze Wege", "Haus"]
    parts = [part for title in ("Kurze Wege", "Haus") for part in row(made, title).joined]
    assert [words for _key, words in parts] == ["Kurze Wege", "Haus"]
    apart = outline(text, cuts=tuple(each for each, _words in parts))
    assert [r.heading for r in apart.rows][1:] == [
        "Leitziel 3:",
        "Kurze Wege",
        "Leitziel 4",
        "Haus",
    ]
