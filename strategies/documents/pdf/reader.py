"""A PDF → blocks, from the pages up."""

from collections import Counter, defaultdict
from contextlib import closing

from django.utils.translation import gettext as _

from ...limits import MOST_IN_PARAGRAPH
from ..assembling import as_line, nested_lists
from ..blocks import Heading, Look, Paragraph, ParsedDocument, Run, Table
from ..canonical import canonical_blocks
from ..errors import DocumentError
from ..limits import refuse
from ..pictures import Shelf
from ..progress import report
from .bookmarks import label_before, mark_headings, read_bookmarks
from .content import read_content
from .contents import without_contents
from .formulas import told_of
from .images import Images, without_logos
from .listing import Depths, entry, find_entries, is_bullet
from .model import Chunk
from .notes import label_length, label_of, references
from .paragraphs import Ends, usual_size
from .plain import PlainReader
from .struck import without_struck
from .tagged import TaggedReader
from .tags import Tags
from .words import LineJoiner, vocabulary

MOST_CHARACTERS = 4_000_000
"""Of a document; 500 pages of small print have some two millions."""

MOST_SPANS = 400_000
MOST_PIECES = 20_000

_LEAST_TEXT = 12  # characters on a page on average; less is a scan with a stamp


class PdfReader:
    """Reads an opened PDF.

    Args:
        document: a `pypdfium2.PdfDocument`.
    """

    def __init__(self, document):
        self._document = document
        self._images = Images()
        self._shelf = Shelf()
        self._tags = Tags()
        self._contents = []
        self._pictures = []

    def read(self):
        """A `ParsedDocument`."""
        self._read_pages()
        self._refuse_scan()
        pieces, notes = self._pieces()
        refuse(len(pieces), MOST_PIECES, _("Absätze"))
        pieces = without_contents(pieces, len(self._contents))
        pieces = mark_headings(pieces, read_bookmarks(self._document))
        pieces, pages = without_struck(pieces, usual_size(_lines(pieces)))
        for page in sorted(pages):
            text = _("Durchgestrichener Text in einer Überschrift wurde ausgelassen.")
            self._shelf.note(_place(page), text)
        for page, text in told_of(pieces):
            self._shelf.note_formula(text, _place(page))
        return self._document_of(pieces, notes)

    def _read_pages(self):
        characters = spans = 0
        total = len(self._document)
        for number in range(1, total + 1):
            report("pages", number - 1, total)
            content, page = read_content(self._document, number)
            with closing(page):
                content.spans = _visible(content.spans)
                characters += sum(len(span.text) for span in content.spans)
                spans += len(content.spans)
                refuse(characters, MOST_CHARACTERS, _("Zeichen"))
                refuse(spans, MOST_SPANS, _("verschieden gestaltete Stellen"))
                marks = {span.mark for span in content.spans if span.mark >= 0}
                self._tags.add_page(page, number, marks | {i.mark for i in content.images} - {-1})
                self._pictures.append(self._images.take(self._document, page, content))
            self._contents.append(content)

    def _refuse_scan(self):
        length = sum(len(s.text.strip()) for content in self._contents for s in content.spans)
        pages = len(self._contents)
        if length >= (_LEAST_TEXT * pages if self._images.covered else 1):
            return
        if self._images.covered or any(self._pictures):
            raise DocumentError(
                _(
                    "Das PDF besteht aus Bildern, wie nach dem Scannen; darin ist kein Text, der "
                    "sich lesen lässt. Bitte laden Sie das Dokument hoch, aus dem es entstand, "
                    "oder lassen Sie zuerst eine Texterkennung darüber laufen."
                )
            )
        raise DocumentError(_("Das PDF hat keinen Text."))

    def _pieces(self):
        """The pieces of the document and those of its notes."""
        spans = [span for content in self._contents for span in content.spans]
        heights = [content.height for content in self._contents]
        self._pictures = without_logos(self._pictures, heights)
        images = [ready.picture for found in self._pictures for ready in found]
        tagged = TaggedReader(self._tags.root, spans, images)
        if tagged.is_complete:
            return tagged.pieces(), tagged.notes
        plain = PlainReader()
        for content, pictures in zip(self._contents, self._pictures, strict=True):
            plain.add_page(content, pictures)
        return plain.pieces(), plain.notes

    def _document_of(self, pieces, notes):
        writer = _BlockWriter(pieces, notes, self._picture)
        blocks = [*writer.blocks(pieces), *writer.blocks(writer.rest)]
        for page in sorted(writer.lost):
            self._shelf.note(
                _place(page),
                _("Ein Zeichen einer Symbolschrift ist nicht bekannt und fehlt im Text."),
            )
        return ParsedDocument(
            canonical_blocks(blocks),
            writer.notes(),
            self._shelf.bilder,
            self._shelf.hinweise,
            pages=len(self._contents),
        )

    def _picture(self, image):
        place = _place(image.page)
        data, reason = self._images.data(image.key)
        if reason:
            self._shelf.leave_out(image.alt, place, reason)
            return None
        return self._shelf.take(data, image.alt, place)


