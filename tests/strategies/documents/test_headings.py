import pytest

from strategies.documents.headings import read_baustein_heading, read_strategie_heading


@pytest.mark.parametrize(
    ("text", "number", "title"),
    [
        ("Strategie 3 - Lebendige Mitte", "3", "Lebendige Mitte"),
        ("Strategie 3 – Lebendige Mitte", "3", "Lebendige Mitte"),
        ("Strategie 3: Lebendige Mitte", "3", "Lebendige Mitte"),
        ("2.4 Strategie III „Lebendige Mitte“", "III", "Lebendige Mitte"),
        ("Entwicklungsstrategie", "", "Entwicklungsstrategie"),
        ("Strategie für alle", "", "Strategie für alle"),
    ],
)
def test_a_strategie_heading_gives_number_and_title(text, number, title):
    read = read_strategie_heading(text)
    assert (read.number, read.title) == (number, title)


@pytest.mark.parametrize(
    ("text", "outline", "kind", "number", "title", "source"),
    [
        ("Kurze Wege", "", "", "", "Kurze Wege", ""),
        ("Leitziel 2: Kurze Wege", "", "leitziel", "2", "Kurze Wege", ""),
        ("Leitziel Kurze Wege", "", "leitziel", "", "Kurze Wege", ""),
        ("Leitziel Vielfalt", "", "leitziel", "", "Vielfalt", ""),
        ("Leitziel IV – Wege", "", "leitziel", "IV", "Wege", ""),
        ("Handlungsfeld 5.2: Wege", "", "handlungsfeld", "5.2", "Wege", ""),
        ("3.4.9 Leitprojekt X „Wege“ (aus Plan XI)", "3.4.9", "leitprojekt", "X", "Wege",
         "Plan XI"),
        ("Leitprojekt X »Wege (alt)« (aus Plan (2019))", "", "leitprojekt", "X", "Wege (alt)",
         "Plan (2019)"),
        ("Leitziel 1: „Rad“ und „Fuß“", "", "leitziel", "1", "„Rad“ und „Fuß“", ""),
        ("1.000 Bäume", "", "", "", "1.000 Bäume", ""),
        ("Leitziele der Stadt", "", "", "", "Leitziele der Stadt", ""),
    ],
)  # fmt: skip
def test_a_baustein_heading_is_taken_apart(text, outline, kind, number, title, source):
    read = read_baustein_heading(text)
    assert (read.outline_number, read.kind, read.number, read.title, read.source) == (
        outline, kind, number, title, source,
    )  # fmt: skip
