"""Text with a line through it: kept as struck out in paragraphs, left out of headings."""

from bisect import bisect_left, bisect_right
from dataclasses import replace

from .model import Chunk

_LOW, _HIGH = 0.15, 0.45  # of the size, above the line the letters stand on
_COVERED = 0.8  # of the width
_FLAT = 2.6  # points


def strike(content):
    """Mark the spans of a page that a line runs through."""
    flat = sorted(
        ((r[1] + r[3]) / 2, r[0], r[2]) for r in content.rules if r[3] - r[1] <= _FLAT < r[2] - r[0]
    )
    heights = [y for y, _left, _right in flat]
    for span in content.spans:
        first = bisect_left(heights, span.base + _LOW * span.size)
        last = bisect_right(heights, span.base + _HIGH * span.size)
        width = span.right - span.left
        span.struck = any(
            min(right, span.right) - max(left, span.left) > _COVERED * width
            for _y, left, right in flat[first:last]
        )


def without_struck(pieces, body):
    """The pieces without what is struck out in headings, and the pages where that is.

    Args:
        body: the usual size; what is bold, or larger, may be a heading.
    """
    result, pages = [], set()
    for piece in pieces:
        if isinstance(piece, Chunk) and (piece.level or piece.bold or piece.size > body + 0.6):
            lines = [kept for line in piece.lines if (kept := _unstruck(line))]
            if lines != piece.lines:
                pages.add(piece.page)
                if not lines:
                    continue
                piece = replace(piece, lines=lines)
        result.append(piece)
    return result, pages


def _unstruck(line):
    if not any(span.struck for span in line.spans):
        return line
    spans = [span for span in line.spans if not span.struck]
    return replace(line, spans=spans) if any(span.text.strip() for span in spans) else None
