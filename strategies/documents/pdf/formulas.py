"""Formulas of a PDF: it draws them sign by sign, so that fractions and limits lose their place."""

import re
from dataclasses import replace

from .. import symbols
from .model import Chunk, gap_is_blank

_SIGNS = re.compile("[∑∏∫∮√∛∜⋃⋂\u239b-\u23b3]")
_SMALL, _LEVEL = 0.8, 0.2  # of the size


def as_one(spans, alt, before):
    """A span for the spans of a formula that stands in a line, or before anything.

    Args:
        spans: of the formula, in drawn order.
        alt: what the document says it is, or "".
        before: the span before it, or None.
    """
    main = spans[0]
    written, is_plain = _written(spans, main)
    box = (
        min(span.left for span in spans), min(span.box[1] for span in spans),
        max(span.right for span in spans), max(span.box[3] for span in spans),
    )  # fmt: skip
    said = " ".join(alt.split())
    like = before or main
    return replace(
        main, text=said or written, box=box, base=like.base, size=like.size, italic=False,
        formula=not (said or is_plain),
    )  # fmt: skip


def _written(spans, main):
    """The formula in one line, and whether that says all of it."""
    text, is_plain = "", True
    for index, span in enumerate(spans):
        part = span.text.strip()
        if index and span.size < _SMALL * main.size:
            raised = span.base > main.base
            other = symbols.raised(part) if raised else symbols.lowered(part)
            is_plain = is_plain and other != part
            part = other if other != part else f"{'^' if raised else '_'}{part}"
        elif index:
            before = spans[index - 1]
            is_plain = is_plain and abs(span.base - main.base) < _LEVEL * main.size
            if span.left < before.right and before.base - span.base > 0.8 * main.size:
                part = f" / {part}"
            elif gap_is_blank(before, span):
                part = f" {part}"
        text += part
    return text, is_plain and not _SIGNS.search(text)


def told_of(pieces):
    """Page and text of each formula that may have lost its meaning."""
    for piece in pieces:
        if isinstance(piece, Chunk):
            spans = [span for line in piece.lines for span in line.spans]
            marked = [span.text for span in spans if span.formula]
            for text in marked or ([piece.text[:80]] if _SIGNS.search(piece.text) else ()):
                yield piece.page, text
