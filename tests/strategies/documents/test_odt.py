"""What the reader of an OpenDocument text sees is what comes in, no more and no less."""

import pytest

from strategies.documents import read_document
from strategies.documents.blocks import Heading, plain_text
from strategies.documents.odf import read_odt

from .odt import content, frame, h, image, items, mathml, note, odt, p, span, style, table
from .word import png

STRATEGIE = h(1, "Strategie 1: Grünes Elbhagen")
LIMIT = 10_000_000


def read(*body, **options):
    return read_document("konzept.odt", odt(*body, **options), limit=LIMIT)


def text(*body, **options):
    """The Markdown of the one Baustein that the body belongs to."""
    baum = read(STRATEGIE, h(2, "Wege"), *body, **options)
    (baustein,) = baum.strategien[0].bausteine
    return baustein.text


def titles(*body, **options):
    """The headings below the Strategie, each with the number that stands before it."""
    blocks = read_odt(odt(STRATEGIE, *body, **options), limit=LIMIT).blocks[1:]
    headings = [block for block in blocks if isinstance(block, Heading)]
    return [f"{heading.label} {plain_text(heading.line)}".strip() for heading in headings]


def hints(*body, **options):
    return [
        f"{h.place}: {h.text}" for h in read(STRATEGIE, h(2, "Wege"), *body, **options).hinweise
    ]


@pytest.mark.parametrize(
    "heading",
    [
        h(2, "Wege"),
        h(2, "Wege", style="Standard"),
        p("Wege", style="Heading_20_2"),
        p("Wege", style="Kapitel"),
        items(h(2, "Wege")),
    ],
    ids=["element", "other style", "style", "inherited", "in a list"],
)
def test_headings_are_found_however_they_are_marked(heading):
    assert titles(heading) == ["Wege"]


def test_headings_bear_the_number_of_the_outline():
    assert titles(h(2, "Wege"), h(3, "Rad"), h(2, "Haus"), outline="1") == [
        "4 Wege",
        "4.1 Rad",
        "5 Haus",
    ]
    assert titles(h(2, "Wege"), h(2, "Frei", style="P3"), outline="I") == ["IV Wege", "Frei"]
    again = h(2, "Neu", attributes='text:restart-numbering="true" text:start-value="1"')
    assert titles(h(2, "Wege"), again, outline="1") == ["4 Wege", "1 Neu"]
    written = h(2, "<text:number>4</text:number>Wege")
    assert titles(written, outline="1") == ["4 Wege"]


def test_headings_bear_the_number_of_their_list():
    one = items(h(2, "Wege"), style="L3", attributes='xml:id="a"')
    two = items(h(2, "Haus"), style="L3", attributes='text:continue-list="a"')
    wege, haus = read(STRATEGIE, one, p("Text"), two).strategien[0].bausteine
    assert (wege.kind, wege.number, wege.title) == ("leitziel", "1", "Wege")
    assert (haus.number, haus.title) == ("2", "Haus")


def test_emphasis_comes_from_styles_and_those_they_are_based_on():
    assert text(p("Ein ", span("fetter ", "T1"), span("kursiver", "T2"), " Satz")) == (
        "Ein **fetter** *kursiver* Satz"
    )
    assert text(p(span("alt", "T3"))) == "~~alt~~"
    assert text(p("x ", span("wichtig", "T8"))) == "x **wichtig**"
    assert text(p("Beides ", span("nur kursiv", "T7"), style="P1")) == "***Beides*** *nur kursiv*"


def test_blanks_and_invisible_characters_are_normalised():
    assert text(p("z.\u00a0B.\n   Rad\u00adweg")) == "z. B. Radweg"
    assert text(p("E\u2011Rad")) == "E-Rad"
    assert text(p('a<text:s text:c="4"/>b<text:tab/>c')) == "a b c"
    assert text(p("a<text:line-break/>b")) == "a\\\nb"


def test_raised_numbers_stay_raised_and_symbols_become_letters():
    assert text(p("200 m", span("2", "T5"), " CO", span("2", "T6"))) == "200 m² CO₂"
    assert text(p("Ja", span("\uf0fc", "T9"))) == "Ja✓"


