"""PDFs made to keep a server busy, to run programs, or of no use: a sentence for each."""

import time
import zlib

import pytest

from strategies.documents import DocumentError, read_document
from strategies.documents.pdf import read_pdf

from .pages import File, lines, marked, pdf, text

PAGE = lines(72, 700, "Leitziel 1: Wohnen", "Die Stadt schafft Wohnraum.")


def _with_tree(tree):
    """A file whose tree of pages is written by hand; %d is its only page."""
    file = File()
    content = file.stream(PAGE)
    page = file.add(
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R >>" % content
    )
    file.objects[1] = b"<< /Type /Catalog /Pages 2 0 R >>"
    file.objects[2] = tree.replace(b"PAGE", b"%d 0 R" % page)
    return file.data()


def _encrypted():
    file = File(trailer=b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <00> /U <00> /P -4 >>")
    return pdf(PAGE, file=file)


def _script_in_stream_of_objects():
    file = File()
    file.stream(b"9 0 << /S /JavaScript /JS (x) >>", b"/Type /ObjStm /N 1 /First 4")
    return pdf(PAGE, file=file)


def _packed_twice():
    file = File()
    packed = zlib.compress(zlib.compress(b" " * 60_000_000))
    entries = b"/Filter [/FlateDecode /FlateDecode]"
    file.stream(packed, entries, packed=False)
    return pdf(PAGE, file=file)


def _form_that_draws_itself():
    file = File()
    number = file.add(b"")
    file.objects[number] = (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 11 "
        b"/Resources << /XObject << /X %d 0 R >> >> >>\nstream\n/X Do /X Do\nendstream" % number
    )
    return pdf(PAGE + b"/X Do", resources=b"/XObject << /X %d 0 R >>" % number, file=file)


def _forms_that_draw_each_other():
    """Twelve forms, each of which draws the next ten times."""
    file = File()
    number = file.stream(PAGE, b"/Type /XObject /Subtype /Form /BBox [0 0 999 999]")
    for _depth in range(12):
        resources = file.add(b"<< /XObject << /X %d 0 R >> >>" % number)
        number = file.stream(
            b"/X Do " * 10,
            b"/Subtype /Form /BBox [0 0 999 999] /Resources %d 0 R" % resources,
        )
    return pdf(PAGE + b"/X Do", resources=b"/XObject << /X %d 0 R >>" % number, file=file)


def _scan():
    file = File()
    image = file.stream(
        b"\x80" * 30_000,
        b"/Type /XObject /Subtype /Image /Width 100 /Height 100 /BitsPerComponent 8 "
        b"/ColorSpace /DeviceRGB",
    )
    return pdf(
        b"q 595 0 0 842 0 0 cm /I Do Q", resources=b"/XObject << /I %d 0 R >>" % image, file=file
    )


REFUSED = {
    "no PDF": (lambda: b"hello", "kein PDF"),
    "cut off": (lambda: pdf(PAGE)[:200], "kein PDF"),
    "encrypted": (_encrypted, "verschlüsselt"),
    "script": (
        lambda: pdf(PAGE, catalogue=b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"),
        "JavaScript",
    ),
    "hidden script": (_script_in_stream_of_objects, "JavaScript"),
    "10,000 pages": (
        lambda: _with_tree(b"<< /Type /Pages /Count 10000 /Kids [" + b"PAGE " * 10_000 + b"] >>"),
        "10000 Seiten",
    ),
    "pages that are not there": (
        lambda: _with_tree(b"<< /Type /Pages /Count 400 /Kids [PAGE] >>"),
        "beschädigt",
    ),
    "pages in circles": (
        lambda: _with_tree(b"<< /Type /Pages /Count 3 /Kids [2 0 R 2 0 R 2 0 R] >>"),
        "beschädigt",
    ),
    "bomb": (lambda: pdf(b" " * 60_000_000 + PAGE), "zu viel Platz"),
    "bomb in a bomb": (_packed_twice, "zu viel Platz"),
    "drawing itself": (_form_that_draws_itself, "gezeichnete Teile"),
    "drawing each other": (_forms_that_draw_each_other, "gezeichnete Teile"),
    "half a million objects": (
        lambda: pdf(PAGE) + b"1 0 obj null endobj\n" * 500_000,
        "Teile im Aufbau",
    ),
    "30,000 lines on a page": (
        lambda: pdf(b"0 0 m 9 9 l S\n" * 30_000),
        "gezeichnete Teile auf einer Seite",
    ),
    "70,000 letters on a page": (
        lambda: pdf(b"".join(text(9, 840 - n * 0.8, "x" * 80, 0.5) for n in range(1000))),
        "Zeichen auf einer Seite",
    ),
    "scan": (_scan, "Texterkennung"),
    "nothing": (lambda: pdf(b""), "keinen Text"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_pdf_of_no_use_is_refused_with_a_sentence_and_soon(name):
    make, words = REFUSED[name]
    data = make()
    start = time.process_time()
    with pytest.raises(DocumentError) as refused:
        read_document("a.pdf", data, limit=100_000_000)
    assert words in str(refused.value)
    assert time.process_time() - start < 5


def _previous_table_is_the_same():
    data = pdf(PAGE)
    start = int(data[data.rindex(b"startxref") :].split()[1])
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % start)


def _bookmarks_in_circles():
    file = File()
    root, mark = file.add(b""), file.add(b"")
    file.objects[root] = b"<< /Type /Outlines /First %d 0 R >>" % mark
    file.objects[mark] = b"<< /Title (x) /Next %d 0 R /First %d 0 R >>" % (mark, root)
    return pdf(PAGE, catalogue=b"/Outlines %d 0 R" % root, file=file)


def _tags(depth):
    """Elements inside each other; with a depth of 0 one that contains itself."""
    file = File()
    root = file.add(b"")
    first = root + 1
    for number in range(max(depth, 1)):
        last = number == max(depth, 1) - 1
        kid = b"0" if last and depth else b"[%d 0 R 0]" % first if last else b"%d 0 R" % (
            first + number + 1
        )  # fmt: skip
        file.add(b"<< /S /Sect /P %d 0 R /K %s >>" % (root + number, kid))
    parents = file.add(b"<< /Nums [0 [%d 0 R]] >>" % (root + max(depth, 1)))
    file.objects[root] = b"<< /Type /StructTreeRoot /K %d 0 R /ParentTree %d 0 R >>" % (
        first,
        parents,
    )
    return pdf(
        marked(0, PAGE),
        catalogue=b"/MarkInfo << /Marked true >> /StructTreeRoot %d 0 R" % root,
        file=file,
    )


READ = {
    "tables of objects in circles": _previous_table_is_the_same,
    "bookmarks in circles": _bookmarks_in_circles,
    "an element that contains itself": lambda: _tags(0),
    "elements 3,000 deep": lambda: _tags(3000),
    "no table of objects": lambda: pdf(PAGE).replace(b"xref", b"xxxx"),
    "a page as large as a country": lambda: pdf(PAGE, box=b"0 0 999999999 999999999"),
    "arrays in arrays": lambda: pdf(PAGE, catalogue=b"/X " + b"[" * 100_000 + b"]" * 100_000),
}


@pytest.mark.parametrize("name", READ)
def test_what_leads_in_circles_is_read_once(name):
    data = READ[name]()
    start = time.process_time()
    assert sum(len(block.line) for block in read_pdf(data).blocks) >= 1
    assert time.process_time() - start < 5


def test_a_picture_too_large_to_unpack_is_named_and_left_out():
    file = File()
    image = file.stream(
        b"x" * 100,
        b"/Type /XObject /Subtype /Image /Width 100000 /Height 100000 /BitsPerComponent 8 "
        b"/ColorSpace /DeviceRGB",
    )
    drawn = PAGE + b"q 300 0 0 300 50 50 cm /I Do Q"
    data = pdf(drawn, resources=b"/XObject << /I %d 0 R >>" % image, file=file)
    (hint,) = read_pdf(data).hinweise
    assert hint.place == "Seite 1"
    assert "zu viele Bildpunkte" in hint.text
