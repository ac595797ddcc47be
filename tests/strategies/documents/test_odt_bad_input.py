"""Bad OpenDocument files get a sentence; nothing outside of them is ever asked for."""

import socket

import pytest

from strategies.documents import DocumentError, read_document

from .odt import BOLD, PARTS, TEXT, content, frame, h, image, items, note, odt, p, style, table

LIMIT = 300_000
GOOD = (h(1, "Strategie 1: Mitte"), h(2, "Leitziel 1: Wege"), p("Text."))


def refused(data, name="a.odt", limit=LIMIT):
    with pytest.raises(DocumentError) as caught:
        read_document(name, data, limit=limit)
    return caught.value.sentence


def read(*body, **options):
    return read_document("a.odt", odt(*GOOD, *body, **options), limit=LIMIT)


def test_a_good_document_is_read():
    assert read().strategien


@pytest.mark.parametrize("data", [b"", b"kein Text", b"PK\x03\x04kaputt", b"%PDF-1.7"])
def test_a_file_that_is_no_opendocument_is_refused(data):
    assert "kein OpenDocument-Text" in refused(data)


@pytest.mark.parametrize("kind", ["application/vnd.oasis.opendocument.spreadsheet", "", "x" * 999])
def test_another_kind_of_file_is_refused(kind):
    assert "kein OpenDocument-Text" in refused(odt(*GOOD, kind=kind))


def test_a_template_is_refused_by_ending_and_kind():
    assert "Dokumentvorlage" in refused(odt(*GOOD), name="a.ott")
    assert "Dokumentvorlage" in refused(odt(*GOOD, kind=f"{TEXT}-template"))


def test_a_document_without_text_or_a_damaged_one_is_refused():
    assert "kein OpenDocument-Text" in refused(odt(parts={"content.xml": None}))
    assert "content.xml" in refused(odt(raw_content="<office:document-content"))
    sheet = content().replace("office:text", "office:spreadsheet")
    assert "keinen Text" in refused(odt(raw_content=sheet))


def test_an_encrypted_file_is_refused():
    manifest = "<manifest><file-entry><manifest:encryption-data/></file-entry></manifest>"
    assert "Kennwort" in refused(odt(*GOOD, parts={PARTS: manifest}))
    assert "Kennwort" in refused(odt(*GOOD, parts={"encrypted-package": "x"}))


def test_macros_are_refused_and_an_empty_library_is_not():
    assert "Makros" in refused(odt(*GOOD, parts={"Basic/Standard/Module1.xml": "<a/>"}))
    assert "Makros" in refused(odt(*GOOD, parts={"Scripts/python/a.py": "x"}))
    assert read(parts={"Basic/script-lc.xml": "<a/>", "Basic/Standard/script-lb.xml": "<a/>"})


def test_a_file_that_unpacks_to_too_much_is_refused():
    bomb = odt(*GOOD, parts={"Pictures/a.png": b"\0" * (LIMIT * 20 + 1)})
    assert len(bomb) < LIMIT
    assert "entpackt" in refused(bomb)


@pytest.mark.parametrize("part", ["content.xml", "styles.xml", "meta.xml"])
def test_entities_are_refused_without_being_read(tmp_path, part):
    secret = tmp_path / "geheim.txt"
    secret.write_text("Passwort")
    doctype = f'?><!DOCTYPE a [<!ENTITY x SYSTEM "file://{secret}">]>'
    raw = content(h(1, "&x;")).replace("?>", doctype, 1)
    sentence = refused(odt(*GOOD, parts={part: raw}))
    assert part in sentence
    assert "Passwort" not in sentence


