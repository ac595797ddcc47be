"""LibreOffice saves a Word file as .odt; both say the same."""

from pathlib import Path

import pytest

from strategies.documents import office_suite, parse_document
from strategies.documents.outline import make_outline
from tests.libreoffice import convert

LIMIT = 50_000_000
DATA = Path(__file__).parents[4] / "shared" / "data"
WORD = sorted([*DATA.glob("*.docx"), *DATA.glob("planning/*.docx")])
pytestmark = [
    pytest.mark.programs,
    pytest.mark.xdist_group("odt like word"),  # one worker has them converted, once
    pytest.mark.skipif(not WORD, reason="real documents are not at hand"),
    pytest.mark.skipif(
        not office_suite.is_available(), reason="LibreOffice (soffice) fehlt auf diesem Rechner."
    ),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """All of them as .odt; each start of the program takes seconds."""
    return convert(WORD, tmp_path_factory.mktemp("odt"), "odt")


@pytest.mark.parametrize("word", WORD, ids=lambda path: path.stem)
def test_the_tree_is_that_of_the_word_file(folder, word):
    odt = folder / f"{word.stem}.odt"
    trees = [
        make_outline(parse_document(path.name, path.read_bytes(), limit=LIMIT)).baum()
        for path in (word, odt)
    ]
    assert trees[0] == trees[1]
