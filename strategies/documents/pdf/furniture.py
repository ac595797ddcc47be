"""Running heads, running feet and page numbers: what stands on page after page."""

import re
from collections import defaultdict

from .paragraphs import usual_size

_EDGE = 0.14  # of the page's height, above and below
_NEAR = 6  # points
_SOME = 3  # pages
_MOST_ALIKE = 3  # on a page
_NUMBERED = re.compile(
    r"\W*(?:(?:seite|page|s\.)\s*)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:/|\||von|of)\s*\d{1,4})?\W*",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")


def without_furniture(pages):
    """Take what is no content from the lines of all pages.

    Args:
        pages: for each page its height and its groups of lines.

    Returns:
        The groups of all pages without it.
    """
    body = usual_size(line for _height, groups in pages for group in groups for line in group)
    at_edge = defaultdict(list)
    for number, (height, groups) in enumerate(pages, 1):
        for group in groups:
            for line in group:
                if line.spans[0].ready is None and (edge := _edge(line, height)):
                    at_edge[_DIGITS.sub("#", _normal(line)), edge].append((number, line))
    gone = set()
    for (text, _edge_name), found in at_edge.items():
        gone.update(id(line) for line in _repeated(text, found, len(pages), body))
    gone.update(_numbers(pages))
    return [
        [kept for group in groups if (kept := [line for line in group if id(line) not in gone])]
        for _height, groups in pages
    ]


def _edge(line, height):
    if line.base > (1 - _EDGE) * height:
        return "above"
    return "below" if line.base < _EDGE * height else ""


def _normal(line):
    return " ".join(line.text.split())


def _repeated(text, found, pages, body):
    """Lines that stand at the same place on several pages."""
    if len(found) > _MOST_ALIKE * pages:
        return
    for _number, line in found:
        near = [(n, other) for n, other in found if abs(other.base - line.base) <= _NEAR]
        numbers = {n for n, _other in near}
        if len(numbers) < 2 or len(numbers) < min(_SOME, pages):
            continue
        same = len({_normal(other) for _n, other in near}) < len(near)
        # "Leitprojekt 3" at the head of a page each: numbers alone make no running head.
        if not same and (line.bold or line.size > body + 0.6):
            continue
        if line.size > 1.3 * body and len(numbers) < 0.6 * pages:
            continue
        if same or "#" in text:
            yield line


def _numbers(pages):
    """A number by itself as the first or last line of a page."""
    for number, (height, groups) in enumerate(pages, 1):
        lines = sorted((line for group in groups for line in group), key=lambda line: line.base)
        for line in (*lines[:1], *lines[-1:]):
            text = _normal(line)
            if (
                line.spans[0].ready is None
                and _edge(line, height)
                and _NUMBERED.fullmatch(text)
                and (len(lines) > 1 or text == str(number))
            ):
                yield id(line)
