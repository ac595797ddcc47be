"""LibreOffice is asked where it is there, never trusted, and never left running."""

import os
import stat
import tempfile
import time
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from strategies.documents import DocumentError, formats, kept, office_suite, parse_document
from strategies.documents.blocks import Picture
from strategies.documents.child import RESULT, read_in_child
from strategies.documents.outline import make_outline
from tests.libreoffice import convert

from .odt import frame, image, odt
from .odt import p as odt_p
from .word import docx, h, item, p, picture, table

LIMIT = 10_000_000
RTF = (
    rb"{\rtf1\ansi{\stylesheet{\s1\outlinelevel0 heading 1;}}"
    rb"{\pard\s1\outlinelevel0 Strategie 1: Mitte\par}{\pard Ein {\b fetter} Satz.\par}}"
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    b'width="200" height="100"><rect width="200" height="100" fill="red"/></svg>'
)
# One worker has the files made that all of these read.
reads_real = pytest.mark.xdist_group("office suite")
needs_suite = pytest.mark.skipif(
    not office_suite.is_available(), reason="LibreOffice (soffice) fehlt auf diesem Rechner."
)


@pytest.fixture
def without(settings):
    settings.OFFICE_SUITE = ""


@pytest.fixture
def program(settings, tmp_path):
    """A program in its place; gives out a function that writes it."""

    def write(script):
        path = tmp_path / f"suite{len(list(tmp_path.iterdir()))}"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(path.stat().st_mode | stat.S_IEXEC)
        settings.OFFICE_SUITE = str(path)

    return write


def running(mark):
    """Command lines that hold ``mark``."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if mark.encode() in entry.read_bytes() and entry.parent.name != str(os.getpid()):
                found.append(entry.parent.name)
        except OSError:
            continue
    return found


@pytest.mark.parametrize("name", ["plan.doc", "plan.rtf", "PLAN.DOC"])
def test_without_it_a_sentence_says_how_to_save(without, name):
    with pytest.raises(DocumentError, match="Speichern unter"):
        parse_document(name, RTF, limit=LIMIT)
    assert ".doc" not in formats()


def test_without_it_a_drawing_is_named_with_its_place(without):
    assert _with_drawing(SVG).bilder == ()
    (hint,) = _with_drawing(SVG).hinweise
    assert "„Plan“" in hint.text
    assert hint.place == "Absatz 1 unter „Mitte“"


def _with_drawing(data, times=1):
    return parse_document(
        "a.docx",
        docx(
            h(1, "Mitte"),
            *[p(picture(alt="Plan"))] * times,
            links={"rBild": ("image", "media/a.svg", False)},
            parts={"word/media/a.svg": data},
        ),
        limit=LIMIT,
    )


def test_the_same_hint_is_said_once_with_its_number_and_places(without):
    (hint,) = _with_drawing(SVG, times=8).hinweise
    assert hint.place == "Absatz 1 unter „Mitte“"
    assert hint.text.startswith("8 Bilder ausgelassen: ")
    assert "Das erste („Plan“) steht hier" in hint.text
    assert "Absatz 2 unter „Mitte“ („Plan“)" in hint.text
    assert hint.text.endswith("und 2 andere.")


def test_what_takes_too_long_is_ended_with_all_it_started(program, monkeypatch):
    monkeypatch.setattr(office_suite, "_SECONDS", 1)
    program("sleep 7654 & sleep 7654")
    with pytest.raises(DocumentError, match="beendet"):
        parse_document("a.rtf", RTF, limit=LIMIT)
    time.sleep(0.2)
    assert running("7654") == []


@pytest.mark.parametrize("script", ["exit 1", "exit 0", "kill -SEGV $$", "yes > out"])
def test_what_breaks_or_gives_nothing_becomes_a_sentence(program, monkeypatch, script):
    monkeypatch.setattr(office_suite, "_SECONDS", 3)
    monkeypatch.setattr(office_suite, "_WRITTEN", 1_000_000)
    program(script)
    with pytest.raises(DocumentError, match=r"\.docx oder \.odt"):
        parse_document("a.rtf", RTF, limit=LIMIT)
    assert _with_drawing(SVG).bilder == ()


def test_a_file_that_is_no_old_document_is_not_handed_over(program, tmp_path):
    program(f"touch {tmp_path}/asked")
    for data in (b"", b"<html>", b"PK\x03\x04", b"=cmd|' /C calc'!A0"):
        with pytest.raises(DocumentError):
            parse_document("a.doc", data, limit=LIMIT)
    assert not (tmp_path / "asked").exists()


@pytest.mark.parametrize(
    "inner",
    [
        b'<image xlink:href="file:///etc/passwd"/>',
        b'<image href="http://fremd.example/a.png"/>',
        b"<style>@import 'http://fremd.example/a.css';</style>",
        b'<rect fill="url(http://fremd.example/a.svg#x)"/>',
    ],
)
def test_a_drawing_that_refers_to_other_files_is_not_handed_over(inner):
    assert office_suite.drawing_suffix(SVG) == ".svg"
    assert office_suite.drawing_suffix(SVG.replace(b"</svg>", inner + b"</svg>")) == ""
    assert office_suite.drawing_suffix(b"<!DOCTYPE svg [<!ENTITY a 'b'>]>" + SVG) == ""
    declared = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">'
    assert office_suite.drawing_suffix(declared + SVG) == ".svg"
    assert office_suite.drawing_suffix(declared + declared + SVG) == ""


def test_nothing_of_our_secrets_and_no_macros_are_at_hand(program, tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "geheim")
    program(f"env > {tmp_path}/env; cat */user/*.xcu > {tmp_path}/profile; echo $* > {tmp_path}/a")
    with pytest.raises(DocumentError):
        parse_document("a.rtf", RTF, limit=LIMIT)
    assert "geheim" not in (tmp_path / "env").read_text()
    assert "DisableMacrosExecution" in (tmp_path / "profile").read_text()
    folder = (tmp_path / "a").read_text().split("UserInstallation=file://")[1].split()[0]
    assert not Path(folder).exists()


@needs_suite
def test_an_old_document_is_read_like_a_new_one(tmp_path, monkeypatch):
    # A folder of its own: other tests convert at the same time.
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    blocks = parse_document("a.rtf", RTF, limit=LIMIT).blocks
    word = docx(h(1, "Strategie 1: Mitte"), p("Ein ", "<w:r><w:rPr><w:b/></w:rPr><w:t>fetter"
                "</w:t></w:r>", " Satz."))  # fmt: skip
    assert blocks == parse_document("a.docx", word, limit=LIMIT).blocks
    # Word and many others also write RTF into files that are called .doc.
    assert parse_document("a.doc", RTF, limit=LIMIT).blocks == blocks
    assert ".doc" in formats()
    with pytest.raises(DocumentError, match="ließ sich nicht öffnen"):
        parse_document("a.doc", OLE + b"x" * 3_000, limit=LIMIT)
    assert running(str(tmp_path)) == []


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """Files as LibreOffice itself writes them."""
    folder = tmp_path_factory.mktemp("real")
    text, drawing = folder / "plan.docx", folder / "skizze.fodg"
    text.write_bytes(
        docx(h(1, "Strategie 1: Mitte"), p("Vorspann."), h(2, "Leitziel 1: Höfe"), p("Grün."),
             item("Bäume"), item("Bänke"), table(["Jahr", "Euro"], ["2026", "10"]),
             h(2, "Leitziel 2: Wege"), p("Kurz."))
    )  # fmt: skip
    drawing.write_text(DRAWING)
    for form in ("doc", "rtf"):
        convert([text], folder, form)
    for form in ("emf", "wmf", "svg"):
        convert([drawing], folder, form)
    return folder


DRAWING = """<?xml version="1.0"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3"
 office:mimetype="application/vnd.oasis.opendocument.graphics"><office:body><office:drawing>
