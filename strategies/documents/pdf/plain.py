"""Pages without usable tags: lines, columns and tables as the eye finds them."""

from .aligned import with_tables
from .broken import joined
from .furniture import without_furniture
from .lines import in_reading_order
from .listing import begins_entry, is_bullet
from .model import Chunk, Ready, Span
from .notes import split_notes
from .paragraphs import Paragraphs, usual_size
from .tables import find_grids


class PlainReader:
    """Reads pages one after the other; `pieces` puts them together."""

    def __init__(self):
        self._pages = []
        self._contents = []
        self.notes = []

    def add_page(self, content, pictures):
        """Take the text of a page.

        Args:
            content: the `Content`.
            pictures: its images that are kept, as `Ready`.
        """
        spans = [span for span in content.spans if not span.is_artifact]
        for grid in find_grids(content.rules):
            spans = _with_table(spans, grid)
        spans += [_stand_in(ready) for ready in pictures]
        self._pages.append((content.height, in_reading_order(spans)))
        self._contents.append(content)

    def pieces(self):
        """`Chunk` and `Ready` in reading order."""
        pages = without_furniture(self._pages)
        body = usual_size(line for groups in pages for group in groups for line in group)
        groups = []
        for content, found in zip(self._contents, pages, strict=True):
            kept, notes = split_notes(found, content, body)
            groups += [with_tables(group) for group in kept]
            self.notes += [[piece] for piece in notes.values()]
        width = max((content.width for content in self._contents), default=0)
        pieces = Paragraphs(groups, is_bullet_or_numbered(groups), width=width).pieces()
        return joined(pieces, {content.number: content.height for content in self._contents})


def is_bullet_or_numbered(groups):
    """Says of a line whether an entry begins with it.

    A number begins one where a line begins with the number before or after at the same place.
    """
    found = set()
    for group in groups:
        for line in group:
            if line.spans[0].ready is None and begins_entry(line):
                found.add((line.text.split(maxsplit=1)[0], round(line.left / 3)))

    def begins(line):
        return is_bullet(line) or begins_entry(line) and _has_neighbour(line, found)

    return begins


def _has_neighbour(line, found):
    word = line.text.split(maxsplit=1)[0]
    digits = word.rstrip(".)")
    if not digits.isdigit():
        return True
    mark = word[len(digits) :]
    place = round(line.left / 3)
    return any((f"{int(digits) + step}{mark}", place) in found for step in (-1, 1))


def _with_table(spans, grid):
    """The spans with one that stands for the table instead of those inside of it."""
    inside, outside = [], []
    left, bottom, right, top = grid.box
    for span in spans:
        x, y = (span.left + span.right) / 2, span.base + 0.3 * span.size
        within = left - 1 <= x <= right + 1 and bottom - 1 <= y <= top + 1
        (inside if within else outside).append(span)
    if not inside or grid.join() < 2:
        return spans
    cells = {}
    for span in inside:
        x = min(span.left + 0.5 * span.size, (span.left + span.right) / 2)
        if place := grid.place(x, span.base + 0.3 * span.size):
            cells.setdefault(place, []).append(span)
    rows = [
        [_cell(cells.get((row, column), ())) for column in range(grid.columns)]
        for row in range(grid.rows)
    ]
    rows = [row for row in rows if any(row)]
    return [*outside, _stand_in(Ready(inside[0].page, grid.box, rows, edges=grid.edges))]


def _cell(spans):
    lines = [[line for group in in_reading_order(spans) for line in group]] if spans else []
    return [p for p in Paragraphs(lines, is_bullet).pieces() if isinstance(p, Chunk)]


def _stand_in(ready):
    """A span that stands in the flow for what is no text."""
    left, bottom, right, top = ready.box
    return Span("\ufffc", ready.box, top - 1, 0.1, False, False, -1, ready.page, ready=ready)
