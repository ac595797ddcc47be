"""Tagged PDFs: headings, lists, tables, notes and pictures as their program called them."""

from strategies.documents.blocks import (
    Heading,
    ListBlock,
    NoteRef,
    Paragraph,
    Picture,
    Table,
    plain_text,
)
from strategies.documents.pdf import read_pdf

from .pages import File, lines, marked, pdf, text


def read(*pages, **more):
    return read_pdf(pdf(*pages, **more))


def shown(document):
    return [plain_text(block.line) for block in document.blocks if hasattr(block, "line")]


def test_headings_paragraphs_and_what_is_no_content():
    page = (
        b"/Artifact BMC\n" + text(72, 800, "Laufender Titel") + b"EMC\n"
        + marked(0, text(72, 740, "Lebendige Mitte", 14), "H1")
        + marked(1, text(72, 700, "Ein kurzer Satz."))
        + marked(2, text(72, 640, "Leitziel 1: Wohnen", 12), "H3")
    )  # fmt: skip
    document = read(page, tree=[("H1", [(1, 0)]), ("P", [(1, 1)]), ("H3", [(1, 2)])])
    assert shown(document) == ["Lebendige Mitte", "Ein kurzer Satz.", "Leitziel 1: Wohnen"]
    assert [b.level for b in document.blocks if isinstance(b, Heading)] == [1, 3]
    assert document.blocks[1].look.page == 1


def test_a_paragraph_that_goes_on_over_a_page_is_one_whatever_it_looks_like():
    pages = (
        marked(0, text(72, 100, "Der Satz endet")),
        marked(0, text(72, 740, "Auf der nächsten Seite.")),
    )
    document = read(*pages, tree=[("P", [(1, 0), (2, 0)])])
    assert shown(document) == ["Der Satz endet Auf der nächsten Seite."]


def test_tags_say_the_order():
    page = marked(0, text(72, 700, "Zuerst gezeichnet.")) + marked(1, text(72, 600, "Danach."))
    document = read(page, tree=[("P", [(1, 1)]), ("P", [(1, 0)])])
    assert shown(document) == ["Danach.", "Zuerst gezeichnet."]


def test_lists_with_labels_and_lists_in_lists():
    page = b"".join(
        marked(2 * n, text(x, y, mark), "Lbl") + marked(2 * n + 1, text(x + 18, y, words), "LBody")
        for n, (x, y, mark, words) in enumerate(
            [(72, 700, "1.", "Erstens"), (90, 686, "•", "darunter"), (72, 672, "2.", "Zweitens")]
        )
    )

    def item(n, *more):
        return ("LI", [("Lbl", [(1, 2 * n)]), ("LBody", [("P", [(1, 2 * n + 1)]), *more])])

    (block,) = read(page, tree=[("L", [item(0, ("L", [item(1)])), item(2)])]).blocks
    assert isinstance(block, ListBlock)
    assert block.start == 1
    (first, inner), (second,) = block.items
    assert (plain_text(first.line), plain_text(second.line)) == ("Erstens", "Zweitens")
    assert inner.start is None


