"""What a reader is told about two versions of a text."""

from collections import Counter
from types import SimpleNamespace

import pytest

from strategies.diff import compare


def texts(old, new, *, titles=("Titel", "Titel")):
    before, after = (
        SimpleNamespace(title=title, text=text)
        for title, text in zip(titles, (old, new), strict=True)
    )
    return compare(before, after)


def told(comparison):
    """Status and text of every block; what came is in +…+, what went in -…-."""
    signs = {"equal": "{}", "insert": "+{}+", "delete": "-{}-"}
    return [
        (block.status.value, "".join(signs[run.kind].format(run.text) for run in block.runs))
        for block in comparison.blocks
    ]


def test_words_inside_a_changed_paragraph():
    comparison = texts(
        "Die Stadt baut 5 km Radweg bis 2030. Das ist gut.",
        "Die Gemeinde baut 7,5 km Radweg bis 2035. Das ist gut. Und schön.",
    )

    assert told(comparison) == [
        (
            "changed",
            "Die -Stadt-+Gemeinde+ baut -5-+7,5+ km Radweg bis -2030-+2035+. "
            "Das ist gut. +Und schön.+",
        )
    ]


def test_equal_texts_have_no_difference():
    comparison = texts("Ein **Ziel**.\n\n- a\n- b", "Ein **Ziel**.\n\n- a\n- b")

    assert not comparison.has_changes
    assert comparison.changes == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("* eins\n* zwei", "- eins\n- zwei"),
        ("Ein _Wort_.", "Ein *Wort*."),
        ("eine\nZeile", "eine Zeile"),
        ("Satz[^1].\n\n[^1]: Quelle.", "Satz[^9].\n\n[^9]: Quelle."),
    ],
)
def test_what_nobody_sees_is_no_difference(old, new):
    assert not texts(old, new).has_changes


def test_a_sentence_that_was_rewritten_is_not_cut_into_crumbs():
    comparison = texts(
        "Das bleibt so stehen. Gerne bauen und planen wir.",
        "Das bleibt so stehen. Niemand wartet und hofft umsonst.",
    )

    assert told(comparison) == [
        (
            "changed",
            "Das bleibt so stehen. -Gerne bauen und planen wir-+Niemand wartet und hofft umsonst+.",
        )
    ]


def test_a_paragraph_with_other_words_is_another_paragraph():
    comparison = texts("Wir bauen Häuser.", "Alle helfen einander gerne.")

    assert told(comparison) == [
        ("deleted", "-Wir bauen Häuser.-"),
        ("inserted", "+Alle helfen einander gerne.+"),
    ]


def test_titles_are_compared_too():
    comparison = texts("Text.", "Text.", titles=("Wege bauen", "Radwege bauen"))

    assert [(run.kind.value, run.text) for run in comparison.title] == [
        ("delete", "Wege"),
        ("insert", "Radwege"),
        ("equal", " bauen"),
    ]
    assert comparison.title_changed
    assert comparison.has_changes


def test_list_items_come_and_go_one_by_one_whatever_their_number():
    assert told(texts("1. eins\n2. zwei drei vier", "1. null\n2. eins\n3. zwei drei fünf")) == [
        ("inserted", "+null+"),
        ("equal", "eins"),
        ("changed", "zwei drei -vier-+fünf+"),
    ]


def test_rows_of_a_table_are_compared_cell_by_cell():
    head = "| Jahr | Euro |\n| --- | --- |\n"
    old = f"{head}| 2026 | 10 |\n| 2027 | 20 |"
    new = f"{head}| 2026 | 15 |\n| 2027 | 20 |\n| 2028 | 30 |"

    assert told(texts(old, new)) == [
        ("equal", "Jahr | Euro"),
        ("changed", "2026 | -10-+15+"),
        ("equal", "2027 | 20"),
        ("inserted", "+2028+ | +30+"),
    ]


MOVED = "Dieser Absatz wandert in einem Stück nach unten."
STAYS = "Hier bleibt ein anderer Absatz mit eigenen Worten stehen."
LAST = "Auch der dritte Absatz bewegt sich überhaupt nicht."


def test_a_moved_paragraph_is_said_to_have_moved():
    comparison = texts(f"{MOVED}\n\n{STAYS}\n\n{LAST}", f"{STAYS}\n\n{LAST}\n\n{MOVED}")

    assert told(comparison) == [
        ("away", MOVED),
        ("equal", STAYS),
        ("equal", LAST),
        ("moved", MOVED),
    ]
    assert [block.status for block in comparison.changes] == ["moved"]


