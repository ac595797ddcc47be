"""Matching many parts is quick whatever they hold, and finds each again."""

import random
import time

import pytest

from strategies.documents.abgleich.matching import Item, compare, match
from strategies.documents.abgleich.similar import PartWords

MANY = 500
VOCABULARY = [f"wort{n}" for n in range(4000)]
FORM = " ".join(VOCABULARY[:200])


def edited(text, chance):
    """The text with every seventh word another one."""
    words = text.split()
    for place in range(0, len(words), 7):
        words[place] = chance.choice(VOCABULARY)
    return " ".join(words)


def all_different(chance):
    return [(f"Titel {n}", " ".join(chance.choices(VOCABULARY, k=150))) for n in range(MANY)]


def all_one_form(chance):
    return [(f"Maßnahme {n}", f"{FORM} kostet {n} Euro") for n in range(MANY)]


def all_the_same(chance):
    return [("Maßnahme", FORM)] * MANY


def items(parts):
    return [
        Item(PartWords.of(title, text), "leitziel", "", None, n / MANY)
        for n, (title, text) in enumerate(parts)
    ]


def found(left, right):
    return match(left, right, {}, compare(left, right, {}))


@pytest.mark.parametrize("make", [all_different, all_one_form, all_the_same])
def test_five_hundred_parts_are_matched_within_limits(make):
    parts = make(random.Random(1))  # noqa: S311
    started = time.process_time()
    result = found(items(parts), items(parts))
    assert time.process_time() - started < 5
    assert [each.match for each in result.values()] == list(range(MANY))


def test_edited_parts_in_another_order_are_found_again():
    chance = random.Random(2)  # noqa: S311
    parts = all_different(chance)
    order = list(range(MANY))
    chance.shuffle(order)
    left = [(f"Neu {n}", edited(parts[n][1], chance)) for n in order]
    assert [each.match for each in found(items(left), items(parts)).values()] == order


def test_no_row_is_given_twice():
    chance = random.Random(3)  # noqa: S311
    words = VOCABULARY[:40]
    parts = [("Titel", " ".join(chance.choices(words, k=12))) for _n in range(60)]
    rows = [("Titel", " ".join(chance.choices(words, k=12))) for _n in range(60)]
    matches = [each.match for each in found(items(parts), items(rows)).values()]
    given = [each for each in matches if each is not None]
    assert len(given) == len(set(given))


def test_the_same_text_is_never_given_away_for_two_halves():
    """The sum of likenesses would be larger the other way round."""
    whole = "Wege Plätze Bäume Bänke Brunnen Laternen Treppen Mauern"
    left = items([("A", whole), ("B", f"{whole} Zaun Tor Hecke Rasen Beet Kies Sand Moos")])
    right = items([("C", whole), ("D", "Zaun Tor Hecke Rasen Beet Kies Sand Moos")])
    assert found(left, right)[0].match == 0