<draw:page><draw:rect svg:x="2cm" svg:y="2cm" svg:width="6cm" svg:height="3cm">
<text:p>Der Markt</text:p></draw:rect></draw:page></office:drawing></office:body>
</office:document>"""


def _with_each(real):
    """A Word file with the same drawing in each form."""
    forms = ("emf", "wmf", "svg")
    return docx(
        h(1, "Mitte"),
        *(p(picture(f"r{form}", alt=f"Skizze {form}")) for form in forms),
        links={f"r{form}": ("image", f"media/a.{form}", False) for form in forms},
        parts={f"word/media/a.{f}": (real / f"skizze.{f}").read_bytes() for f in forms},
    )


@needs_suite
@reads_real
@pytest.mark.parametrize("form", ["doc", "rtf"])
def test_a_document_saved_in_an_old_format_becomes_the_same_tree(real, form):
    word = parse_document("a.docx", (real / "plan.docx").read_bytes(), limit=LIMIT)
    old = parse_document(f"a.{form}", (real / f"plan.{form}").read_bytes(), limit=LIMIT)
    assert make_outline(old).baum().strategien == make_outline(word).baum().strategien


@needs_suite
@reads_real
def test_drawings_of_every_form_become_pictures(real):
    parsed = parse_document("a.docx", _with_each(real), limit=LIMIT)
    assert parsed.hinweise == ()
    assert [bild.content_type for bild in parsed.bilder] == ["image/png"] * 3
    for bild in parsed.bilder:
        low, high = Image.open(BytesIO(bild.data)).convert("L").getextrema()
        assert low < high


@needs_suite
@reads_real
def test_without_it_drawings_of_every_form_are_named(real, settings):
    data = _with_each(real)
    settings.OFFICE_SUITE = ""
    parsed = parse_document("a.docx", data, limit=LIMIT)
    assert parsed.bilder == ()
    told = " ".join(f"{hint.place} {hint.text}" for hint in parsed.hinweise)
    assert all(f"„Skizze {form}“" in told for form in ("emf", "wmf", "svg"))
    for form in ("doc", "rtf"):
        old = (real / f"plan.{form}").read_bytes()
        with pytest.raises(DocumentError, match="Speichern unter"):
            parse_document(f"plan.{form}", old, limit=LIMIT)


@needs_suite
def test_it_works_within_the_limits_of_the_process_that_reads(tmp_path):
    source, folder = tmp_path / "plan.rtf", tmp_path / "result"
    source.write_bytes(RTF)
    folder.mkdir()
    limits = {"bytes": LIMIT, "pages": 500, "seconds": 90, "memory": 2 * 1024**3}
    read_in_child(source, folder, limits=limits)
    assert kept.from_json((folder / RESULT).read_text()).blocks
    assert running(str(folder)) == []


@needs_suite
def test_a_drawing_becomes_a_picture():
    parsed = _with_drawing(SVG, times=3)
    (bild,) = parsed.bilder
    assert bild.content_type == "image/png"
    assert parsed.hinweise == ()
    assert parsed.blocks[1].line == (Picture(bild.sha256, "Plan"),)
    document = odt(odt_p(frame(image("Pictures/a.svg"))), parts={"Pictures/a.svg": SVG})
    assert len(parse_document("a.odt", document, limit=LIMIT).bilder) == 1


_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def _chart(highest):
    points = "".join(
        f'<c:pt idx="{n}"><c:v>{value}</c:v></c:pt>' for n, value in enumerate((1, highest))
    )
    axis = "<c:scaling/><c:delete val='0'/>"
    return (
        f'<c:chartSpace xmlns:c="{_CHART}"><c:chart><c:plotArea><c:barChart><c:ser>'
        f'<c:idx val="0"/><c:order val="0"/><c:val><c:numLit><c:ptCount val="2"/>{points}'
        '</c:numLit></c:val></c:ser><c:axId val="1"/><c:axId val="2"/></c:barChart>'
        f'<c:catAx><c:axId val="1"/>{axis}<c:axPos val="b"/><c:crossAx val="2"/></c:catAx>'
        f'<c:valAx><c:axId val="2"/>{axis}<c:axPos val="l"/><c:crossAx val="1"/></c:valAx>'
        "</c:plotArea></c:chart></c:chartSpace>"
    )


def _with_charts(*charts):
    names = [f"charts/chart{number}.xml" for number in range(len(charts))]
    drawings = [
        p(
            '<w:r><w:drawing><wp:inline><wp:extent cx="2540000" cy="1270000"/>'
            f'<wp:docPr id="1" name="x" descr="Verlauf"/><a:graphic><a:graphicData>'
            f'<c:chart r:id="r{number}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
        )
        for number in range(len(charts))
    ]
    return docx(
        h(1, "Mitte"),
        *drawings,
        links={f"r{number}": ("chart", name, False) for number, name in enumerate(names)},
        parts={f"word/{name}": chart for name, chart in zip(names, charts, strict=True)},
    )


def test_without_it_charts_are_named_with_their_place(without):
    parsed = parse_document("a.docx", _with_charts(_chart(5)), limit=LIMIT)
    assert parsed.bilder == ()
    (hint,) = parsed.hinweise
    assert hint.place == "Absatz 1 unter „Mitte“"
    assert "Diagramm" in hint.text


@needs_suite
def test_charts_become_pictures_each_in_its_place():
    parsed = parse_document("a.docx", _with_charts(_chart(5), _chart(90)), limit=LIMIT)
    first, second = parsed.bilder
    assert first.data != second.data
    assert Image.open(BytesIO(first.data)).size == (500, 250)
    assert [block.line for block in parsed.blocks[1:]] == [
        (Picture(first.sha256, "Verlauf"),),
        (Picture(second.sha256, "Verlauf"),),
    ]
    assert parsed.hinweise == ()


@needs_suite
def test_charts_of_an_opendocument_text_become_pictures(tmp_path):
    word, out = tmp_path / "charts.docx", tmp_path / "out"
    word.write_bytes(_with_charts(_chart(5), _chart(90)))
    out.mkdir()
    data = (convert([word], out, "odt") / "charts.odt").read_bytes()

    parsed = parse_document("a.odt", data, limit=LIMIT)

    assert parsed.hinweise == ()
    first, second = (Image.open(BytesIO(bild.data)) for bild in parsed.bilder)
    assert first.size == second.size
    assert first.width == 2 * first.height
    # Their axes differ: each is drawn, and in its own place.
    assert first.tobytes() != second.tobytes()
    assert min(first.convert("L").getextrema()) < 60


def test_charts_are_left_out_where_drawing_them_fails(program):
    program("exit 1")
    parsed = parse_document("a.docx", _with_charts(_chart(5)), limit=LIMIT)
    assert len(parsed.hinweise) == 1
