"""The passages of a text that can be quoted."""

import re

import pytest

from strategies.markdown import render
from strategies.passages import find_passage, passages_of, with_passages


def texts(markdown):
    return [row.text for row in passages_of(render(markdown))]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("Eins.\n\nZwei.", ["Eins.", "Zwei."]),
        ("Ein *Wort* & `a < b`\\\nweiter", ["Ein Wort & a < b weiter"]),
        ("- eins\n- zwei", ["eins", "zwei"]),
        ("- außen\n  - innen\n- zweiter", ["außen", "innen", "zweiter"]),
        ("1. lose\n\n2. Liste\n\n   mit zwei", ["lose", "Liste", "mit zwei"]),
        ("| A | B |\n|---|---|\n| eins | zwei |\n| | drei |", ["eins · zwei", "drei"]),
        ("> Zitat", ["Zitat"]),
        ("# Überschrift\n\nText.", ["Text."]),
        ("Mit Note[^1].\n\n[^1]: Die Note.", ["Mit Note.", "Die Note."]),
        ("[Ein > Verweis](https://example.org 'größer > kleiner')", ["Ein > Verweis"]),
        ("- | A | B |\n  |---|---|\n  | eins | zwei |", ["eins · zwei"]),
        ("", []),
        ("---", []),
    ],
)
def test_paragraphs_items_and_rows_are_passages(markdown, expected):
    assert texts(markdown) == expected


def test_a_picture_alone_says_nothing():
    html = render(f"![](bild:{'a' * 64})\n\nText.")

    assert [row.text for row in passages_of(html)] == ["Text."]


def test_a_passage_is_found_by_its_name_as_long_as_it_says_the_same():
    first, second = passages_of(render("Gleich.\n\nGleich."))

    assert first.block != second.block
    assert find_passage(render("Gleich.\n\nGleich."), second.block) == second
    assert find_passage(render("Gleich.\n\nAnders."), second.block) is None
    assert find_passage(render("Gleich."), second.block) is None
    for nonsense in ("", "1", "1-", "-", "x-y", "99999999999999-abc"):
        assert find_passage(render("Gleich."), nonsense) is None


def test_marks_stand_inside_the_element_behind_its_own_words():
    html = render("Ein *Satz*.\n\n- außen\n  - innen\n\n| A |\n|---|\n| eins |")

    marked = with_passages(html, lambda row: f"[{row.number}]")

    assert '<p id="stelle-1">Ein <em>Satz</em>.[1]</p>' in marked
    assert '<li id="stelle-2">außen\n[2]<ul>' in marked
    assert '<li id="stelle-3">innen[3]</li>' in marked
    assert '<tr id="stelle-4">\n<td>eins[4]</td>' in marked


@pytest.mark.parametrize(
    "markdown",
    [
        "- eins\n  - zwei\n\n  drei\n- vier",
        "- - innen\n  ***\n  außen, danach",
        "- - innen\n  ## Überschrift im Punkt",
        "1. eins\n   - zwei\n     1. drei\n   # danach\n2. vier",
        "- > Zitat\n\n  - innen\n\n  danach",
        "- | A | B |\n  |---|---|\n  | eins | zwei |",
        "Note[^1].\n\n[^1]: Eins.\n\n    - zwei",
    ],
)
def test_nothing_of_the_text_is_doubled_or_lost(markdown):
    html = render(markdown)

    marked = with_passages(html, lambda row: f"⟦{row.number}⟧")

    assert re.sub(r' id="stelle-\d+"|⟦\d+⟧', "", marked) == html
    numbers = [str(row.number) for row in passages_of(html)]
    assert sorted(re.findall(r"⟦(\d+)⟧", marked)) == numbers


def test_without_marks_the_words_are_the_same():
    html = render("Eins[^1].\n\n- zwei\n\n[^1]: Die Note.")

    anchored = with_passages(html)

    assert [row.text for row in passages_of(anchored)] == [row.text for row in passages_of(html)]
    assert anchored.count("id=") == html.count("id=") + 3


def test_first_words_are_cut_between_words():
    passage = passages_of(render("Die Buslinie fährt werktags im Stundentakt nach Rhinstedt."))[0]

    assert passage.first_words(4) == "Die Buslinie fährt werktags …"
    assert passage.first_words(20) == passage.text