def test_a_moved_paragraph_may_have_changed_a_little():
    new = MOVED.replace("unten", "hinten")

    *_others, (status, text) = told(
        texts(f"{MOVED}\n\n{STAYS}\n\n{LAST}", f"{STAYS}\n\n{LAST}\n\n{new}")
    )

    assert (status, text) == ("moved", MOVED.replace("unten", "-unten-+hinten+"))


def test_emphasis_is_a_difference():
    assert told(texts("Ein wichtiges Wort.", "Ein **wichtiges** Wort.")) == [
        ("changed", "Ein -wichtiges-+wichtiges+ Wort.")
    ]


def test_a_changed_footnote_changes_the_place_that_refers_to_it():
    comparison = texts("Satz[^1].\n\n[^1]: Stand 2025.", "Satz[^1].\n\n[^1]: Stand 2026.")

    assert told(comparison) == [
        ("changed", "Satz-[1]-+[1]+."),
        ("changed", "Stand -2025-+2026+."),
    ]


def test_everything_may_go_or_come():
    assert [status for status, _text in told(texts("Eins.\n\nZwei.", ""))] == ["deleted"] * 2
    assert [status for status, _text in told(texts("", "### Neu\n\n---\n\n> Zitat"))] == [
        "inserted"
    ] * 3
    assert not texts("", "").has_changes


def test_long_stretches_without_a_change_are_folded_away():
    same = [f"Absatz Nummer {number} bleibt ganz genau so." for number in range(9)]
    comparison = texts("\n\n".join(same), "\n\n".join([*same, "Ein neuer."]))

    folded, shown = comparison.sections
    assert (folded.folded, len(folded.blocks)) == (True, 8)
    assert [block.status.value for block in shown.blocks] == ["equal", "inserted"]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script> & <img src=x onerror=alert(1)>",
        "[x](javascript:alert(1)) und [y](data:text/html;base64,PHN2Zz4=)",
        "![x](https://fremd.example/p.png) ![y](javascript:alert(1))",
        '**"onmouseover=alert(1) x="**',
        "`<svg onload=alert(1)>`",
        "| <script> |\n| --- |\n| <b onclick=x> |",
        "Satz[^<i>].\n\n[^<i>]: <u>",
    ],
)
def test_nothing_typed_becomes_markup(text):
    html = "".join(
        run.html
        for comparison in (texts(text, "x"), texts("x", text), texts(text, text))
        for block in comparison.blocks
        for run in block.runs
    )

    for tag in ("<script", "<img", "<svg", "<b ", "<i>", "<u>", "href=", 'src="'):
        assert tag not in html


def test_emphasis_links_and_our_own_pictures_are_shown():
    sha = "a" * 64
    comparison = texts("", f"**fett** [Netz](https://rad.example/) ![Karte](bild:{sha})")

    [run] = comparison.blocks[0].runs
    assert run.html == (
        '<strong>fett</strong> <a href="https://rad.example/" rel="nofollow noopener">Netz</a> '
        f'<img src="/bilder/{sha}" alt="Karte" loading="lazy">'
    )
    assert run.text == "fett Netz [Bild: Karte]"


def joined(comparison, *kinds):
    """The text of one side, put together again from the runs."""
    return "".join(
        run.text for block in comparison.blocks for run in block.runs if run.kind in kinds
    )


LONG = {
    "every paragraph changed": ("\n\n".join, "{n} steht in diesem Absatz mit {n} Worten "),
    "one paragraph": (" ".join, "{n} steht in diesem Absatz mit {n} Worten. "),
    "no sentences": (" ".join, "{n} steht in diesem Absatz mit {n} Worten "),
    "the same word": (" ".join, "so so so so so so so so so so so so "),
    "two words in turn": (" ".join, "ja nein ja ja nein ja nein nein ja "),
    "scripts": (" ".join, "<script>{n}</script> "),
}


@pytest.mark.parametrize("case", LONG)
def test_texts_of_200_kilobytes_are_compared_to_the_end(case):
    join, sentence = LONG[case]
    parts = [sentence.format(n=number) for number in range(200_000 // len(sentence))]
    old = join(parts)
    new = join([part.replace("Absatz", "Text") for part in reversed(parts)])

    comparison = texts(old, new)

    assert len(joined(comparison, "equal", "insert")) > 100_000
    for side, kinds in ((old, ("equal", "delete")), (new, ("equal", "insert"))):
        # In another order where a paragraph moved, but nothing is lost or made up.
        told_of = Counter("".join(joined(comparison, *kinds).split()))
        assert told_of == Counter("".join(side.split()))
