"""Pages without tags: what the eye takes for lines, columns, paragraphs, tables and notes."""

import pytest

from strategies.documents.blocks import Heading, ListBlock, NoteRef, Paragraph, Table, plain_text
from strategies.documents.pdf import read_pdf
from strategies.documents.pdf.words import LineJoiner

from .pages import File, lines, marked, pdf, rule, text

LEFT = (
    "Die Gemeinde stellt in den kommenden",
    "Jahren Flächen für den Bau von neuen",
    "Wohnungen bereit und achtet darauf,",
    "dass nichts leer fällt.",
)
RIGHT = (
    "Zugleich bleiben die alten Häuser der",
    "Dörfer bewohnt, wofür es Zuschüsse an",
    "alle gibt, die sanieren wollen oder die",
    "ein Haus erwerben.",
)


def read(*pages, **more):
    return read_pdf(pdf(*pages, **more))


def texts(document):
    return [plain_text(block.line) for block in document.blocks if hasattr(block, "line")]


def test_lines_become_paragraphs_where_the_next_word_had_room():
    page = lines(72, 700, *LEFT) + lines(72, 700 - 4 * 14, *RIGHT)
    assert texts(read(page)) == [" ".join(LEFT), " ".join(RIGHT)]


def test_columns_are_read_one_after_the_other_below_their_heading():
    page = text(72, 740, "Ein Titel, der über beide Spalten der Seite reicht, bis hierher", 16)
    # Drawn line by line across both columns, as some programs do.
    for number in range(4):
        page += text(72, 700 - 14 * number, LEFT[number])
        page += text(310, 700 - 14 * number, RIGHT[number])
    _title, *columns = texts(read(page))
    assert columns == [" ".join(LEFT), " ".join(RIGHT)]


def test_labels_and_values_beside_each_other_are_a_table_without_lines():
    rows = [("Träger", "Stadt Musterstadt"), ("Ort", "Marktplatz und"), ("Kosten", "450.000 Euro")]
    page = b""
    for y, (label, value) in zip((700, 680, 646), rows, strict=True):
        page += text(72, y, label) + text(250, y, value)
    (table,) = read(page + text(250, 666, "Anger")).blocks
    assert [[plain_text(cell) for cell in row] for row in table.rows] == [
        ["Träger", "Stadt Musterstadt"],
        ["Ort", "Marktplatz und Anger"],
        ["Kosten", "450.000 Euro"],
    ]


def test_marks_far_from_their_text_are_a_list_and_no_table():
    page = b"".join(
        text(72, y, "•") + text(110, y, words) for y, words in ((700, "Eins"), (686, "Zwei"))
    )
    (block,) = read(page).blocks
    assert isinstance(block, ListBlock)


def test_a_paragraph_goes_on_over_pages_without_their_heads_and_numbers():
    def page(number, *words):
        return (
            text(72, 800, "Stadtentwicklung Musterstadt")
            + lines(72, 740, *words)
            + text(280, 40, f"Seite {number}")
        )

    document = read(page(1, *LEFT[:3]), page(2, *LEFT[3:], *RIGHT), page(3, *LEFT))
    assert texts(document) == [" ".join(LEFT), " ".join(RIGHT), " ".join(LEFT)]
    assert document.pages == 3


def test_numbered_projects_at_the_head_of_each_page_stay():
    pages = [text(72, 780, f"Leitprojekt {n}", 11, "F2") + lines(72, 740, *LEFT) for n in (1, 2, 3)]
    assert texts(read(*pages))[::2] == ["Leitprojekt 1", "Leitprojekt 2", "Leitprojekt 3"]


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("die Stadt-", "entwicklung", "die Stadtentwicklung"),
        ("die Ost-", "West-Achse", "die Ost-West-Achse"),
        ("die Haupt-", "und Nebenstraße", "die Haupt- und Nebenstraße"),
        ("per E-", "mail", "per E-mail"),
        ("bis 2030-", "2035", "bis 2030-2035"),
        ("drei-", "fach", "dreifach"),
        ("die STADT-", "ENTWICKLUNG", "die STADTENTWICKLUNG"),
        ("die CDU-", "Fraktion", "die CDU-Fraktion"),
        ("ein Satz", "geht weiter", "ein Satz geht weiter"),
        ("Klima- ", "oder Umweltschutz", "Klima- oder Umweltschutz"),
    ],
)
def test_hyphens_at_the_end_of_lines(before, after, joined):
    # The first words of the lines need no room: the lines reach as far as any.
    page = text(72, 700, before) + text(72, 686, after)
    blocks = read(marked(0, page), tree=[("P", [(1, 0)])]).blocks
    assert [plain_text(block.line) for block in blocks] == [joined]


