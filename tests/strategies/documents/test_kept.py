"""A document that was read, kept as JSON and taken up again."""

from pathlib import Path

import pytest

from strategies.documents import kept, parse_document
from strategies.documents.blocks import (
    BildTeil,
    Heading,
    Hinweis,
    ListBlock,
    Look,
    NoteRef,
    Paragraph,
    ParsedDocument,
    Picture,
    Run,
    Table,
)

SAMPLES = sorted((Path(__file__).parent / "samples").rglob("*.docx"))
SHARED = Path(__file__).parents[4] / "shared" / "data"


def line(text):
    return (Run(text),)


def test_everything_a_block_can_hold_comes_back():
    parsed = ParsedDocument(
        blocks=(
            Heading(1, line("Mitte"), label="1.", page=3),
            Paragraph((Run("Fett", bold=True), NoteRef("is")), Look(12.5, True, 2, 4)),
            ListBlock(3, ((Paragraph(line("Erstens")),), (Paragraph(line("Zweitens")),))),
            Table(((line("a"), ()), (line("b"), (Picture("0" * 64, "Der Markt"),)))),
        ),
        # A note may have any name, that of a mark of ours too.
        notes={"is": (Paragraph(line("Siehe oben.")),), "of": ()},
        bilder=(BildTeil("0" * 64, b"\x89PNG", "image/png"),),
        hinweise=(Hinweis("Absatz 3", "Ein Diagramm wurde ausgelassen."),),
        pages=12,
    )

    text = kept.to_json(parsed)
    again = kept.from_json(text, bytes_of={"0" * 64: b"\x89PNG"}.get)

    # Blocks compare equal whatever they look like; here every look counts.
    assert repr(again) == repr(parsed)
    assert "PNG" not in text
    assert kept.from_json(text).bilder[0].data == b""


@pytest.mark.parametrize("text", ["", "{", "[]", '{"is": "Popen", "args": "x"}', '{"a": 1}'])
def test_what_is_no_kept_document_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        kept.from_json(text)


def test_real_documents_come_back_as_they_were():
    files = [*SAMPLES, *SHARED.glob("*.docx"), *sorted((SHARED / "planning").glob("*.docx"))[:12]]
    if not files:
        pytest.skip("shared/data is missing")
    for file in files:
        parsed = parse_document(file.name, file.read_bytes(), limit=10**8)
        bytes_of = {bild.sha256: bild.data for bild in parsed.bilder}.get
        assert repr(kept.from_json(kept.to_json(parsed), bytes_of=bytes_of)) == repr(parsed), file