def test_lists_stay_lists_nested_and_numbered():
    inner = items("Fuß", style="")
    assert text(items(p("Rad") + inner, "Bus")) == "- Rad\n  - Fuß\n- Bus"
    assert text(items("eins", "zwei", style="L2")) == "1. eins\n2. zwei"
    lettered = items(items("Rad", "Fuß", style=""), style="L2")
    assert text(items("Wege", style="L2", attributes='xml:id="a"')
                + lettered.replace("L2\" ", "L2\" text:continue-list=\"a\"", 1)) == (
        "1. Wege\n   - a) Rad\n   - b) Fuß"
    )  # fmt: skip
    assert text(items("eins", style="", attributes="").replace("Standard", "P4")) == "1. eins"


def test_a_numbered_list_continues_only_where_it_says_so():
    one, gap = items("eins", style="L2", attributes='xml:id="a"'), p("Dazwischen.")
    go_on = items("zwei", style="L2", attributes='text:continue-list="a"')
    too = items("zwei", style="L2", attributes='text:continue-numbering="true"')
    assert text(one, gap, go_on) == text(one, gap, too) == "1. eins\n\nDazwischen.\n\n2. zwei"
    assert text(one, gap, items("neu", style="L2")).endswith("1. neu")
    fifth = '<text:list text:style-name="L2"><text:list-item text:start-value="5">'
    assert text(f"{fifth}{p('fünf')}</text:list-item></text:list>") == "5. fünf"


def test_further_paragraphs_of_an_item_belong_to_it():
    assert text(items(p("Rad") + p("Mehr dazu."), "Bus")) == "- Rad\n\n  Mehr dazu.\n\n- Bus"
    header = f"<text:list><text:list-header>{p('Kopf')}</text:list-header></text:list>"
    assert text(header) == "Kopf"


def test_tables_keep_spans_headers_breaks_and_pipes():
    wide = f'<table:table-cell table:number-columns-spanned="2">{p("Kosten")}</table:table-cell>'
    covered = "<table:covered-table-cell/>"
    lines = f"<table:table-cell>{p('a|b')}{p('c')}</table:table-cell>"
    whole = table(["Jahr", wide, covered], ["Rad", "10", "20"], [covered, lines, "30"])
    grouped = whole.replace("<table:table-row>", "<table:table-header-rows><table:table-row>", 1)
    grouped = grouped.replace("</table:table-row>", "</table:table-row></table:table-header-rows>",
                              1)  # fmt: skip
    result = "| Jahr | Kosten |  |\n| --- | --- | --- |\n| Rad | 10 | 20 |\n|  | a\\|b<br>c | 30 |"
    assert text(whole) == text(grouped) == result


def test_a_frame_made_of_a_table_is_its_text_and_a_table_in_a_cell_its_words():
    assert text(table(["Nur ein Kasten"])) == "Nur ein Kasten"
    inner = f"<table:table-cell>{table(['a', 'b'])}</table:table-cell>"
    assert text(table(["x", "y"], [inner, "z"])) == "| x | y |\n| --- | --- |\n| a – b | z |"


def test_repeated_cells_and_rows_are_written_out_and_hidden_rows_are_not():
    twice = '<table:table-cell table:number-columns-repeated="2"/>'
    rows = table(["a", "b", "c"], ["1", twice]).replace(
        "<table:table-row>", '<table:table-row table:number-rows-repeated="2">', 1
    )
    assert text(rows).splitlines() == ["| a | b | c |", "| --- | --- | --- |", "| a | b | c |",
                                       "| 1 |  |  |"]  # fmt: skip
    hidden = table(["a", "b"], ["geheim", "x"], ["1", "2"]).split("<table:table-row>")
    hidden[2] = 'table:visibility="collapse">'.join(("<table:table-row ", hidden[2]))
    hidden = "<table:table-row>".join(hidden[:2]) + hidden[2] + f"<table:table-row>{hidden[3]}"
    assert "geheim" not in text(hidden)


def test_links_survive_but_not_into_the_dark():
    good = '<text:a xlink:href="https://elbhagen.example/wege">Wegeplan</text:a>'
    assert text(p(good)) == "[Wegeplan](https://elbhagen.example/wege)"
    for address in ("javascript:alert(1)", "#kapitel", "../plan.odt", "file:///etc/passwd"):
        assert text(p(f'<text:a xlink:href="{address}">Klick</text:a>')) == "Klick"


def test_notes_of_both_kinds_become_notes_of_the_text_they_stand_in():
    body = p("12 km", note("Stand 2025."), " Wege", note("Ende.", "endnote"))
    assert text(body) == "12 km[^1] Wege[^2]\n\n[^1]: Stand 2025.\n\n[^2]: Ende."