def test_a_formula_with_a_document_type_is_left_out_like_any_damaged_one():
    parts = {"Object 1/content.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}
    baum = read(p(frame('<draw:object xlink:href="./Object 1"/>')), parts=parts)
    assert len(baum.hinweise) == 1


def test_nothing_outside_of_the_file_is_asked_for(monkeypatch, tmp_path):
    asked = []
    monkeypatch.setattr(socket.socket, "connect", lambda *args: asked.append(args))
    secret = tmp_path / "geheim.png"
    secret.write_bytes(b"Geheim")
    body = [
        p(frame(image(address)))
        for address in ("http://fremd.example/a.png", f"file://{secret}", str(secret), "//a/b")
    ]
    linked = '<text:section><text:section-source xlink:href="http://fremd.example/b.odt"/>'
    baum = read(*body, f"{linked}{p('Kopie')}</text:section>")
    assert not asked
    assert baum.hinweise[0].text.startswith("4 Bilder ausgelassen: das Bild liegt nicht")
    assert "Kopie" in baum.strategien[0].bausteine[0].text


def _deep(depth):
    return "<text:section>" * depth + p("tief") + "</text:section>" * depth


SENTENCE = p("Ein Satz.")
REPEATED = '<table:table-row table:number-rows-repeated="1000000">'
WIDE = f'<table:table-cell table:number-columns-repeated="16384">{SENTENCE}</table:table-cell>'


def nested(depth):
    return (
        "".join(["<table:table><table:table-row><table:table-cell>"] * depth)
        + SENTENCE
        + ("</table:table-cell></table:table-row></table:table>" * depth)
    )


BOMBS = {
    "Absätze": SENTENCE * 40_000,
    "verschieden gestaltete Stellen": p("<text:span>a</text:span>" * 200_000),
    "Zeilen in Tabellen": table(["a"]).replace("<table:table-row>", REPEATED),
    "Zellen in Tabellen": table([WIDE]) * 2_000,
    "Fußnoten und Verweise darauf": p(*[note("x")] * 5_001),
    "Bilder": p(*[frame(image())] * 3_000),
    "Ebenen ineinander": nested(30),
    "Zeichen in einem Absatz": p("[" * 900_000),
    "XML-Elemente": "<text:bookmark/>" * 3_100_000,
}


@pytest.mark.parametrize("what", BOMBS)
def test_a_document_is_refused_before_its_paragraphs_are_read(monkeypatch, what):
    from strategies.documents.odf.inline import OdfInline

    seen = []
    monkeypatch.setattr(OdfInline, "line", lambda *args: seen.append(1) or ())
    sentence = refused(odt(*GOOD, BOMBS[what]), limit=10_000_000)
    assert what in sentence
    assert "möglich sind höchstens" in sentence
    assert not seen


@pytest.mark.parametrize("depth", [195, 240, 5_000])
def test_elements_in_each_other_are_no_crash(depth):
    data = odt(*GOOD, _deep(depth))
    assert refused(data) if depth > 200 else "keine"


@pytest.mark.parametrize(
    "deep",
    [
        lambda n: p("<text:span>" * n, "tief", "</text:span>" * n),
        lambda n: p("<draw:g>" * n, "<draw:rect/>", "</draw:g>" * n),
        _deep,
    ],
)
def test_what_is_nested_as_deep_as_allowed_is_read(deep):
    assert read(deep(190)).strategien


def test_styles_and_lists_that_refer_to_themselves_end():
    circle = style("A", parent="B") + style("B", parent="A", text=BOLD)
    circle = circle.replace("<style:style", "<style:style")
    again = items("x", style="L2", attributes='xml:id="a" text:continue-list="a"')
    assert read(p("rund", style="A"), again, automatic=circle).strategien


@pytest.mark.parametrize(
    "attributes",
    ['text:outline-level="²"', 'text:outline-level="-3"', f'text:outline-level="{"9" * 9_000}"'],
)
def test_damaged_numbers_are_no_crash(attributes):
    heading = f'<text:h text:style-name="Heading_20_2" {attributes}>Haus</text:h>'
    wide = style("W", "graphic", inner='<style:graphic-properties fo:clip="rect(x, 1e9in)"/>')
    size = style("G", text=f'fo:font-size="{"9" * 400}%" fo:font-weight="²"')
    baum = read(heading, p("x", style="G"), automatic=wide + size)
    assert baum.strategien
