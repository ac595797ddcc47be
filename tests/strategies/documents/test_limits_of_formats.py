"""What a document may hold is the same in every format; what it takes to say so is small."""

import pytest

from strategies import limits as limits_of_texts
from strategies.documents import DocumentError, limits, parse_document, read_document

from . import odt, word
from .pdf import pages

LIMIT = 10_000_000
TOLD = {
    "paragraphs": ("MOST_PARAGRAPHS", 3, "Absätze"),
    "rows": ("MOST_ROWS", 3, "Zeilen in Tabellen"),
    "cells": ("MOST_CELLS", 3, "Zellen in Tabellen"),
    "notes": ("MOST_NOTES", 1, "Fußnoten"),
    "pictures": ("MOST_PICTURES", 1, "Bilder"),
    "depth": ("MOST_DEPTH", 1, "Ebenen ineinander"),
    "length": ("MOST_IN_PARAGRAPH", 60, "Zeichen in einem Absatz"),
}
LONG = "Die Stadt sichert hier die Grundlagen für die nächsten Jahre und darüber hinaus."


def in_word(*body, footnotes=""):
    return word.docx(
        *body,
        footnotes=footnotes,
        parts={"word/media/a.png": word.png((40, 40))},
        links={"rBild": ("image", "media/a.png", False)},
    )


def _word_notes():
    refs = [f'<w:r><w:footnoteReference w:id="{n}"/></w:r>' for n in (1, 2)]
    notes = "".join(f'<w:footnote w:id="{n}">{word.p("Note.")}</w:footnote>' for n in (1, 2))
    return in_word(*(word.p("Satz", ref) for ref in refs), footnotes=notes)


WORD = {
    "paragraphs": lambda: in_word(*[word.p("Ein Satz.")] * 4),
    "rows": lambda: in_word(word.table(*[["Ziel"]] * 4)),
    "cells": lambda: in_word(word.table(*[["Ziel", "Weg"]] * 2)),
    "notes": _word_notes,
    "pictures": lambda: in_word(*[word.p(word.picture())] * 2),
    "depth": lambda: in_word(word.item("Eins"), word.item("Zwei", level=1)),
    "length": lambda: in_word(word.p(LONG)),
}


def in_odt(*body):
    return odt.odt(*body, parts={"Pictures/a.png": word.png((40, 40))})


ODT = {
    "paragraphs": lambda: in_odt(*[odt.p("Ein Satz.")] * 4),
    "rows": lambda: in_odt(odt.table(*[["Ziel"]] * 4)),
    "cells": lambda: in_odt(odt.table(*[["Ziel", "Weg"]] * 2)),
    "notes": lambda: in_odt(*[odt.p("Satz", odt.note("Note."))] * 2),
    "pictures": lambda: in_odt(*[odt.p(odt.frame(odt.image("Pictures/a.png")))] * 2),
    "depth": lambda: in_odt(odt.items("Eins", odt.items("Zwei"))),
    "length": lambda: in_odt(odt.p(LONG)),
}
DATA = "data:image/png;base64,iVBORw0KGgo="
MARKDOWN = {
    "paragraphs": lambda: b"Ein Satz.\n\n" * 4,
    "rows": lambda: b"| Ziel |\n|---|\n" + b"| Weg |\n" * 3,
    "cells": lambda: b"| Ziel | Weg |\n|---|---|\n| a | b |\n",
    "notes": lambda: b"Satz[^1] und[^2]\n\n[^1]: Note.\n\n[^2]: Note.\n",
    "depth": lambda: b"- Eins\n  - Zwei\n",
    "length": lambda: LONG.encode(),
}


def _grid(columns, rows):
    xs = [70 + 100 * n for n in range(columns + 1)]
    ys = [700 - 20 * n for n in range(rows + 1)]
    drawn = b"".join(pages.rule(xs[0], y, xs[-1], y) for y in ys)
    drawn += b"".join(pages.rule(x, ys[-1], x, ys[0]) for x in xs)
    for x in xs[:-1]:
        drawn += b"".join(pages.text(x + 5, y - 14, "Ziel") for y in ys[:-1])
    return pages.pdf(drawn)


