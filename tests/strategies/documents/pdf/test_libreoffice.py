"""A Word file and the PDF that LibreOffice makes of it are read alike."""

import json
from pathlib import Path

import pytest

from strategies.documents import parse_document, read_document
from strategies.documents.outline import make_outline
from tests.libreoffice import convert

from ..test_equal import LIMIT, _sample_docx

DATA = Path(__file__).parents[5] / "shared" / "data"
PLANNING = DATA / "planning"
REAL = ("lenzen-strategie-3", "ilek-magdeburg-leitprojekt-10")

# One worker has them converted, once in each form.
pytestmark = [pytest.mark.programs, pytest.mark.xdist_group("pdf of word")]
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the documents are not at hand")


def _form(*, tags, bookmarks):
    values = {"UseTaggedPDF": tags, "ExportBookmarks": bookmarks}
    options = {
        name: {"type": "boolean", "value": str(value).lower()} for name, value in values.items()
    }
    return f"pdf:writer_pdf_Export:{json.dumps(options)}"


FORMS = {
    "tags and bookmarks": _form(tags=True, bookmarks=True),
    "bookmarks": "pdf",
    "nothing": _form(tags=False, bookmarks=False),
}


@pytest.fixture(scope="module", params=FORMS)
def made(request, tmp_path_factory):
    """A folder with PDFs of all documents, in one of the forms."""
    folder = tmp_path_factory.mktemp("libreoffice")
    sample = folder / "elbhagen.docx"
    sample.write_bytes(_sample_docx())
    files = [sample, *DATA.glob("*.docx"), *PLANNING.glob("*.docx")]
    return request.param, convert(files, folder, FORMS[request.param])


def _trees(made, name, source):
    _form, folder = made
    word = read_document(f"{name}.docx", source.read_bytes(), limit=LIMIT)
    paper = read_document(f"{name}.pdf", (folder / f"{name}.pdf").read_bytes(), limit=LIMIT)
    return word, paper


def _titles(tree):
    return [
        (s.number, s.title, [(b.kind, b.number, b.title, b.source) for b in s.bausteine])
        for s in tree.strategien
    ]


def _texts(tree):
    return [(s.intro, [b.text for b in s.bausteine]) for s in tree.strategien]


def test_a_document_of_our_own_has_the_same_titles_and_words(made):
    form, folder = made
    word, paper = _trees(made, "elbhagen", folder / "elbhagen.docx")
    assert _titles(paper) == _titles(word)
    if form == "tags and bookmarks":
        (intro, texts), (same_intro, others) = _texts(paper)[0], _texts(word)[0]
        assert (intro, texts[1:]) == (same_intro, others[1:])
        assert "[^1]: Ohne *Feldwege*." in texts[0]
        assert "| 2026 | 10\\|20 |" in texts[0]


@needs_data
@pytest.mark.parametrize("name", REAL)
def test_the_real_documents_are_equal_in_every_word(made, name):
    word, paper = _trees(made, name, DATA / f"{name}.docx")
    assert _titles(paper) == _titles(word)
    assert _texts(paper) == _texts(word)


@needs_data
def test_nine_in_ten_planning_documents_that_are_right_from_word_are_right(made):
    _form, folder = made
    cases = json.loads((PLANNING / "cases.json").read_text())
    right, wrong = [], []
    for name, case in cases.items():
        source = PLANNING / name
        if source.suffix != ".docx" or not _is_right(source, case):
            continue
        paper = folder / f"{source.stem}.pdf"
        (right if _is_right(paper, case) else wrong).append(name)
    assert len(right) >= 40
    assert len(right) >= 9 * len(wrong), wrong


def _is_right(path, case):
    parsed = parse_document(path.name, path.read_bytes(), limit=LIMIT)
    tree = make_outline(parsed).baum()
    parts = [[b.kind, b.number, b.title.casefold()] for s in tree.strategien for b in s.bausteine]
    wanted = [[kind, number, title.casefold()] for kind, number, title in case["want"]]
    names = [s.title for s in tree.strategien]
    said = [text for s in tree.strategien for text in (s.title, s.intro)]
    for strategie in tree.strategien:
        for baustein in strategie.bausteine:
            said += [baustein.title, baustein.text, *(value for _name, value in baustein.facts)]
    text = "\n".join(said)
    titles = [b.title for s in tree.strategien for b in s.bausteine]
    return (
        parts == wanted
        and (not case["strategien"] or names == case["strategien"])
        and all(words in text for words in case["has"])
        and not any(words in text for words in case["lacks"])
        and not any(words in title for words in case["titles_lack"] for title in titles)
    )
