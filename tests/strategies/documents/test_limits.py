"""Work is limited before it is done: what is refused is counted, never parsed."""

from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.exceptions import ValidationError
from lxml import etree
from markdown_it import MarkdownIt
from PIL import Image

from strategies import limits, markdown
from strategies.admin.forms import MarkdownField
from strategies.documents import DocumentError, read_document
from strategies.documents import limits as document_limits
from strategies.documents.word_styles import Styles
from strategies.limits import TooMuchWork, refuse_work

from . import word

LIMIT = 10 * 1024 * 1024
HEADING = '<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>Titel</w:t></w:r></w:p>'
SENTENCE = word.p("Ein Satz.")


def _nested(depth):
    inner = SENTENCE
    for _level in range(depth):
        inner = f"<w:tbl><w:tr><w:tc>{inner}{SENTENCE}</w:tc></w:tr></w:tbl>"
    return inner + SENTENCE


def _wide(rows, span):
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>{SENTENCE}</w:tc>'
    return f"<w:tbl>{f'<w:tr>{cell}</w:tr>' * rows}</w:tbl>"


WORD = {
    "Absätze": SENTENCE * 20_000,
    "verschieden gestaltete Stellen": f"<w:p>{'<w:r><w:t>a</w:t></w:r>' * 160_000}</w:p>",
    "Zeilen in Tabellen": f"<w:tbl>{'<w:tr/>' * 11_000}</w:tbl>",
    "Zellen in Tabellen": _wide(700, 63),
    "Fußnoten und Verweise darauf": "<w:p>"
    + "".join(f'<w:r><w:footnoteReference w:id="{n}"/></w:r>' for n in range(3_100))
    + "</w:p>",
    "Bilder": f"<w:p>{'<w:r><w:drawing/></w:r>' * 1_100}</w:p>",
    "Ebenen ineinander": _nested(30),
    "Zeichen in einem Absatz": word.p("[" * 900_000),
    "XML-Elemente": "<w:bookmarkStart/>" * 3_100_000,
}


@pytest.fixture
def parsed(monkeypatch):
    """How many paragraphs of a document were looked at."""
    seen = []
    look = Styles.is_contents
    monkeypatch.setattr(
        Styles, "is_contents", lambda self, paragraph: seen.append(1) or look(self, paragraph)
    )
    return seen


@pytest.mark.parametrize("what", WORD)
def test_a_word_document_is_refused_before_its_paragraphs_are_read(parsed, what):
    with pytest.raises(DocumentError, match=what) as refusal:
        read_document("a.docx", word.docx(HEADING, WORD[what]), limit=LIMIT)
    assert "möglich sind höchstens" in str(refusal.value)
    assert not parsed


def test_what_stands_in_the_notes_counts_too(parsed):
    notes = f'<w:footnote w:id="1">{SENTENCE * 21_000}</w:footnote>'
    with pytest.raises(DocumentError, match="Absätze"):
        read_document("a.docx", word.docx(HEADING, SENTENCE, footnotes=notes), limit=LIMIT)


def test_a_long_document_is_read(parsed):
    """As long as the longest planning documents."""
    data = word.docx(HEADING, SENTENCE * 2_000)
    assert read_document("a.docx", data, limit=LIMIT).strategien


MARKDOWN = {
    "Zeichen in einem Absatz": "[" * 90_000,
    "Zeichen, ": "[" * 900_000,
    "Absätze": "Ein Satz.\n\n" * 20_000,
    "Zeilen": "Satz.\n" * 30_000,
    "Fußnoten und Verweise darauf": "Ein Satz.[^a]\n\n" * 3_100 + "[^a]: Note",
    "Bilder": "![](x.png)\n\n" * 1_100,
    "Ebenen ineinander": "> " * 5_000 + "Satz",
    "Spalten": "|" + "a|" * 2_000 + "\n|" + "-|" * 2_000 + "\n|a|\n",
    "Zellen in Tabellen": ("|" + "a|" * 60 + "\n|" + "-|" * 60 + "\n" + "|a|\n" * 400),
    "Linkadressen": "[a]" * 3_000 + "\n\n[a]: http://x/" + "y" * 10_000,
}


