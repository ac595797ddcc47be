"""Documents made to do harm, handed in: a sentence, nothing saved, no process left."""

import tempfile

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from strategies.models import Einlesung, Strategie
from tests.strategies.documents.odt import odt
from tests.strategies.documents.pdf.test_hostile import REFUSED
from tests.strategies.documents.test_child import running
from tests.strategies.documents.test_odt_bad_input import GOOD

pytestmark = pytest.mark.django_db

_LOCKED = "<manifest><file-entry><manifest:encryption-data/></file-entry></manifest>"
_PAGES = (
    '<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"><office:meta>'
    '<meta:document-statistic meta:page-count="10000"/></office:meta></office:document-meta>'
)
_ENTITIES = '<!DOCTYPE a [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><a>&b;</a>'
_DEEP = "<text:section>" * 3000 + "</text:section>" * 3000

FILES = {
    **{
        f"{name}.pdf": (*REFUSED[name],)
        for name in ("encrypted", "script", "10,000 pages", "pages in circles", "bomb",
                     "bomb in a bomb", "drawing each other")
    },
    "encrypted.odt": (
        lambda: odt(*GOOD, parts={"META-INF/manifest.xml": _LOCKED}), "Kennwort",
    ),
    "script.odt": (lambda: odt(*GOOD, parts={"Basic/Standard/Module1.xml": "<a/>"}), "Makros"),
    "10000 pages.odt": (lambda: odt(*GOOD, parts={"meta.xml": _PAGES}), "10000 Seiten"),
    "bomb.odt": (
        lambda: odt(*GOOD, parts={"Pictures/a.png": b"\0" * 21_000_000}), "entpackt",
    ),
    "entities.odt": (lambda: odt(parts={"content.xml": _ENTITIES}), ""),
    "recursion.odt": (lambda: odt(*GOOD, _DEEP), ""),
    "recursion.md": (lambda: b"# Mitte\n\n" + b">" * 5000 + b" tief\n", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_document_leaves_a_sentence_and_nothing_else(
    client,
    konzept,
    editor,
    name,
    tmp_path,
    settings,
    monkeypatch,
    django_capture_on_commit_callbacks,
):
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    settings.DOCUMENT_LIMIT_BYTES = 1_000_000
    make, words = FILES[name]
    file = SimpleUploadedFile(name, make())

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/schreibtisch/einlesen/", {"target": konzept.pk, "document": file})

    row = Einlesung.objects.get()
    assert (row.state, words in row.sentence) == ("failed", True), row.sentence
    assert row.sentence in client.get(answer.url).context["einlesung"].sentence
    assert default_storage.listdir(row.folder)[1] == [f"dokument.{name.rpartition('.')[2]}"]
    assert not Strategie.objects.exists()
    assert running(folder) == []
    assert [*folder.iterdir()] == []
