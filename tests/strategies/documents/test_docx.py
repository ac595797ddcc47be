"""What the reader of a Word document sees is what comes in, no more and no less."""

import pytest

from strategies.documents import read_document

from .word import docx, field, h, item, p, picture, png, run, table

STRATEGIE = h(1, "Strategie 1: Grünes Elbhagen")
LIMIT = 10_000_000


def read(*body, **options):
    return read_document("konzept.docx", docx(*body, **options), limit=LIMIT)


def text(*body, **options):
    """The Markdown of the one Baustein that the body belongs to."""
    baum = read(STRATEGIE, h(2, "Wege"), *body, **options)
    (baustein,) = baum.strategien[0].bausteine
    return baustein.text


def titles(*body):
    return [b.title for s in read(STRATEGIE, *body).strategien for b in s.bausteine]


@pytest.mark.parametrize(
    "heading",
    [
        h(2, "Wege"),
        p("Wege", style="Ueber2"),
        p("Wege", style="Kapitel"),
        p("Wege", properties='<w:outlineLvl w:val="1"/>'),
    ],
    ids=["style", "localized name", "inherited", "outline level"],
)
def test_headings_are_found_however_word_marks_them(heading):
    assert titles(heading) == ["Wege"]


def test_a_number_that_word_generates_counts_as_read():
    baum = read(STRATEGIE, p("Leitziel 4: Wege", style="Nummeriert"), p("Haus", style="Nummeriert"))
    wege, haus = baum.strategien[0].bausteine
    assert (wege.outline_number, wege.number, wege.title) == ("1.1", "4", "Wege")
    assert (haus.outline_number, haus.number, haus.title) == ("1.2", "", "Haus")


def test_emphasis_survives_and_blanks_at_its_edges_do_not_break_it():
    assert text(p("Ein ", run("fetter ", "<w:b/>"), run("kursiver", "<w:i/>"), " Satz")) == (
        "Ein **fetter** *kursiver* Satz"
    )
    assert text(p(run("alt", "<w:strike/>"))) == "~~alt~~"
    assert text(p(run("Ziel:", "<w:b/>"), run("Text"))) == "**Ziel**:Text"
    assert text(p(run("wichtig", '<w:rStyle w:val="Fettdruck"/>'))) == "**wichtig**"


def test_text_that_looks_like_markdown_is_shown_as_it_is():
    assert text(p("Senior*innen und Bürger*innen")) == "Senior*innen und Bürger*innen"
    assert text(p("1. April")) == "1\\. April"
    assert text(p("# Raute")) == "\\# Raute"
    assert text(p("*betont*")) == "\\*betont\\*"
    assert text(p("[x](http://y.de)")).startswith("\\[x\\]")
    assert text(p("&lt;!-- offen"), p("Ende")) == "\\<\\!-- offen\n\nEnde"
    assert text(p("&lt;b&gt; &amp; Co.")) == "\\<b\\> \\& Co."


def test_blanks_and_invisible_characters_are_normalised():
    assert text(p("z.\u00a0B.  Rad\u00adweg")) == "z. B. Radweg"
    assert text(p("<w:r><w:t>Rad</w:t><w:softHyphen/><w:t>weg</w:t></w:r>")) == "Radweg"
    assert text(p("<w:r><w:t>E</w:t><w:noBreakHyphen/><w:t>Rad</w:t></w:r>")) == "E-Rad"
    assert text(p("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r>")) == "a b"
    assert text(p("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r>")) == "a\\\nb"


def test_raised_numbers_stay_raised():
    raised = run("2", '<w:vertAlign w:val="superscript"/>')
    assert text(p("200 m", raised)) == "200 m²"


def test_lists_stay_lists_nested_and_numbered():
    assert text(item("Rad"), item("Fuß", level=1), item("Bus")) == "- Rad\n  - Fuß\n- Bus"
    assert text(item("eins", num=2), item("zwei", num=2)) == "1. eins\n2. zwei"


def test_a_numbered_list_continues_after_a_paragraph():
    result = text(item("eins", num=2), p("Dazwischen."), item("zwei", num=2))
    assert result == "1. eins\n\nDazwischen.\n\n2. zwei"


def test_letters_in_a_list_are_shown_as_letters():
    result = text(item("Wege", num=2), item("Rad", num=2, level=1), item("Fuß", num=2, level=1))
    assert result == "1. Wege\n   - a) Rad\n   - b) Fuß"


def test_list_styles_make_lists():
    assert text(p("Rad", style="ListeA"), p("Fuß", style="ListeB")) == "- Rad\n  - Fuß"


def test_tables_keep_merged_cells_breaks_and_pipes():
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{p("Kosten")}</w:tc>'
    start = f'<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{p("Rad")}</w:tc>'
    below = f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{p('')}</w:tc>"
    lines = f"<w:tc>{p('a|b')}{p('c')}</w:tc>"
    result = text(table(["Jahr", wide], [start, "10", "20"], [below, lines, "30"]))
    assert result == (
        "| Jahr | Kosten |  |\n| --- | --- | --- |\n| Rad | 10 | 20 |\n|  | a\\|b<br>c | 30 |"
    )


def test_a_frame_made_of_a_table_is_its_text():
    assert text(table(["Nur ein Kasten"])) == "Nur ein Kasten"