@pytest.fixture
def tokens(monkeypatch):
    """Every call of the parser."""
    calls = []
    parse = MarkdownIt.parse
    monkeypatch.setattr(
        MarkdownIt, "parse", lambda self, *args: calls.append(1) or parse(self, *args)
    )
    return calls


@pytest.mark.parametrize("what", MARKDOWN)
def test_a_markdown_document_is_refused_before_it_is_parsed(tokens, what):
    text = f"# Titel\n\n{MARKDOWN[what]}"
    with pytest.raises(DocumentError, match=what):
        read_document("a.md", text.encode(), limit=LIMIT)
    assert not tokens


@pytest.mark.parametrize(
    "text",
    [
        *(text for what, text in MARKDOWN.items() if what != "Absätze"),
        "*" * 900_000, "`" * 300_000, "<" * 300_000, "- " * 5_000 + "a", "1. " * 5_000 + "a",
        "![" * 400_000, "[a](" * 100_000, "\\" * 300_000, "a\n\n" * 100_000, "~" * 500_000,
    ],
)  # fmt: skip
def test_a_text_that_makes_too_much_work_is_neither_saved_nor_rendered(tokens, text):
    with pytest.raises(TooMuchWork, match="möglich sind höchstens"):
        refuse_work(text)
    with pytest.raises(ValidationError, match="möglich sind höchstens"):
        MarkdownField(label="Text").clean(text)
    assert markdown.render(text).startswith("<pre>")
    assert not tokens


def test_a_long_text_is_rendered():
    text = (
        "## Titel\n\n" + "Ein Satz mit **Nachdruck** und [Link](https://example.org).\n\n" * 1_000
    )
    assert markdown.render(text).count("<p>") == 1_000


def test_a_picture_in_the_document_is_no_text():
    data = "# Titel\n\n![x](data:image/png;base64," + "A" * 100_000 + ")\n"
    assert read_document("a.md", data.encode(), limit=LIMIT).hinweise


def test_each_limit_of_a_text_holds_for_documents():
    assert document_limits.MOST_PARAGRAPHS <= limits.MOST_LINES


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("name", ["word/document.bin", "word/document", "dokument.XML"])
def test_a_declaration_is_refused_whatever_the_part_is_called(
    tmp_path, name, encoding, monkeypatch
):
    """The relationships name the main part, not its ending."""
    parsed = []
    fromstring = etree.fromstring
    monkeypatch.setattr(
        etree, "fromstring", lambda data, *args: parsed.append(data) or fromstring(data, *args)
    )
    text = word.document(SENTENCE).replace("?>", "?><!DOCTYPE x [<!ENTITY a 'b'>]>", 1)
    text = text.replace("UTF-8", encoding.upper())
    path = tmp_path / "a.docx"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", word._relationships({"r": ("officeDocument", name, False)}))
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Override PartName="/{name}" ContentType="{word._MAIN}"/></Types>',
        )
        archive.writestr(name, text.encode(encoding))
    with pytest.raises(DocumentError, match="Dokumenttyp-Deklaration"):
        read_document("a.docx", path.read_bytes(), limit=LIMIT)
    assert not [data for data in parsed if b"ENTITY" in data.replace(b"\0", b"")]


def test_a_picture_shown_many_times_is_decoded_once(monkeypatch):
    opened = []
    original = Image.open
    monkeypatch.setattr(Image, "open", lambda *a, **k: opened.append(1) or original(*a, **k))
    data = word.docx(
        HEADING,
        f"<w:p>{word.picture()}</w:p>" * 300,
        parts={"word/media/bild.png": word.png()},
        links={"rBild": ("image", "media/bild.png", False)},
    )
    opened.clear()
    assert len(read_document("a.docx", data, limit=LIMIT).bilder) == 1
    assert len(opened) == 1
