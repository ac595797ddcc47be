"""Whatever stands between name, number and title does not matter, nor who wrote it."""

import pytest

from strategies.documents.outline import Words
from strategies.documents.outline.names import group_kind, read_heading, title_of

FORMS = [
    ("Handlungsfeld A – Wohnen", "handlungsfeld", "A", "Wohnen"),
    ("Leitziel 3 - Wohnen - Arbeiten", "leitziel", "3", "Wohnen - Arbeiten"),
    ("Leitziel Nr. 3: Wohnen", "leitziel", "3", "Wohnen"),
    ("Ziel Nr 3 – Wohnen", "leitziel", "3", "Wohnen"),
    ("Leitziel (3) Wohnen", "leitziel", "3", "Wohnen"),
    ("(3) Leitziel Wohnen", "leitziel", "3", "Wohnen"),
    ("Leitziel 3.: Wohnen", "leitziel", "3", "Wohnen"),
    ("Leitziel 3) Wohnen", "leitziel", "3", "Wohnen"),
    ("Leitziel #3 Wohnen", "leitziel", "3", "Wohnen"),
    ("Leitziel: 3. Wohnen", "leitziel", "3", "Wohnen"),
    ("Leitziel – 3 – Wohnen", "leitziel", "3", "Wohnen"),
    ("Erstes Leitziel: Wohnen", "leitziel", "1", "Wohnen"),
    ("Zweites Handlungsfeld – Wohnen", "handlungsfeld", "2", "Wohnen"),
    ("III. Leitziel: Wohnen", "leitziel", "III", "Wohnen"),
    ("Leitziel III Wohnen", "leitziel", "III", "Wohnen"),
    ("Leitziel a) Wohnen", "leitziel", "a", "Wohnen"),
    ("HF1: Mobilität", "handlungsfeld", "1", "Mobilität"),
    ("HF 1 Mobilität", "handlungsfeld", "1", "Mobilität"),
    ("HF-1 Mobilität", "handlungsfeld", "1", "Mobilität"),
    ("LZ1 Wohnen", "leitziel", "1", "Wohnen"),
    ("LP 4 – Rufbus", "leitprojekt", "4", "Rufbus"),
    ("Leuchtturmprojekt 1: Hafen", "leitprojekt", "1", "Hafen"),
    ("Impulsprojekt A: Hafen", "leitprojekt", "A", "Hafen"),
    ("Maßnahme 3.1: Radweg", "leitprojekt", "3.1", "Radweg"),
    ("Maßnahme M3: Radweg", "leitprojekt", "M3", "Radweg"),
    ("M 3: Radweg", "leitprojekt", "M 3", "Radweg"),
    ("Strategisches Entwicklungsziel 4: Klima", "leitziel", "4", "Klima"),
    ("Oberziel 2 Klima", "leitziel", "2", "Klima"),
    ("Teilziel 2.1 Klima", "leitziel", "2.1", "Klima"),
    ("Handlungsbereich IV: Kultur", "handlungsfeld", "IV", "Kultur"),
    ("Aktionsfeld 2 – Kultur", "handlungsfeld", "2", "Kultur"),
    ("Leitziel １：Wohnen", "leitziel", "1", "Wohnen"),
    ("Leitziel 3 ‒ Wohnen", "leitziel", "3", "Wohnen"),
    ("Leitziel 3 → Wohnen", "leitziel", "3", "Wohnen"),
    ("Leitziel 3 • Wohnen", "leitziel", "3", "Wohnen"),
    ("Leitziel 3 / Wohnen", "leitziel", "3", "Wohnen"),
    ("Leitziel 3, Wohnen", "leitziel", "3", "Wohnen"),
    ("Leitziel 3 „Wohnen“", "leitziel", "3", "Wohnen"),
    ("Leitziel „Wohnen“", "leitziel", "", "Wohnen"),
    ("Leitziel: Wohnen", "leitziel", "", "Wohnen"),
    ("Leitziel 3", "leitziel", "3", "Leitziel 3"),
    ("3. Leitziel", "leitziel", "3", "Leitziel 3"),
    ("Wohnen für alle (Leitziel 1)", "leitziel", "1", "Wohnen für alle"),
    ("leitziel 2: wohnen", "leitziel", "2", "wohnen"),
    ("LEITPROJEKT NR. 7 RUFBUS", "leitprojekt", "7", "RUFBUS"),
    ("Schlüsselmaßnahme 2: Radweg", "leitprojekt", "2", "Radweg"),
    ("Schluesselprojekt 2: Radweg", "leitprojekt", "2", "Radweg"),
    ("Leit-Ziel 2: Radweg", "leitziel", "2", "Radweg"),
    ("Leitziel 2a: Radweg", "leitziel", "2a", "Radweg"),
    ("Leitziel 1.2.3 – Radweg", "leitziel", "1.2.3", "Radweg"),
    ("Leitziel 01: Rad", "leitziel", "01", "Rad"),
    ("Projekt „Markthalle“", "leitprojekt", "", "Markthalle"),
    ("Projekt: Markthalle", "leitprojekt", "", "Markthalle"),
    ("Projektblatt 3: Markthalle", "leitprojekt", "3", "Markthalle"),
    ("Ziel 2035", "", "", "Ziel 2035"),
    ("Ziele und Maßnahmen", "", "", "Ziele und Maßnahmen"),
    ("Projekte der Stadt", "", "", "Projekte der Stadt"),
    ("Zielgruppen", "", "", "Zielgruppen"),
    ("Projektsteuerung", "", "", "Projektsteuerung"),
    ("Handlungsfeld 1 | Wohnen | Bauen", "handlungsfeld", "1", "Wohnen | Bauen"),
    ("3.1 Leitziel 1: Wohnen", "leitziel", "1", "Wohnen"),
    ("3.1 Leitziel: Wohnen", "leitziel", "", "Wohnen"),
    ("Leitprojekt 3: 100 Dächer", "leitprojekt", "3", "100 Dächer"),
    ("Leitziel 3 – 30 % weniger CO₂", "leitziel", "3", "30 % weniger CO₂"),
    ("Leitprojekt 100 Dächer", "leitprojekt", "", "Leitprojekt 100 Dächer"),
    ("Das Leitziel 2: Wege", "leitziel", "2", "Wege"),
    ("Leitziel Zwei: Wege", "leitziel", "2", "Wege"),
    ("Leitziel zwei – Wege", "leitziel", "2", "Wege"),
    ("Unser Leitziel 2: Wege", "leitziel", "2", "Wege"),
    ("Leitziel 4: ", "leitziel", "4", "Leitziel 4"),
    ("Leitziel-4: Sport", "leitziel", "4", "Sport"),
    ("Leitziel4: Sport", "leitziel", "4", "Sport"),
    ("Leitziel #4: Sport", "leitziel", "4", "Sport"),
    ("[Leitziel 4] Sport", "leitziel", "4", "Sport"),
    ("Leitziel 4 = Sport", "leitziel", "4", "Sport"),
    ("★ Leitziel 4: Sport", "leitziel", "4", "Sport"),
    ("• Leitziel 4: Sport", "leitziel", "4", "Sport"),
    ("Leitziel 4 >> Sport", "leitziel", "4", "Sport"),
    ("Leitziel 4 » Sport", "leitziel", "4", "Sport"),
    ("Querschnittsziel 2: Klima", "leitziel", "2", "Klima"),
    ("Handlungsfelder", "", "", "Handlungsfelder"),
    ("Handlungsfeld Mobilität und Verkehr", "handlungsfeld", "", "Mobilität und Verkehr"),
    ("Strategie A: Mitte", "strategie", "A", "Mitte"),
    ("Strategie „Lebendige Mitte“", "strategie", "", "Lebendige Mitte"),
    ("S1 Mitte", "", "", "S1 Mitte"),
    ("Schwerpunkt 2 – Rand", "strategie", "2", "Rand"),
    ("Säule II: Rand", "strategie", "II", "Rand"),
    ("Projekt 12: Badestelle", "leitprojekt", "12", "Badestelle"),
    ("P 12 Badestelle", "leitprojekt", "P 12", "Badestelle"),
    ("Leitziel 5 ▪ Kultur", "leitziel", "5", "Kultur"),
    ("Leitziel 5\\ Kultur", "leitziel", "5", "Kultur"),
    ("Leitziel 5.Kultur", "leitziel", "5", "Kultur"),
    ("Leitziel 5:Kultur", "leitziel", "5", "Kultur"),
    ("Leitziel 5–Kultur", "leitziel", "5", "Kultur"),
    ("Leitprojekt-Nr. 7: Rufbus", "leitprojekt", "7", "Rufbus"),
    ("Leitprojekt-Nr.: 7 Rufbus", "leitprojekt", "7", "Rufbus"),
    ("Leitprojektnummer 7: Rufbus", "leitprojekt", "7", "Rufbus"),
    ("Vorhaben 3 - Rufbus", "leitprojekt", "3", "Rufbus"),
    ("Ziel 1: Wohnen", "leitziel", "1", "Wohnen"),
    ("Z1 Wohnen", "leitziel", "1", "Wohnen"),
    ("Z 1.2 Wohnen", "leitziel", "1.2", "Wohnen"),
    ("Leitbild 3: Rad", "", "", "Leitbild 3: Rad"),
    ("Leitsatz 3: Rad", "leitziel", "3", "Rad"),
    ("Zukunftsprojekt 3 Rad", "leitprojekt", "3", "Rad"),
    ("Leitziel B.2 Rad", "leitziel", "B.2", "Rad"),
    ("Leitziel I.2 Rad", "leitziel", "I.2", "Rad"),
    ("Leitziel A-1: Rad", "leitziel", "A-1", "Rad"),
    ("Ziel A: Wohnen", "leitziel", "A", "Wohnen"),
    ("Maßnahme M-03 Radweg", "leitprojekt", "M-03", "Radweg"),
    ("II.1 Leitziel: Wald", "leitziel", "", "Wald"),
    ("Baustein 1: Park", "leitprojekt", "1", "Park"),
    ("Starterprojekt „Dorfladen“", "leitprojekt", "", "Dorfladen"),
    ("Fokusthema 2: Energie", "handlungsfeld", "2", "Energie"),
    ("Maßnahmenpaket 1: Dächer", "leitprojekt", "1", "Dächer"),
    ("HF-A Wohnen", "handlungsfeld", "A", "Wohnen"),
    ("Z-A.1 Bestand", "leitziel", "A.1", "Bestand"),
    ("QZ 2 Klima", "leitziel", "2", "Klima"),
    ("🏠 Leitziel 1: Wohnen", "leitziel", "1", "Wohnen"),
    ("Markthalle (LP 3)", "leitprojekt", "3", "Markthalle"),
    ("Markthalle – Schlüsselprojekt 1", "leitprojekt", "1", "Markthalle"),
    ("Leitziel 1 (Priorität hoch): Wohnen", "leitziel", "1", "Wohnen"),
    ("L E I T Z I E L 1: Wohnen", "leitziel", "1", "Wohnen"),
    ("Leitziel 1: Wohnfläche¹", "leitziel", "1", "Wohnfläche"),
    ("Leitziel 1: 30 m²", "leitziel", "1", "30 m²"),
    ("Kapitel 3: Leitziel 1: Wohnen", "leitziel", "1", "Wohnen"),
    ("Empfehlung der Werkstatt", "", "", "Empfehlung der Werkstatt"),
    ("Grundsatz und Ausnahme", "", "", "Grundsatz und Ausnahme"),
    ("Thema des Abends", "", "", "Thema des Abends"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "number", "title"), FORMS)
