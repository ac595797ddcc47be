"""Builds PDF files byte by byte: pages of text with bookmarks, tags, notes, and worse."""

import zlib
from dataclasses import dataclass, field

FONTS = {"F1": "Helvetica", "F2": "Helvetica-Bold", "F3": "Helvetica-Oblique"}
WIDTH, HEIGHT = 595, 842


def text(x, y, words, size=11, font="F1"):
    """Drawing operators for a line of text that begins at x, y."""
    written = words.encode("cp1252").replace(b"\\", b"\\\\")
    written = written.replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT /%s %g Tf %g %g Td (%s) Tj ET\n" % (font.encode(), size, x, y, written)


def lines(x, y, *words, size=11, font="F1", step=14):
    """Lines of text one below the other."""
    return b"".join(text(x, y - n * step, w, size, font) for n, w in enumerate(words))


def rule(left, bottom, right, top):
    """A thin line, as tables have them."""
    return b"0.5 w %g %g m %g %g l S\n" % (left, bottom, right, top)


def marked(number, drawn, tag="P"):
    """Marked content with a number that the structure tree refers to."""
    return b"/%s << /MCID %d >> BDC\n%sEMC\n" % (tag.encode(), number, drawn)


@dataclass
class File:
    """A PDF in the making: objects by number, 1 is the catalogue, 2 the tree of pages."""

    objects: dict = field(default_factory=dict)
    trailer: bytes = b""

    def add(self, body):
        number = max(self.objects, default=2) + 1
        self.objects[number] = body
        return number

    def stream(self, data, entries=b"", *, packed=True):
        if packed:
            data, entries = zlib.compress(data), entries + b" /Filter /FlateDecode"
        return self.add(b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data))

    def data(self):
        out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        places = {}
        for number in sorted(self.objects):
            places[number] = len(out)
            out += b"%d 0 obj\n%s\nendobj\n" % (number, self.objects[number])
        start = len(out)
        size = max(self.objects) + 1
        out += b"xref\n0 %d\n0000000000 65535 f \n" % size
        for number in range(1, size):
            out += b"%010d 00000 n \n" % places.get(number, 0)
        out += b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
            size,
            self.trailer,
            start,
        )
        return bytes(out)


def pdf(*pages, bookmarks=(), catalogue=b"", resources=b"", annotations=None, box=None, tree=(),
        file=None):  # fmt: skip
    """A PDF of pages, each the operators that draw it.

    Args:
        bookmarks: level (from 1), title and page (from 1) of each.
        catalogue, resources: further entries.
        annotations: dictionaries by page (from 1).
        tree: the structure: kind and kids of each element; a kid is such a pair again, or page
            and number of marked content. A third entry is the alternative text, a fourth more of
            its dictionary.
        file: a `File` with objects of the caller's.
    """
    file = file or File()
    fonts = b" ".join(
        b"/%s << /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>"
        % (key.encode(), name.encode())
        for key, name in FONTS.items()
    )
    box = box or b"0 0 %d %d" % (WIDTH, HEIGHT)
    numbers = []
    for number, drawn in enumerate(pages, 1):
        content = file.stream(drawn)
        notes = b" ".join((annotations or {}).get(number, ()))
        numbers.append(
            file.add(
                b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents %d 0 R /Annots [%s] "
                b"/StructParents %d /Resources << /Font << %s >> %s >> >>"
                % (box, content, notes, number - 1, fonts, resources)
            )
        )
    if bookmarks:
        catalogue += b" /Outlines %d 0 R" % _outline(file, bookmarks, numbers)
    if tree:
        catalogue += b" /MarkInfo << /Marked true >> /StructTreeRoot %d 0 R" % _structure(
            file, tree, numbers
        )
    file.objects.setdefault(1, b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalogue)
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    file.objects.setdefault(2, b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(numbers), kids))
    return file.data()


def _outline(file, bookmarks, pages):
    """The outline's objects: siblings are chained, children hang below the one before."""
    root = file.add(b"")
    first = {root: None}
    own = [file.add(b"") for _mark in bookmarks]
    path, parents, after = [(0, root)], {}, {}
    for number, (level, _title, _page) in zip(own, bookmarks, strict=True):
        while path[-1][0] >= level:
            path.pop()
        parent = path[-1][1]
        parents[number] = parent
        siblings = [n for n in own if parents.get(n) == parent and n != number]
        if siblings:
            after[siblings[-1]] = number
        else:
            first[parent] = number
        path.append((level, number))
    for number, (_level, title, page) in zip(own, bookmarks, strict=True):
        words = b"\xfe\xff" + title.encode("utf-16-be")
        body = b"/Title <%s> /Parent %d 0 R /Dest [%d 0 R /XYZ 0 800 0]" % (
            words.hex().encode(),
            parents[number],
            pages[page - 1],
        )
        if number in after:
            body += b" /Next %d 0 R" % after[number]
        if first.get(number):
            body += b" /First %d 0 R /Last %d 0 R" % (first[number], first[number])
        file.objects[number] = b"<< %s >>" % body
    file.objects[root] = b"<< /Type /Outlines /First %d 0 R /Last %d 0 R >>" % (
        first[root],
        first[root],
    )
    return root


def _structure(file, tree, pages):
    """The structure tree's objects, and the way back from marked content."""
    root = file.add(b"")
    owners = {}

    def element(parent, kind, kids, alt="", more=b""):
        number = file.add(b"")
        parts = []
        for kid in kids:
            if isinstance(kid[0], int):
                page, mark = kid
                owners[page, mark] = number
                parts.append(b"<< /Type /MCR /Pg %d 0 R /MCID %d >>" % (pages[page - 1], mark))
            else:
                parts.append(b"%d 0 R" % element(number, *kid))
        words = b"/Alt <%s>" % (b"\xfe\xff" + alt.encode("utf-16-be")).hex().encode()
        file.objects[number] = b"<< /Type /StructElem /S /%s /P %d 0 R /K [%s] %s %s >>" % (
            kind.encode(),
            parent,
            b" ".join(parts),
            words,
            more,
        )
        return number

    tops = b" ".join(b"%d 0 R" % element(root, *part) for part in tree)
    numbers = b""
    for page in range(1, len(pages) + 1):
        marks = [mark for on, mark in owners if on == page]
        way = [
            b"%d 0 R" % owners[page, mark] if (page, mark) in owners else b"null"
            for mark in range(max(marks, default=-1) + 1)
        ]
        numbers += b"%d [%s] " % (page - 1, b" ".join(way))
    parents = file.add(b"<< /Nums [%s] >>" % numbers)
    file.objects[root] = b"<< /Type /StructTreeRoot /K [%s] /ParentTree %d 0 R >>" % (
        tops,
        parents,
    )
    return root