def _pdf_notes():
    page = b"".join(
        pages.text(72, 700 - 40 * n, "Ein Satz") + pages.text(122, 704 - 40 * n, str(n), 6)
        + pages.text(72, 100 - 14 * n, f"{n} Eine Note.", 8) for n in (1, 2)
    )  # fmt: skip
    return pages.pdf(pages.text(72, 740, "Davor steht ein Satz.") + page)


def _pdf_pictures():
    file = pages.File()
    names = b""
    for n, colour in enumerate((b"\xff\x00\x00", b"\x00\xff\x00")):
        number = file.stream(
            colour * 10_000, b"/Type /XObject /Subtype /Image /Width 100 /Height 100 "
            b"/BitsPerComponent 8 /ColorSpace /DeviceRGB")  # fmt: skip
        names += b"/I%d %d 0 R " % (n, number)
    page = pages.text(72, 700, "Zwei Bilder.")
    page += b"q 90 0 0 90 72 500 cm /I0 Do Q\nq 90 0 0 90 72 300 cm /I1 Do Q\n"
    return pages.pdf(page, resources=b"/XObject << %s >>" % names, file=file)


PDF = {
    "paragraphs": lambda: pages.pdf(pages.lines(72, 700, *["Ein Satz."] * 4, step=40)),
    "rows": lambda: _grid(2, 4),
    "cells": lambda: _grid(2, 2),
    "notes": _pdf_notes,
    "pictures": _pdf_pictures,
    "depth": lambda: pages.pdf(
        pages.text(72, 740, "Davor steht ein Satz, der länger ist.")
        + pages.text(90, 700, "• Eins") + pages.text(120, 686, "• Zwei")
        + pages.text(90, 672, "• Drei")
    ),
    "length": lambda: pages.pdf(pages.text(20, 700, LONG, 9)),
}  # fmt: skip
FORMATS = {".docx": WORD, ".odt": ODT, ".md": MARKDOWN, ".pdf": PDF}
ALL = [(ending, what) for ending, made in FORMATS.items() for what in made]


@pytest.mark.parametrize(("ending", "what"), ALL)
def test_the_same_is_counted_in_every_format(monkeypatch, ending, what):
    data = FORMATS[ending][what]()
    parsed = parse_document(f"a{ending}", data, limit=LIMIT)
    name, most, said = TOLD[what]
    monkeypatch.setattr(limits, name, most)
    with pytest.raises(DocumentError, match=said):
        limits.refuse_parsed(parsed)
    with pytest.raises(DocumentError, match="möglich sind höchstens"):
        parse_document(f"a{ending}", data, limit=LIMIT)


GOAL = "Leitziel 1: Wohnen"
SENTENCES = " ".join([LONG] * 100)
TOO_LONG = limits_of_texts.MOST_CHARACTERS // len(SENTENCES) + 1


def _pdf_goal():
    # No two lines alike: what stands at the same place of many pages is a running head.
    number = limits_of_texts.MOST_CHARACTERS // len(LONG) + 1
    rows = [f"{LONG[:-1]} im Jahr {n}." for n in range(number)]
    drawn = [pages.lines(72, 740, *rows[n : n + 48]) for n in range(0, number, 48)]
    title = pages.text(72, 800, "Strategie 1: Mitte", 20, "F2")
    drawn[0] = title + pages.text(72, 775, GOAL, 16, "F2") + drawn[0]
    return pages.pdf(*drawn)


LONG_GOALS = {
    ".docx": lambda: word.docx(
        word.h(1, "Strategie 1: Mitte"), word.h(2, GOAL), *[word.p(SENTENCES)] * TOO_LONG
    ),
    ".odt": lambda: odt.odt(
        odt.h(1, "Strategie 1: Mitte"), odt.h(2, GOAL), *[odt.p(SENTENCES)] * TOO_LONG
    ),
    ".md": lambda: (
        f"# Strategie 1: Mitte\n\n## {GOAL}\n\n" + f"{SENTENCES}\n\n" * TOO_LONG
    ).encode(),
    ".pdf": _pdf_goal,
}


@pytest.mark.parametrize("ending", LONG_GOALS)
def test_one_text_may_not_be_longer_than_an_editor_could_save(ending):
    with pytest.raises(DocumentError, match="Zeichen"):
        read_document(f"a{ending}", LONG_GOALS[ending](), limit=LIMIT)