def test_a_word_of_the_document_keeps_its_hyphen_at_the_end_of_a_line():
    joiner = LineJoiner({"Rad-weg"}, {})
    assert not joiner.breaks("ein Rad-", "weg")
    assert joiner.breaks("ein Fuß-", "weg")


def test_rules_make_a_table_and_cells_without_a_line_between_are_one():
    page = b"".join(rule(70, y, 470, y) for y in (700, 680, 660))
    page += b"".join(rule(x, 660, x, 700) for x in (70, 470)) + rule(270, 680, 270, 700)
    page += text(75, 686, "Ziel") + text(275, 686, "Maßnahme") + text(75, 666, "Beides zusammen")
    (table,) = [block for block in read(page).blocks if isinstance(block, Table)]
    assert [[plain_text(cell) for cell in row] for row in table.rows] == [
        ["Ziel", "Maßnahme"],
        ["Beides zusammen", ""],
    ]


def test_a_frame_round_text_is_no_table():
    page = b"1 w 60 600 300 120 re S\n" + lines(72, 700, *LEFT)
    assert texts(read(page)) == [" ".join(LEFT)]


def test_lists_by_their_marks_and_depth():
    page = text(72, 700, "Dazu gehören:")
    for x, y, mark, words in (
        (72, 680, "•", "Erstens"), (90, 666, "•", "darunter"), (72, 652, "•", "Zweitens"),
    ):  # fmt: skip
        page += text(x, y, mark) + text(x + 18, y, words)
    page += text(72, 630, "1. Anfang") + text(72, 616, "2. Ende")
    _intro, bullets, numbers = read(page).blocks
    assert isinstance(bullets, ListBlock)
    assert bullets.start is None
    assert [len(item) for item in bullets.items] == [2, 1]
    assert (numbers.start, len(numbers.items)) == (1, 2)


def test_a_number_before_a_bold_line_makes_no_list():
    page = text(72, 700, "1. Leitziel: Wohnen", 11, "F2") + lines(72, 680, *LEFT)
    first, *_rest = read(page).blocks
    assert isinstance(first, Paragraph)
    assert (first.look.bold, first.look.page) == (True, 1)


def test_small_print_at_the_foot_is_the_note_of_a_raised_figure():
    page = text(72, 700, "Das Netz wächst") + text(155, 704, "1", 7) + text(162, 700, "weiter.")
    page += lines(72, 680, *LEFT) + text(72, 60, "1", 6) + text(78, 58, "Ohne Feldwege.", 8)
    document = read(page)
    (mark,) = [item for item in document.blocks[0].line if isinstance(item, NoteRef)]
    (note,) = document.notes[mark.key]
    assert plain_text(note.line) == "Ohne Feldwege."
    assert "Feldwege" not in str(document.blocks)


def test_a_table_of_contents_is_left_out():
    contents = text(72, 780, "Inhalt", 16) + lines(
        72, 740, "1 Anlass ........ 2", "2 Ziele .......... 3", "2.1 Wohnen ...... 3"
    )
    assert texts(read(contents, lines(72, 700, *LEFT))) == [" ".join(LEFT)]


def test_bookmarks_make_headings_of_the_lines_they_lead_to():
    pages = (
        text(72, 740, "Lebendige Mitte", 14) + lines(72, 700, *LEFT),
        lines(72, 740, "Leitziel 1: Wohnen für", "alle, die hier leben", size=13)
        + lines(72, 700, *RIGHT),
    )
    document = read(
        *pages,
        bookmarks=[
            (1, "Lebendige Mitte", 1),
            (2, "Leitziel 1: Wohnen für alle, die hier leben", 2),
            (2, "Kein Absatz heißt so", 2),
        ],
    )
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    assert [(h.level, plain_text(h.line), h.page) for h in headings] == [
        (1, "Lebendige Mitte", 1),
        (2, "Leitziel 1: Wohnen für alle, die hier leben", 2),
    ]