def test_a_heading_is_read_in_every_form(text, kind, number, title):
    read = read_heading(text)
    assert (read.kind, read.number, title_of(read) if read.kind else read.title) == (
        kind, number, title,
    )  # fmt: skip


@pytest.mark.parametrize(("label", "text", "outline", "number"), [
    ("3.1", "Leitziel 2: Wege", "3.1", "2"),
    ("2.", "Leitziel: Wege", "", "2"),
    ("Leitziel 2:", "Wege", "", "2"),
    ("LZ 2", "Wege", "", "2"),
    ("(2)", "Leitziel Wege", "", "2"),
])  # fmt: skip
def test_a_number_may_be_one_that_word_counts(label, text, outline, number):
    read = read_heading(text, label=label)
    assert (read.kind, read.outline_number, read.number, read.title) == (
        "leitziel", outline, number, "Wege",
    )  # fmt: skip


def test_the_town_adds_words_and_takes_some_away():
    words = Words({"Zukunftsaufgabe": "leitziel", "Leitlinie": "leitziel", "Projekt": "text"})
    assert read_heading("Zukunftsaufgabe 2: Wasser", words=words).kind == "leitziel"
    assert read_heading("Leitlinie 2: Wasser", words=words).kind == "leitziel"
    assert words.groups["zukunftsaufgaben"] == "leitziel"


@pytest.mark.parametrize(("text", "kind"), [
    ("3.2 Leitziele", "leitziel"),
    ("Kapitel 2: Leitziele", "leitziel"),
    ("Leitziele der Stadtentwicklung", "leitziel"),
    ("Handlungsfelder für Musterstadt 2035", ""),
    ("Handlungsfelder bis 2035", "handlungsfeld"),
    ("Ziele der Beteiligung", ""),
])  # fmt: skip
def test_a_plural_announces_what_follows(text, kind):
    assert group_kind(text) == kind
