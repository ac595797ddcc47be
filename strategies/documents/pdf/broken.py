"""Tables that a page break cut: put together again, heads said twice left out."""

from .model import Chunk, Ready

_NEAR = 2.5  # points
_LOW = 0.25  # of the page: where a table ends that goes on
_SENTENCE_ENDS = (".", "!", "?", ":", ";", "…", "“", ")")


def joined(pieces, heights):
    """The pieces with tables joined that are one over several pages.

    Args:
        heights: of the pages, by number from 1.
    """
    result = []
    last_page = 0
    for piece in pieces:
        last = result[-1] if result else None
        if _is_table(piece) and _is_table(last) and piece.page == last_page + 1:
            rows = _rest(last, piece, heights[last_page])
            if rows is not None:
                last.rows, last.box, last_page = rows, piece.box, piece.page
                continue
        last_page = piece.page
        result.append(piece)
    return result


def _is_table(piece):
    return isinstance(piece, Ready) and bool(piece.rows) and len(piece.edges) > 1


def _rest(first, second, height):
    """All rows of a table that the second goes on with, None where it is another one."""
    same = len(first.edges) == len(second.edges) and all(
        abs(a - b) <= _NEAR for a, b in zip(first.edges, second.edges, strict=True)
    )
    if not same:
        return None
    rows = list(second.rows)
    is_headed = len(rows) > 1 and any(_texts(rows[0])) and _texts(rows[0]) == _texts(first.rows[0])
    if is_headed:
        rows = rows[1:]
    texts = _texts(rows[0])
    if not texts[0] and any(texts):
        last = [_together(*cells) for cells in zip(first.rows[-1], rows[0], strict=True)]
        return [*first.rows[:-1], last, *rows[1:]]
    if is_headed or (len(texts) > 1 and first.box[1] < _LOW * height):
        return [*first.rows, *rows]
    return None


def _texts(row):
    return [" ".join(chunk.text for chunk in cell).strip() for cell in row]


def _together(above, below):
    """The pieces of a cell; a sentence that goes on is one paragraph."""
    if above and below and isinstance(above[-1], Chunk):
        text, after = above[-1].text.rstrip(), below[0].text.lstrip()
        if not text.endswith(_SENTENCE_ENDS) and (after[:1].islower() or text.endswith("-")):
            last = Chunk([*above[-1].lines, *below[0].lines])
            return [*above[:-1], last, *below[1:]]
    return [*above, *below]