def test_tables_need_no_lines_between_their_cells():
    page = b"".join(
        marked(n, text(72 + 150 * (n % 2), 700 - 20 * (n // 2), words))
        for n, words in enumerate(["Ziel", "Maßnahme", "Wohnen", "Baulücken"])
    )
    rows = [("TR", [("TD", [("P", [(1, 2 * r + c)])]) for c in (0, 1)]) for r in (0, 1)]
    (table,) = read(page, tree=[("Table", rows)]).blocks
    assert isinstance(table, Table)
    assert [[plain_text(cell) for cell in row] for row in table.rows] == [
        ["Ziel", "Maßnahme"],
        ["Wohnen", "Baulücken"],
    ]


def test_a_cell_over_two_rows_leaves_room_in_the_second():
    words = ["A Wohnen", "1 Höfe", "2 Häuser", "B Wege", "3 Rad"]
    page = b"".join(marked(n, text(72, 700 - 20 * n, word)) for n, word in enumerate(words))
    cells = [("TD", [("P", [(1, n)])]) for n in range(5)]
    cells[0] = (*cells[0], "", b"/A << /O /Table /RowSpan 2 >>")
    rows = [("TR", cells[:2]), ("TR", cells[2:3]), ("TR", cells[3:])]
    (table,) = read(page, tree=[("Table", rows)]).blocks
    assert [[plain_text(cell) for cell in row] for row in table.rows] == [
        ["A Wohnen", "1 Höfe"],
        ["", "2 Häuser"],
        ["B Wege", "3 Rad"],
    ]


def _with_formula(drawn, alt=""):
    page = marked(0, text(72, 700, "Es gilt ")) + marked(1, drawn)
    page += marked(2, text(160, 700, " in jedem Jahr."))
    return read(page, tree=[("P", [(1, 0), ("Formula", [(1, 1)], alt), (1, 2)])])


FRACTION = text(115, 706, "a+b") + text(118, 692, "c")


def test_a_formula_stays_in_its_line():
    document = _with_formula(text(115, 700, "x") + text(121, 704, "2", 6))
    assert shown(document) == ["Es gilt x² in jedem Jahr."]
    assert document.hinweise == ()


def test_a_formula_that_loses_its_places_says_so_unless_it_has_a_text():
    document = _with_formula(FRACTION)
    assert shown(document) == ["Es gilt a+b / c in jedem Jahr."]
    (hint,) = document.hinweise
    assert (hint.place, "Formel" in hint.text) == ("Seite 1", True)
    told = _with_formula(FRACTION, "(a+b)/c")
    assert shown(told) == ["Es gilt (a+b)/c in jedem Jahr."]
    assert told.hinweise == ()


def test_notes_and_tables_of_contents():
    page = (
        marked(0, text(72, 760, "Inhalt")) + marked(1, text(72, 740, "Wohnen 2"))
        + marked(2, text(72, 700, "Das Netz") + text(122, 704, "1", 6))
        + marked(3, text(72, 60, "1 Ohne Feldwege.", 8))
    )  # fmt: skip
    tree = [
        ("P", [(1, 0)]),
        ("TOC", [("TOCI", [(1, 1)])]),
        ("P", [(1, 2), ("Note", [("P", [(1, 3)])])]),
    ]
    document = read(page, tree=tree)
    (paragraph,) = document.blocks
    (mark,) = [item for item in paragraph.line if isinstance(item, NoteRef)]
    assert plain_text(document.notes[mark.key][0].line) == "Ohne Feldwege."


def test_a_note_that_nothing_refers_to_is_not_lost():
    page = marked(0, text(72, 700, "Das Netz.")) + marked(1, text(72, 60, "Ohne Feldwege.", 8))
    document = read(page, tree=[("P", [(1, 0)]), ("Note", [("P", [(1, 1)])])])
    assert shown(document) == ["Das Netz.", "Ohne Feldwege."]


def test_a_picture_has_the_alternative_text_of_its_tag():
    file = File()
    image = file.stream(
        b"\xff\x00\x00" * 10_000,
        b"/Type /XObject /Subtype /Image /Width 100 /Height 100 /BitsPerComponent 8 "
        b"/ColorSpace /DeviceRGB",
    )
    page = marked(0, text(72, 700, "Davor.")) + marked(1, b"q 90 0 0 90 72 500 cm /I Do Q\n")
    document = read(
        page,
        resources=b"/XObject << /I %d 0 R >>" % image,
        tree=[("P", [(1, 0)]), ("Figure", [(1, 1)], "Der Markt von oben")],
        file=file,
    )
    (picture,) = document.blocks[1].line
    assert isinstance(picture, Picture)
    assert (picture.alt, picture.sha256) == ("Der Markt von oben", document.bilder[0].sha256)


def test_tags_that_reach_only_part_of_the_text_do_not_count():
    page = marked(0, text(72, 740, "Überschrift")) + lines(
        72, 700, "Der größte Teil des Textes steht auf dieser", "Seite ohne jeden Tag."
    )
    document = read(page, tree=[("H1", [(1, 0)])])
    assert all(isinstance(block, Paragraph) for block in document.blocks)
    assert len(shown(document)) == 2
