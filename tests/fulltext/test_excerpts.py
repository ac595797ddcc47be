import pytest

from fulltext.excerpts import excerpt
from fulltext.words import words_in


def shown(text, query):
    return excerpt(text, words_in(query))


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("Am Elberadweg.", "Radwege", "Am <mark>Elberadweg</mark>."),
        ("Die Mo\u0308delitzer Brücke", "Mödelitz", "Die <mark>Mo\u0308delitzer</mark> Brücke"),
        ("Der Rad\u00adweg", "radweg", "Der <mark>Rad\u00adweg</mark>"),
        ("(Aerzte)", "Ärzte", "(<mark>Aerzte</mark>)"),
        ("Ein E-Bike, bitte", "E-Bike", "Ein <mark>E-Bike,</mark> bitte"),
        ("100 % & <b>", "%", "100 <mark>%</mark> &amp; &lt;b&gt;"),
        ("a <b>Bus</b>", "Bus", "a &lt;b&gt;<mark>Bus</mark>&lt;/b&gt;"),
        ("\ue000Bus\ue001", "Bus", "<mark>Bus</mark>"),
        ("Nichts davon", "Bus", "Nichts davon"),
    ],
)
def test_the_word_is_marked_as_it_was_written(text, query, marked):
    assert shown(text, query) == marked


def test_what_is_shown_is_around_the_first_hit_in_whole_words():
    found = shown(f"{'Anfang ' * 90}Radweg {'Ende ' * 90}", "radweg")

    assert found.startswith("… Anfang")
    assert found.endswith("Ende …")
    assert "<mark>Radweg</mark>" in found
    assert len(found) < 300