def _place(page):
    return _("Seite %(number)d") % {"number": page}


class _BlockWriter:
    """Pieces → blocks.

    Attributes:
        rest: pieces of notes that nothing refers to.
    """

    def __init__(self, pieces, notes, picture):
        lines = list(_lines(pieces))
        self._picture = picture
        self._body = usual_size(lines)
        self._body_left = _usual_left(pieces, self._body)
        self._notes, rest, keys = _numbered(notes, lines)
        self.rest = rest
        note_lines = (line for found in notes for line in _lines(found))
        known = vocabulary(line.text for group in (lines, note_lines) for line in group)
        self._words = LineJoiner(known, keys)
        self._ends = Ends(pieces)

    @property
    def lost(self):
        """Pages with signs that could not be read."""
        return self._words.lost

    def notes(self):
        """Blocks of each note by its key."""
        return {
            key: canonical_blocks(self.blocks(pieces, note=True))
            for key, pieces in self._notes.items()
        }

    def blocks(self, pieces, *, note=False):
        """The blocks of pieces; those of a note begin with its number."""
        entries = []
        labels = find_entries(pieces, self._body)
        depths = Depths()
        for place, piece in enumerate(pieces):
            if not isinstance(piece, Chunk):
                depths.leave()
                entries += self._ready(piece)
            elif place in labels:
                label = labels[place]
                blocks = [self._paragraph(piece, label.length)]
                entries.append(entry(depths.enter(piece, label), label, blocks))
            elif piece.level or not depths.continues(piece, self._body_left):
                depths.leave()
                skip = label_length(piece) if note and not place else 0
                entries.append(
                    self._heading(piece) if piece.level else self._paragraph(piece, skip)
                )
            else:
                entries[-1].blocks.append(self._paragraph(piece))
        return nested_lists(entries)

    def _heading(self, piece):
        label = label_before(piece)
        line = self._line(piece, len(label))
        return Heading(piece.level, line, label.strip(), page=piece.page)

    def _paragraph(self, piece, skip=0):
        line = self._line(piece, skip)
        length = sum(len(item.text) for item in line if isinstance(item, Run))
        if length > MOST_IN_PARAGRAPH:
            refuse(length, MOST_IN_PARAGRAPH, _("Zeichen in einem Absatz"))
        return Paragraph(line, Look(piece.size, piece.bold, 0, piece.page))

    def _line(self, piece, skip=0):
        for line in piece.lines:
            for span in line.spans:
                if span.ready is not None:
                    span.ready.picture = self._taken(span.ready)
        ends = self._ends.on_purpose if piece.closed else None
        return self._words.line(piece.lines, ends=ends, skip=skip)

    def _taken(self, ready):
        """The picture of a place, decoded only when its place is known to be text."""
        return self._picture(ready.picture) if hasattr(ready.picture, "handle") else ready.picture

    def _ready(self, ready):
        if ready.rows:
            cells = [[as_line(self._cell(cell)) for cell in row] for row in ready.rows]
            if len(cells) == 1 and len(cells[0]) == 1:
                return self._cell(ready.rows[0][0])
            return [Table(tuple(map(tuple, cells)))]
        picture = self._taken(ready)
        return [Paragraph((picture,))] if picture else []

    def _cell(self, pieces):
        for piece in pieces:
            if isinstance(piece, Chunk):
                piece.level = 0
        return self.blocks(pieces)


def _visible(spans):
    """What is drawn; below a scan, what was recognised in it."""
    shown = [span for span in spans if not span.hidden]
    return shown if any(span.text.strip() for span in shown) else spans


def _lines(pieces):
    for piece in pieces:
        if isinstance(piece, Chunk):
            yield from piece.lines
        else:
            for row in piece.rows:
                for cell in row:
                    yield from _lines(cell)


def _usual_left(pieces, body):
    """x where most paragraphs begin."""
    lefts = Counter(
        round(piece.left)
        for piece in pieces
        if isinstance(piece, Chunk) and abs(piece.size - body) < 1 and not is_bullet(piece.lines[0])
    )
    return lefts.most_common(1)[0][0] if lefts else 0


def _numbered(notes, lines):
    """Notes by key, those nothing refers to, and the key for each span that refers to one."""
    found = defaultdict(list)
    for page, label, span in references(lines):
        found[label].append((page, span))
    by_key, keys, rest = {}, {}, []
    for number, pieces in enumerate(notes):
        first = next((piece for piece in pieces if isinstance(piece, Chunk)), None)
        label = label_of(first) if first else None
        near = sorted(
            (
                (abs(page - first.page), place, span)
                for place, (page, span) in enumerate(found.get(label, ()))
                if id(span) not in keys and page <= first.page
            ),
            key=lambda found: found[:2],
        )
        if near:
            key = f"note{number + 1}"
            by_key[key] = pieces
            keys[id(near[0][2])] = key
        else:
            rest += pieces
    return by_key, rest, keys
