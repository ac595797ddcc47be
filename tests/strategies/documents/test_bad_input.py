"""Bad input gets a sentence that names the place."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from strategies.documents import DocumentError, read_document

from .word import document, docx, h, p

LIMIT = 200_000
GOOD = (h(1, "Strategie 1: Mitte"), h(2, "Leitziel 1: Wege"), p("Text."))


def refused(name, data, limit=LIMIT):
    with pytest.raises(DocumentError) as caught:
        read_document(name, data, limit=limit)
    return caught.value.sentence


def test_a_good_document_is_read():
    assert read_document("a.docx", docx(*GOOD), limit=LIMIT).strategien


@pytest.mark.parametrize("data", [b"", b"kein Word", b"PK\x03\x04kaputt", b"%PDF-1.7"])
def test_a_file_that_is_not_word_is_refused(data):
    assert "keine Word-Datei" in refused("a.docx", data)


def test_another_kind_of_office_file_is_refused():
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    assert "keine Word-Datei" in refused("a.docx", docx(*GOOD, content_type=sheet))


def test_a_damaged_part_is_named():
    sentence = refused("a.docx", docx(raw_document="<w:document"))
    assert "word/document.xml" in sentence


def test_old_and_encrypted_word_files_are_asked_for_as_docx():
    assert ".docx" in refused("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    assert ".docx" in refused("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


def test_other_endings_are_refused():
    assert "weder" in refused("plan.pages", b"PK")


def test_a_file_over_the_limit_is_refused_with_both_sizes():
    sentence = refused("plan.docx", b"x" * 300_001, limit=200_000)
    assert "plan.docx" in sentence
    assert "KB" in sentence


def test_a_file_that_unpacks_to_too_much_is_refused():
    bomb = docx(*GOOD, parts={"word/media/a.png": b"\0" * (LIMIT * 20 + 1)})
    assert len(bomb) < LIMIT
    assert "entpackt" in refused("a.docx", bomb)


def test_a_file_that_lies_about_its_unpacked_size_is_refused():
    target = BytesIO(docx(*GOOD))
    with ZipFile(target, "a", ZIP_DEFLATED) as archive:
        archive.writestr("word/media/a.png", b"\0" * (LIMIT * 20 + 1))
    data = bytearray(target.getvalue())
    real = (LIMIT * 20 + 1).to_bytes(4, "little")
    while (at := data.find(real)) >= 0:
        data[at : at + 4] = (10).to_bytes(4, "little")
    refused("a.docx", bytes(data))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_external_entities_are_refused_without_being_read(tmp_path, encoding):
    secret = tmp_path / "geheim.txt"
    secret.write_text("Passwort")
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?>'
        f'<!DOCTYPE d [<!ENTITY x SYSTEM "file://{secret}">]>'
        + document(h(1, "&x;")).split("?>", 1)[1]
    )
    sentence = refused("a.docx", docx(raw_document=text.encode(encoding)))
    assert "word/document.xml" in sentence
    assert "Passwort" not in sentence


def test_a_declaration_in_a_side_part_is_refused_too():
    parts = {"word/comments.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a/>'}
    assert "word/comments.xml" in refused("a.docx", docx(*GOOD, parts=parts))


def test_macros_are_refused_by_ending_part_and_type():
    macro = "application/vnd.ms-word.document.macroEnabled.main+xml"
    assert "Makros" in refused("a.docm", docx(*GOOD))
    assert "Makros" in refused("a.docx", docx(*GOOD, parts={"word/vbaProject.bin": b"x"}))
    assert "Makros" in refused("a.docx", docx(*GOOD, content_type=macro))


@pytest.mark.parametrize(("name", "data"), [
    ("a.md", b"Nur Text."),
    ("a.docx", docx(p("Nur Text."))),
])  # fmt: skip
def test_a_document_without_headings_is_refused(name, data):
    assert "keine Überschriften" in refused(name, data)


def test_the_same_number_is_fine_for_another_kind():
    data = b"# Mitte\n\n## Leitziel 1: Wege\n\n## Leitprojekt 1: Haus\n"
    (strategie,) = read_document("a.md", data, limit=LIMIT).strategien
    assert [b.kind for b in strategie.bausteine] == ["leitziel", "leitprojekt"]


def test_wrong_encoding_is_refused_with_the_line():
    data = "# Mitte\n\n## Wege\n\nGrün\n".encode("latin-1")
    assert "Zeile 5" in refused("a.md", data)


def test_a_byte_order_mark_is_no_error():
    data = b"\xef\xbb\xbf" + "# Mitte\n\n## Grün\n".encode()
    assert read_document("a.md", data, limit=LIMIT).strategien[0].title == "Mitte"


def test_deeply_nested_xml_is_no_crash():
    deep = "<w:ins>" * 200 + "<w:r><w:t>tief</w:t></w:r>" + "</w:ins>" * 200
    baum = read_document("a.docx", docx(*GOOD, f"<w:p>{deep}</w:p>"), limit=LIMIT)
    assert "tief" in baum.strategien[0].bausteine[0].text