def test_tracked_changes_are_read_as_accepted():
    deleted = (
        "<text:tracked-changes><text:changed-region text:id='c1'><text:deletion>"
        f"{p('alt')}</text:deletion></text:changed-region></text:tracked-changes>"
    )
    body = p('<text:change text:change-id="c1"/><text:change-start/>neu<text:change-end/>')
    assert text(deleted, body) == "neu"


def test_hidden_text_comments_and_tables_of_contents_are_out():
    comment = f"<office:annotation><dc:creator>A</dc:creator>{p('Notiz')}</office:annotation>"
    hidden = span("geheim", "T4") + '<text:hidden-text text:is-hidden="true">x</text:hidden-text>'
    away = f'<text:section text:display="none">{p("weg")}</text:section>'
    gone = p('<text:hidden-paragraph text:is-hidden="true"/>weg')
    contents = (
        f"<text:table-of-content><text:index-body>{p('Wege 3')}</text:index-body>"
        "</text:table-of-content>" + p("Wege 3", style="Contents_20_1")
    )
    assert text(contents, away, gone, p("sichtbar", hidden, comment)) == "sichtbar"


def test_sections_fields_and_ruby_show_their_content():
    section = f"<text:section>{p('Im Abschnitt')}</text:section>"
    fields = p('S. <text:page-number>12</text:page-number> ', "<text:ruby><text:ruby-base>Ort"
               "</text:ruby-base><text:ruby-text>x</text:ruby-text></text:ruby>")  # fmt: skip
    assert text(section, fields) == "Im Abschnitt\n\nS. 12 Ort"


def test_the_text_of_a_text_box_is_in_once():
    box = frame(f"<draw:text-box>{p('Im Kasten')}</draw:text-box>")
    shape = f"<draw:custom-shape>{p('Im Kasten')}</draw:custom-shape>"
    group = f"<draw:g>{shape}</draw:g>"
    for drawn in (box, shape, group):
        assert text(p("Davor", drawn)) == "Davor\n\nIm Kasten"
    assert text(shape, p("Danach")) == "Im Kasten\n\nDanach"


def test_a_quotation_stays_one():
    assert text(p("So soll es sein.", style="Quotations")) == "> So soll es sein."


def test_a_picture_is_taken_over_with_its_alternative_text():
    parts = {"Pictures/a.png": png()}
    baum = read(STRATEGIE, h(2, "Wege"), p(frame(image(), alt="Karte")), parts=parts)
    (bild,) = baum.bilder
    assert baum.strategien[0].bausteine[0].text == f"![Karte](bild:{bild.sha256})"


def test_of_two_forms_of_a_picture_the_one_that_can_be_shown_is_taken():
    both = frame(image("Pictures/a.svg"), image())
    parts = {"Pictures/a.png": png(), "Pictures/a.svg": "keine Zeichnung"}
    baum = read(STRATEGIE, h(2, "Wege"), p(both), parts=parts)
    assert len(baum.bilder) == 1
    assert baum.hinweise == ()


def test_what_is_cropped_away_is_gone():
    from io import BytesIO

    from PIL import Image

    clip = style("fr1", "graphic", inner=(
        '<style:graphic-properties fo:clip="rect(0in, 0.2in, 0in, 0in)"/>'))  # fmt: skip
    baum = read(
        STRATEGIE,
        h(2, "Wege"),
        p(frame(image(), style="fr1")),
        automatic=clip,
        parts={"Pictures/a.png": png(size=(40, 20), dpi=(100, 100))},
    )
    assert Image.open(BytesIO(baum.bilder[0].data)).size == (20, 20)


