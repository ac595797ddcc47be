"""What is one spelling, and what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulltext.folding import fold
from fulltext.words import MAX_WORDS, words_in


def finds(query, text):
    folded = fold(text)
    return all(any(pattern in folded for pattern in word.patterns) for word in words_in(query))


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("Wege", "Ein neuer Radweg"),
        ("Räder", "Mein Fahrrad"),
        ("Häuser", "Am Rathaus"),
        ("Bäume", "Ein Obstbaum"),
        ("Kinder", "Jedes Kind"),
        ("Busse", "Der Bus"),
        ("Bürgerinnen", "Eine Bürgerin"),
        ("Zentrum", "Zwei Zentren"),
        ("Museen", "Das Museum"),
        ("Themen", "Ein Thema"),
        ("Mauern", "Die Mauer"),
        ("Kitas", "Eine Kita"),
        ("Ergebnisse", "Das Ergebnis"),
        ("Element", "Ein Bauelement"),
        ("Erkennung", "Die Zuerkennung"),
        ("geuebt", "Das ist geübt"),
        ("geübt", "Das ist geuebt"),
        ("Elberadweg", "Der Elbe-Radweg"),
        ("Elbe-Radweg", "Der Elberadweg"),
        ("E-Bike", "Ein E\u2011Bike"),
        ("geht's", "So geht´s"),
        ("„Radweg“", "Der Radweg"),
        ("z.B.", "z. B. am Deich"),
        ("Lodz", "Łódź"),
        ("fluss", "Der Fluſs"),
        ("finden", "Das \ufb01nden wir gut"),
    ],
)
def test_these_are_found(query, text):
    assert finds(query, text)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("Bürger", "Nach Magdeburg"),
        ("Seiten", "Schon seit Jahren"),
        ("Wege", "Das bewegt uns"),
        ("Räder", "Die Paradeplätze"),
        ("Radweg Brücke", "Der Radweg"),
        ("%", "hundert"),
        ("_", "hundert"),
        ("Arzt", "Art"),
    ],
)
def test_these_are_not(query, text):
    assert not finds(query, text)


@given(st.text(max_size=200))
def test_a_word_of_a_text_is_always_found_in_it(text):
    """Whatever it is made of; and nothing anybody types takes long or fails."""
    for word in text.split()[:MAX_WORDS]:
        assert finds(word, text), word


@given(st.text(max_size=200))
def test_a_folded_text_is_one_line_without_anything_unseen(text):
    folded = fold(text)

    assert folded == "" or folded == f" {' '.join(folded.split())} "
    assert folded == folded.casefold()


@pytest.mark.parametrize("text", ["ae" * 50_000, "a-" * 50_000, "\u0301" * 50_000, "-" * 50_000])
def test_long_nonsense_is_folded_in_steps_proportional_to_its_length(text):
    assert len(fold(text)) <= 4 * len(text) + 4


def test_only_so_many_words_are_looked_for():
    assert len(words_in(" ".join(map(str, range(99))))) == MAX_WORDS