def test_links_survive_also_as_fields_but_not_into_the_dark():
    links = {
        "rGut": ("hyperlink", "https://elbhagen.example/wege", True),
        "rBoese": ("hyperlink", "javascript:alert(1)", True),
    }
    good = f'<w:hyperlink r:id="rGut">{run("Wegeplan")}</w:hyperlink>'
    bad = f'<w:hyperlink r:id="rBoese">{run("Klick")}</w:hyperlink>'
    assert text(p(good), links=links) == "[Wegeplan](https://elbhagen.example/wege)"
    assert text(p(bad), links=links) == "Klick"
    as_field = field(' HYPERLINK "https://elbhagen.example/" ', run("Seite"))
    assert text(p(as_field)) == "[Seite](https://elbhagen.example/)"


def test_footnotes_become_notes_of_the_text_they_stand_in():
    notes = f'<w:footnote w:id="7">{p("Stand 2025.")}</w:footnote>'
    mark = '<w:r><w:footnoteReference w:id="7"/></w:r>'
    assert text(p("12 km", mark, " Wege"), footnotes=notes) == (
        "12 km[^1] Wege\n\n[^1]: Stand 2025."
    )


def test_tracked_changes_are_read_as_accepted():
    changed = (
        '<w:del w:id="1"><w:r><w:delText>alt</w:delText></w:r></w:del>'
        f'<w:ins w:id="2">{run("neu")}</w:ins>'
        f'<w:moveFrom w:id="3">{run(" weg")}</w:moveFrom><w:moveTo w:id="4">{run(" da")}</w:moveTo>'
    )
    assert text(p(changed)) == "neu da"


def test_a_deleted_paragraph_mark_joins_the_paragraphs():
    first = p("Ein ", properties='<w:rPr><w:del w:id="1"/></w:rPr>')
    assert text(first, p("Satz.")) == "Ein Satz."


def test_hidden_text_comments_and_the_table_of_contents_are_out():
    hidden = run("geheim", "<w:vanish/>") + run("auch", '<w:rStyle w:val="Geheim"/>')
    comment = '<w:commentRangeStart w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'
    contents = p(field(" TOC \\o ", run("Wege 3")), style="Verzeichnis1")
    control = (
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/>"
        f"</w:docPartObj></w:sdtPr><w:sdtContent>{p('Inhalt')}</w:sdtContent></w:sdt>"
    )
    assert text(contents, control, p("sichtbar", hidden, comment)) == "sichtbar"


def test_content_controls_smart_tags_fields_and_formulas_show_their_content():
    control = f"<w:sdt><w:sdtContent>{run('Feld')}</w:sdtContent></w:sdt>"
    tag = f"<w:smartTag>{run(' Ort')}</w:smartTag>"
    page = field(" PAGE ", run(" 12"))
    formula = (
        "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num>"
        "<m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>"
    )
    assert text(p(control, tag, page)) == "Feld Ort 12"
    assert text(p(formula)) == "1/2"


def test_the_text_of_a_text_box_is_in_once():
    box = f"<w:txbxContent>{p('Im Kasten')}</w:txbxContent>"
    both = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline>"
        f"<wps:txbx>{box}</wps:txbx></wp:inline></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    assert text(p("Davor", both)) == "Davor\n\nIm Kasten"


def test_a_quotation_stays_one():
    assert text(p("So soll es sein.", style="Zitat")) == "> So soll es sein."


def test_deeper_headings_are_part_of_the_text():
    assert text(p("Eins."), h(3, "Kosten"), p("Zwei.")) == "Eins.\n\n### Kosten\n\nZwei."


def test_a_picture_is_taken_over_with_its_alternative_text_and_without_metadata():
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Autor", "Geheim")
    data = png(pnginfo=info)
    baum = read(
        STRATEGIE,
        h(2, "Wege"),
        p(picture(alt="Karte der Wege")),
        links={"rBild": ("image", "media/a.png", False)},
        parts={"word/media/a.png": data},
    )
    (bild,) = baum.bilder
    assert baum.strategien[0].bausteine[0].text == f"![Karte der Wege](bild:{bild.sha256})"
    assert bild.content_type == "image/png"
    assert b"Geheim" in data
    assert b"Geheim" not in bild.data


def test_what_is_cropped_away_in_word_is_gone():
    from io import BytesIO

    from PIL import Image

    baum = read(
        STRATEGIE,
        h(2, "Wege"),
        p(picture(crop='<a:srcRect r="50000"/>')),
        links={"rBild": ("image", "media/a.png", False)},
        parts={"word/media/a.png": png(size=(40, 20))},
    )
    assert Image.open(BytesIO(baum.bilder[0].data)).size == (20, 20)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (picture(alt="Plan"), "nur PNG, JPEG und GIF"),
        (picture(alt="Plan", relationship="rExtern", attributes='r:link="{}"'), "liegt nicht in"),
        (
            '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="Plan"/>'
            "<a:graphic><a:graphicData><c:chart/></a:graphicData></a:graphic></wp:inline>"
            "</w:drawing></w:r>",
            "Diagramm",
        ),
    ],
    ids=["emf", "linked", "chart"],
)
def test_a_picture_that_cannot_come_along_is_named_with_its_place(content, reason):
    baum = read(
        STRATEGIE,
        h(2, "Wege"),
        p("Text."),
        p(content),
        links={
            "rBild": ("image", "media/a.emf", False),
            "rExtern": ("image", "file:///c:/plan.png", True),
        },
        parts={"word/media/a.emf": b"\x01\x00\x00\x00 EMF"},
    )
    (hinweis,) = baum.hinweise
    assert hinweis.place == "Absatz 2 unter „Wege“"
    assert "„Plan“" in hinweis.text
    assert reason in hinweis.text
    assert baum.bilder == ()