@pytest.mark.parametrize(
    ("inner", "reason"),
    [
        (image("Pictures/a.emf"), "nur PNG, JPEG und GIF"),
        (image("https://fremd.example/a.png"), "liegt nicht in der Datei"),
        (image("../../etc/passwd"), "liegt nicht in der Datei"),
        ('<draw:object xlink:href="./Object 1"/>', "Diagramm"),
        ('<draw:object-ole xlink:href="./Object 2"/>', "eingebettetes Objekt"),
    ],
    ids=["emf", "linked", "outside", "chart", "ole"],
)
def test_a_picture_that_cannot_come_along_is_named_with_its_place(settings, inner, reason):
    # With LibreOffice charts come along (``test_office_suite``).
    settings.OFFICE_SUITE = ""
    chart = content("").replace("office:text", "office:chart").replace("<office:chart >", (
        "<office:chart><chart:chart/>"))  # fmt: skip
    parts = {"Pictures/a.emf": b"\x01\x00\x00\x00 EMF", "Object 1/content.xml": chart}
    (hint,) = hints(p("Text."), p(frame(inner, alt="Plan")), parts=parts)
    assert hint.startswith("Absatz 2 unter „Wege“: ")
    assert "„Plan“" in hint
    assert reason in hint


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("<math:mfrac><math:mn>1</math:mn><math:mn>2</math:mn></math:mfrac>", "1/2"),
        ("<math:msup><math:mi>x</math:mi><math:mn>2</math:mn></math:msup>", "x²"),
        ("<math:msqrt><math:mi>a</math:mi><math:mo>+</math:mo><math:mi>b</math:mi></math:msqrt>",
         "√(a+b)"),
        ("<math:mrow><math:munderover><math:mo>∑</math:mo><math:mrow><math:mi>i</math:mi>"
         "<math:mo>=</math:mo><math:mn>1</math:mn></math:mrow><math:mi>n</math:mi>"
         "</math:munderover><math:msub><math:mi>a</math:mi><math:mi>i</math:mi></math:msub>"
         "</math:mrow>", "Σ (i = 1 … n) a_i"),
    ],
    ids=["fraction", "power", "root", "sum"],
)  # fmt: skip
def test_a_formula_keeps_its_meaning(formula, expected):
    parts = {"Object 1/content.xml": mathml(formula)}
    body = p("Wert: ", frame('<draw:object xlink:href="./Object 1"/>'))
    assert text(body, parts=parts) == f"Wert: {expected}"


def test_a_formula_that_is_not_understood_says_so():
    parts = {"Object 1/content.xml": mathml("<math:mstack><math:mn>1</math:mn></math:mstack>")}
    (hint,) = hints(p(frame('<draw:object xlink:href="./Object 1"/>')), parts=parts)
    assert "Formel" in hint


def test_pages_are_counted_where_the_document_says_where_they_end():
    body = (
        h(1, "Mitte"), p("Eins"), h(2, "Wege", style="P2"),
        p("Zwei<text:soft-page-break/>Drei"), h(2, "Haus"),
    )  # fmt: skip
    soft = odt(*body, attributes='text:use-soft-page-breaks="true"', pages=3)
    dokument = read_odt(soft, limit=LIMIT)
    assert dokument.pages == 3
    assert [b.page for b in dokument.blocks if isinstance(b, Heading)] == [1, 2, 3]
    unknown = read_odt(odt(h(1, "Mitte"), p("Eins"), pages=7), limit=LIMIT)
    assert unknown.pages == 7
    assert unknown.blocks[0].page == 0


def test_what_sets_a_paragraph_apart_is_noted():
    automatic = (
        style("C1", paragraph='fo:text-align="center"')
        + style("U1", "text", text='style:text-underline-style="solid" fo:font-size="20pt"')
        + style("S1", parent="Fett", text='fo:font-size="150%"')
    )
    box = p(frame(f"<draw:text-box>{h(2, 'Kasten')}</draw:text-box>"))
    body = (p("Satz"), p("Mitte", style="C1"), p(span("Laut", "U1")), p("Groß", style="S1"), box)
    blocks = read_odt(odt(*body, p("lang " * 60), automatic=automatic), limit=LIMIT).blocks
    looks = [block.look for block in blocks]
    assert [look.size for look in looks[:4]] == [11, 11, 20, 21]
    assert [look.apart for look in looks[:5]] == [False, True, True, False, True]
    assert looks[4].level == 2
    assert looks[5] is None


def test_a_flat_file_is_read_like_a_package():
    import base64

    picture = (
        "<draw:image><office:binary-data>"
        f"{base64.b64encode(png()).decode()}</office:binary-data></draw:image>"
    )
    body = (STRATEGIE, h(2, "Wege"), p("Text ", span("fett", "T1")), p(frame(picture)))
    flat = content(*body).replace("document-content", "document")
    flat = flat.replace("<office:document ", '<office:document office:mimetype="application/'
                        'vnd.oasis.opendocument.text" ')  # fmt: skip
    baum = read_document("konzept.fodt", flat.encode(), limit=LIMIT)
    assert baum == read_document("konzept.odt", odt(*body), limit=LIMIT)
    assert len(baum.bilder) == 1
