"""The changed sentences alone, old beside new."""

import pytest

from strategies.diff import passages

from .test_compare import texts

BEGIN = "Der Markt ist die Mitte der Stadt. "


def found(old, new):
    return [(row.old_text, row.new_text) for row in passages(texts(old, new))]


def test_only_the_sentence_that_changed_is_shown():
    assert found(
        f"{BEGIN}Die Wagen halten zu festen Zeiten. Alle sind willkommen.",
        f"{BEGIN}Die Wagen halten zweimal am Tag zu festen Zeiten. Alle sind willkommen.",
    ) == [
        (
            "Die Wagen halten zu festen Zeiten.",
            "Die Wagen halten zweimal am Tag zu festen Zeiten.",
        )
    ]


def test_a_new_sentence_comes_with_the_one_before_it():
    assert found(f"{BEGIN}Es gibt Beiräte.", f"{BEGIN}Es gibt Beiräte. Ein Wart öffnet.") == [
        ("Es gibt Beiräte.", "Es gibt Beiräte. Ein Wart öffnet.")
    ]


def test_two_changes_far_apart_are_two_passages():
    old = "Hier stehen drei Bäume. Das bleibt so, wie es ist. Dort stehen vier Bänke."
    new = "Hier stehen neun Bäume. Das bleibt so, wie es ist. Dort stehen zehn Bänke."

    assert found(old, new) == [
        ("Hier stehen drei Bäume.", "Hier stehen neun Bäume."),
        ("Dort stehen vier Bänke.", "Dort stehen zehn Bänke."),
    ]


def test_a_paragraph_that_is_new_has_nothing_before():
    assert found(BEGIN, f"{BEGIN}\n\nEs gibt ab Mai einen Rufbus bis Mitternacht.") == [
        ("", "Es gibt ab Mai einen Rufbus bis Mitternacht.")
    ]


@pytest.mark.parametrize("text", [BEGIN, f"# Titel\n\n{BEGIN}\n\n- eins\n- zwei"])
def test_the_same_text_has_no_passage(text):
    assert found(text, text) == []


def test_what_only_moved_is_no_changed_sentence():
    parts = ["Der erste Absatz spricht von Bäumen.", "Der zweite nennt viele Wege am See."]

    assert found("\n\n".join(parts), "\n\n".join(reversed(parts))) == []


def test_a_very_long_passage_is_cut():
    row = passages(texts("Anfang: " + "wort " * 500, "Anfang: " + "satz " * 500))[0]

    assert max(len(row.old_text), len(row.new_text)) < 500
    assert (row.old_text or row.new_text).endswith("…")
