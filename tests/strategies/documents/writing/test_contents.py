"""The table of contents names the page of each heading once a program sets the text."""

from datetime import UTC, datetime

import pypdfium2
import pytest

from strategies.documents.writing import FORMATS
from strategies.documents.writing.parts import (
    Contents,
    GridRow,
    Manuscript,
    OwnTable,
    Title,
    Turn,
    heading,
    paragraph,
)
from tests.libreoffice import convert

pytestmark = [pytest.mark.programs, pytest.mark.xdist_group("contents")]

ROWS = tuple(GridRow(((paragraph("Ein Satz, der sich wiederholt. " * 20),),)) for _n in range(30))
PARTS = (
    Title("Abwägung", "Beteiligung"),
    Contents("Inhalt"),
    Turn(landscape=True),
    heading("Anfang", 1),
    OwnTable(("Anregung",), (252,), ROWS, "Anregungen", "Je Zeile eine"),
    heading("Mitte", 2),
    Turn(landscape=False),
    heading("Ende", 1),
    paragraph("Schluss."),
)


@pytest.fixture(scope="module", params=FORMATS)
def pages(request, tmp_path_factory):
    """The words of each page, as LibreOffice sets the text."""
    folder = tmp_path_factory.mktemp(request.param)
    paper = Manuscript("Abwägung", "Elbhagen", "", datetime(2026, 5, 1, tzinfo=UTC), PARTS)
    source = folder / f"paper.{request.param}"
    source.write_bytes(FORMATS[request.param].write(paper))
    convert([source], folder, "pdf")
    document = pypdfium2.PdfDocument(folder / "paper.pdf")
    return [page.get_textpage().get_text_range() for page in document]


def test_each_entry_names_the_page_of_its_heading(pages):
    lines = pages[0].splitlines()
    for title in ("Anfang", "Mitte", "Ende"):
        [entry] = [line for line in lines if line.strip().startswith(title)]
        page = int(entry.rpartition(".")[2])
        assert title in pages[page - 1], entry
    assert len(pages) > 4


def test_no_page_is_empty(pages):
    assert all(page.strip() for page in pages)