def test_looks_and_web_addresses_of_the_text_are_kept():
    page = text(72, 700, "Ein") + text(92, 700, "fettes", font="F2") + text(130, 700, "Wort")
    link = (
        b"<< /Type /Annot /Subtype /Link /Rect [128 695 160 712] "
        b"/A << /S /URI /URI (https://rad.example/netz) >> >>"
    )
    (block,) = read(page, annotations={1: [link]}).blocks
    assert [run.text for run in block.line if run.bold] == ["fettes"]
    assert [run.text for run in block.line if run.link] == ["Wort"]


def test_a_picture_is_taken_out_and_a_logo_on_each_page_is_not():
    file = File()
    images = [
        file.stream(
            colour * 10_000,
            b"/Type /XObject /Subtype /Image /Width 100 /Height 100 /BitsPerComponent 8 "
            b"/ColorSpace /DeviceRGB",
        )
        for colour in (b"\xff\x00\x00", b"\x00\x00\xff")
    ]
    resources = b"/XObject << /Logo %d 0 R /Karte %d 0 R >>" % tuple(images)
    logo = b"q 60 0 0 40 500 780 cm /Logo Do Q\n"
    first = logo + lines(72, 700, *LEFT) + b"q 200 0 0 200 72 400 cm /Karte Do Q\n"
    document = read(first, logo + lines(72, 700, *RIGHT), resources=resources, file=file)
    (bild,) = document.bilder
    assert bild.content_type == "image/png"
    assert len(document.blocks) == 3


def _grid(top, *rows):
    """A table of two columns in lines, rows 20 points high."""
    bottom = top - 20 * len(rows)
    drawn = b"".join(rule(70, top - 20 * n, 470, top - 20 * n) for n in range(len(rows) + 1))
    drawn += b"".join(rule(x, bottom, x, top) for x in (70, 270, 470))
    for number, (left, right) in enumerate(rows):
        y = top - 14 - 20 * number
        drawn += text(75, y, left) + text(275, y, right)
    return drawn


HEAD, GOAL = ("Leitziel", "Text"), ("1 Wohnen", "Die Stadt baut und")


@pytest.mark.parametrize(
    ("below", "rows"),
    [
        ([HEAD, ("2 Wege", "Kurz.")], [HEAD, GOAL, ("2 Wege", "Kurz.")]),
        ([("", "saniert."), ("2 Wege", "Kurz.")],
         [HEAD, ("1 Wohnen", "Die Stadt baut und saniert."), ("2 Wege", "Kurz.")]),
        ([("2 Wege", "Kurz.")], [HEAD, GOAL, ("2 Wege", "Kurz.")]),
    ],
    ids=["head said twice", "in the middle of a row", "between two rows"],
)  # fmt: skip
def test_a_table_goes_on_over_pages(below, rows):
    read_out = read(_grid(160, HEAD, GOAL), _grid(780, *below) + lines(72, 600, *LEFT))
    (table,) = [block for block in read_out.blocks if isinstance(block, Table)]
    assert [tuple(plain_text(cell) for cell in row) for row in table.rows] == rows


def test_two_tables_with_text_between_stay_two():
    page = _grid(160, HEAD, GOAL) + lines(72, 100, *LEFT)
    tables = [b for b in read(page, _grid(780, HEAD, GOAL)).blocks if isinstance(b, Table)]
    assert len(tables) == 2


def test_struck_words_are_kept_in_text_and_left_out_of_headings():
    page = text(72, 700, "Leitziel 3: ", 16, "F2") + text(170, 700, "Tote ", 16, "F2")
    page += text(215, 700, "Innenstadt", 16, "F2") + rule(168, 704.5, 213, 704.5)
    page += text(72, 680, "Leitziel 9: Fort", 16, "F2") + rule(70, 684.5, 200, 684.5)
    page += (
        text(72, 640, "Die Stadt baut.") + text(72, 560, "Entfallen.") + rule(70, 563.2, 140, 563.2)
    )
    document = read(page)
    assert texts(document) == ["Leitziel 3: Innenstadt", "Die Stadt baut.", "Entfallen."]
    assert document.blocks[-1].line[0].strike
    (hint,) = document.hinweise
    assert "Durchgestrichener Text" in hint.text
