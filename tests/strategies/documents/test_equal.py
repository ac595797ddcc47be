"""The Word file and the Markdown of one document give the same tree."""

import random
from pathlib import Path

import pytest

from strategies.documents import read_document
from strategies.documents.blocks import Break, Paragraph, Run
from strategies.documents.canonical import canonical_blocks
from strategies.documents.commonmark import parse
from strategies.documents.serialise import serialise

from .word import docx, h, item, p, run, table

LIMIT = 10_000_000
DATA = Path(__file__).parents[4] / "shared" / "data"
SAMPLE = Path(__file__).parent / "samples" / "elbhagen.md"

needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="real documents are not at hand")


def _sample_docx():
    """tests/strategies/documents/samples/elbhagen.md, as somebody typed it in Word."""
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    link = f'<w:hyperlink r:id="rWeb">{run("Radwegenetz")}</w:hyperlink>'
    return docx(
        h(1, "Strategie 2 – Unterwegs in Elbhagen"),
        p("Bürger*innen und Besucher*innen", run(" sollen ", "<w:b/>"), "gut  ankommen."),
        h(2, "Leitziel 1: „Sicher mit dem Rad“"),
        p("Das ", link, " wächst um 12\u00a0km.", note),
        item("Schulwege", num=1),
        item("zuerst Nord", num=1, level=1),
        item("Bahnhof", num=1),
        h(3, "Kosten"),
        table(["Jahr", "Euro"], ["2026", "10|20"]),
        h(2, "4.1 Leitprojekt II „Mobilstation“ (aus dem Klimaplan)"),
        p("Das Leitprojekt bezieht sich auf das Gebiet der Gemeinde Elbhagen."),
        p("Das Leitprojekt unterstützt:"),
        p("Handlungsfeld 2.1: Bus und Bahn"),
        links={"rWeb": ("hyperlink", "https://rad.elbhagen.example/", True)},
        footnotes=f'<w:footnote w:id="2">{p("Ohne ", run("Feldwege", "<w:i/>"), ".")}</w:footnote>',
    )


def test_word_and_markdown_of_a_document_are_equal():
    word = read_document("a.docx", _sample_docx(), limit=LIMIT)
    markdown = read_document("a.md", SAMPLE.read_bytes(), limit=LIMIT)
    assert word == markdown
    (strategie,) = word.strategien
    assert (strategie.number, strategie.title) == ("2", "Unterwegs in Elbhagen")
    rad, station = strategie.bausteine
    assert rad.title == "Sicher mit dem Rad"
    assert "[^1]: Ohne *Feldwege*." in rad.text
    assert (station.source, station.region) == ("dem Klimaplan", "Gemeinde Elbhagen")
    assert [(v.number, v.title) for v in station.supports] == [("2.1", "Bus und Bahn")]
    assert "unterstützt" not in station.text


@needs_data
@pytest.mark.parametrize("name", ["lenzen-strategie-3", "ilek-magdeburg-leitprojekt-10"])
def test_the_real_documents_are_equal(name):
    trees = [
        read_document(f"{name}{ending}", (DATA / f"{name}{ending}").read_bytes(), limit=LIMIT)
        for ending in (".docx", ".md")
    ]
    assert trees[0] == trees[1]
    assert trees[0].hinweise == ()


@needs_data
def test_lenzen_is_one_strategie_with_five_leitziele_and_their_whole_text():
    data = (DATA / "lenzen-strategie-3.docx").read_bytes()
    (strategie,) = read_document("lenzen.docx", data, limit=LIMIT).strategien
    source = (DATA / "lenzen-strategie-3.md").read_text().split("\n## ")
    assert (strategie.number, strategie.title) == ("3", "Lebendige Stadt Lenzen")
    assert strategie.intro == source[0].split("\n\n", 1)[1].strip()
    assert [(b.kind, b.number) for b in strategie.bausteine] == [("leitziel", "")] * 5
    assert [(b.title, b.text) for b in strategie.bausteine] == [
        tuple(part.strip() for part in section.split("\n\n", 1)) for section in source[1:]
    ]


@needs_data
def test_magdeburg_is_a_leitprojekt_with_all_that_belongs_to_it():
    data = (DATA / "ilek-magdeburg-leitprojekt-10.docx").read_bytes()
    (strategie,) = read_document("md.docx", data, limit=LIMIT).strategien
    (leitprojekt,) = strategie.bausteine
    assert (leitprojekt.kind, leitprojekt.number) == ("leitprojekt", "X")
    assert leitprojekt.outline_number == "3.4.9"
    assert leitprojekt.title.startswith("Entwicklung neuer Organisationsformen")
    assert leitprojekt.title.endswith("Public Private Partnership (PPP)")
    assert leitprojekt.source == "Leitprojekt XI ILEK Magdeburg"
    assert leitprojekt.region == "ILEK Magdeburg"
    assert leitprojekt.text.count("\n- ") == 4
    assert [v.number for v in leitprojekt.supports] == ["5.2", "5.3", "5.4"]


@pytest.mark.parametrize("seed", range(60))
def test_whatever_word_shows_reads_back_as_the_same_words(seed):
    """Text full of signs that mean something to Markdown, in any mix of looks."""
    chance = random.Random(seed)  # noqa: S311
    pieces = ["*", "**", "_", "#", " ", "a", "Wort", "1.", "- ", "[x]", "(y)", "<b>", "|", "~~",
              "`", "\\", "&amp;", "!", "[^1]", "+", ">", "=", "http://x.de", "ß*in"]  # fmt: skip
    line = []
    for _number in range(chance.randint(1, 9)):
        text = "".join(chance.choices(pieces, k=chance.randint(1, 5)))
        line.append(Run(text, bold=chance.random() < 0.3, italic=chance.random() < 0.3))
        if chance.random() < 0.15:
            line.append(Break())
    blocks = canonical_blocks([Paragraph(tuple(line))])
    written = serialise(blocks, {}, heading_level=2)
    again, _notes = parse(written, picture=lambda *_args: None)
    assert _words(again) == _words(blocks)
    assert serialise(again, {}, heading_level=2) == written


def _words(blocks):
    """The text of the paragraphs, whatever it looks like."""
    return [
        "".join("\n" if isinstance(item, Break) else item.text for item in block.line)
        for block in blocks
    ]
