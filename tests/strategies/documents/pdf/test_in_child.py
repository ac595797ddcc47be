"""PDFs in the process that reads uploads: read with its limits, and nothing is left of it."""

import pytest

from strategies.documents import DocumentError
from strategies.documents.child import RESULT, read_in_child

from .pages import lines, pdf

LIMITS = {"bytes": 10_000_000, "pages": 2, "seconds": 60, "memory": 2 * 1024**3}
PAGE = lines(72, 700, "Leitziel 1: Wohnen", "Die Stadt schafft Wohnraum.")


def _read(folder, data):
    path = folder / "plan.pdf"
    path.write_bytes(data)
    result = folder / "result"
    result.mkdir()
    heard = []
    read_in_child(path, result, limits=LIMITS, listener=lambda *said: heard.append(said))
    return result, heard


def test_a_pdf_is_read_with_progress_by_page(tmp_path):
    result, _heard = _read(tmp_path, pdf(PAGE, PAGE))
    assert "Wohnraum" in (result / RESULT).read_text()


def test_a_pdf_with_more_pages_than_allowed_is_refused_before_it_is_read(tmp_path):
    with pytest.raises(DocumentError, match="3 Seiten"):
        _read(tmp_path, pdf(PAGE, PAGE, PAGE))
    assert not (tmp_path / "result" / RESULT).exists()
