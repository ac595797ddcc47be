"""Topics by name: a line of their text, how many of which kind, how much is said."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import override

from strategies.counts import contributions, kinds
from strategies.topics import first_line, opening, topics_of
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("total", "official", "words"),
    [
        (0, 0, "Noch kein Beitrag"),
        (1, 0, "1 Beitrag"),
        (16, 0, "16 Beiträge"),
        (40, 3, "40 Beiträge, davon 3 Antworten der Verwaltung"),
        (2, 1, "2 Beiträge, davon 1 Antwort der Verwaltung"),
    ],
)
def test_how_many_contributions_there_are_is_said_in_one_way(total, official, words):
    assert contributions(total, official) == words


def test_kinds_are_named_in_their_plural_and_in_order():
    strategie = factories.strategie()
    rows = [factories.baustein(strategie=strategie) for _ in range(2)]

    assert kinds(rows) == "2 Leitziele"
    rows.append(factories.baustein("leitprojekt", strategie=strategie))
    assert kinds(rows) == "2 Leitziele und 1 Leitprojekt"
    with override("en"):
        assert kinds(rows) == "2 goals and 1 flagship project"


@pytest.mark.parametrize(
    ("html", "line"),
    [
        ("", ""),
        (None, ""),
        ("<h3>Lage</h3><p>Der Bus fährt <b>selten</b> am Abend hier. Mehr nicht.</p>",
         "Der Bus fährt selten am Abend hier."),
        ("<p>Von 38 Läden stehen heute noch elf leer<sup>[1]</sup> &amp; dunkel. Ja.</p>",
         "Von 38 Läden stehen heute noch elf leer & dunkel."),
        ("<p>" + "Sehr langes Wort " * 20, "Sehr langes Wort " * 6 + "Sehr langes Wort …"),
        ("<p>Abgeschnitten <a hre", "Abgeschnitten"),
    ],
)  # fmt: skip
def test_the_line_below_a_title_is_its_first_sentence(html, line):
    assert first_line(html) == line


def test_a_long_beginning_ends_with_a_sentence():
    first = "Wie Elbhagen sich bis 2035 entwickeln soll, in Stadt und Dörfern."
    text = f"{first} {'Und noch viel mehr dazu, ohne Punkt ' * 10}"

    assert opening(text) == (first, text[len(first) :].strip())
    assert opening("Kurz.") == ("Kurz.", "")
    assert opening(f"{first} {first}", 100) == (first, first)


def test_drafts_are_no_topics_of_the_public():
    strategie = factories.strategie()
    shown = factories.baustein(strategie=strategie)
    factories.baustein(strategie=strategie, published=False)

    topics, _wholes, _vorhaben = topics_of([strategie], AnonymousUser())

    assert [row.pk for row in topics[strategie.pk]] == [shown.pk]
