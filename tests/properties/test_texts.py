"""What holds for every text: names, differences, imported documents."""

import unicodedata
from types import SimpleNamespace

from django.core.exceptions import ValidationError
from hypothesis import assume, example, given
from hypothesis import strategies as st

from accounts.names.pseudonyms import MAX_LENGTH, MIN_LENGTH, clean_pseudonym, skeleton
from strategies.diff import compare
from strategies.diff.units import read_units
from strategies.documents import DocumentError, read_document

# What documents are made of, and anything else.
WORDS = st.sampled_from(
    [
        "Weg",
        "Rad",
        "Straße",
        "**fett**",
        "*schräg*",
        "[Ziel](https://a.example)",
        "`x`",
        "2030",
        "a_b",
    ]
)
LINES = st.builds(
    lambda start, words: start + " ".join(words),
    st.sampled_from(["", "- ", "1. ", "# ", "## ", "> ", "| ", "    "]),
    st.lists(WORDS, max_size=6),
)
MARKDOWN = st.lists(LINES, max_size=8).map("\n\n".join) | st.text(max_size=200)
NAMES = st.text(min_size=1, max_size=MAX_LENGTH + 2) | st.text("аbсdоеrn1lІß .", min_size=3)


@given(NAMES)
@example("Ａdmin")
@example("I" + "\u0307" * 3 + "nes")
def test_a_name_that_is_taken_is_taken_again_and_keeps_to_its_bounds(name):
    try:
        clean = clean_pseudonym(name)
    except ValidationError:
        return

    assert clean_pseudonym(clean) == clean
    assert len(clean) >= MIN_LENGTH
    assert clean == unicodedata.normalize("NFC", clean)
    assert clean.isprintable() or "\ufe0f" in clean
    assert skeleton(clean) == skeleton(name)


@given(st.text(max_size=60))
def test_upper_case_or_composition_make_no_other_name(name):
    for other in (name.casefold(), unicodedata.normalize("NFD", name), f" {name} "):
        assert skeleton(other) == skeleton(name)


def _text(text):
    return SimpleNamespace(title="Titel", text=text)


def _told(comparison, *kinds):
    """The words of one side, in the order of reading, for blocks that stayed in their place."""
    return [
        "".join(run.text for run in block.runs if run.kind.value in kinds)
        for block in comparison.blocks
    ]


@given(MARKDOWN)
def test_a_text_does_not_differ_from_itself(text):
    assert not compare(_text(text), _text(text)).has_changes


@given(MARKDOWN, MARKDOWN)
def test_a_difference_tells_all_of_both_texts_and_nothing_else(old, new):
    comparison = compare(_text(old), _text(new))
    moved = any(block.status.value in ("moved", "away") for block in comparison.blocks)
    assume(not moved)

    for text, kinds in ((new, ("equal", "insert")), (old, ("equal", "delete"))):
        same = compare(_text(text), _text(text))
        alone = "".join(_told(same, "equal")).replace(" ", "")
        assert "".join(_told(comparison, *kinds)).replace(" ", "") == alone


@given(MARKDOWN, MARKDOWN)
def test_the_same_two_texts_give_the_same_difference(old, new):
    assert compare(_text(old), _text(new)) == compare(_text(old), _text(new))


@given(MARKDOWN)
def test_every_text_is_read_into_units(text):
    assert isinstance(read_units(text), list)


@given(
    st.binary(max_size=400) | MARKDOWN.map(str.encode), st.sampled_from([".md", ".docx", ".doc"])
)
@example(b"PK\x03\x04", ".docx")
def test_every_file_is_read_or_refused_with_a_sentence(data, ending):
    refused = ""
    try:
        read_document(f"a{ending}", data, limit=1000)
    except DocumentError as error:
        refused = str(error)

    assert refused == "" or refused.endswith(".")


def _texts_of(tree):
    return [
        (part.kind, part.title, part.text)
        for strategie in tree.strategien
        for part in strategie.bausteine
    ]


@given(st.lists(LINES, max_size=6).map("\n\n".join))
def test_a_text_that_was_imported_and_exported_is_imported_as_the_same(body):
    """What was written out of a Baustein reads as that Baustein."""
    document = f"# Strategie 1 – Mitte\n\n## Leitziel 1: Wege\n\n{body.replace('#', '')}\n"
    first = _texts_of(read_document("a.md", document.encode(), limit=10**6))
    assert first
    again = "# Strategie 1 – Mitte\n\n" + "\n\n".join(
        f"## Leitziel 1: {title}\n\n{text}" for _kind, title, text in first
    )

    assert _texts_of(read_document("a.md", again.encode(), limit=10**6)) == first
