"""Footnotes: the small print at the foot of a page, and the raised figures that refer to it."""

import re
from itertools import pairwise

from .model import Chunk
from .words import is_raised

_LABEL = re.compile(r"\s*(\d{1,3}|[ivxlc]{1,6})(?![\w])\s*[.)]?\s*")
_MARK = re.compile(r"\d{1,3}|[ivxlc]{1,6}")
_SMALLER = 0.94  # of the size of text
_FOOT = 0.6  # of the page's height
_SHORT = (0.05, 0.5)  # of the page's width: the line above notes
_THIN = 2.6


def references(lines):
    """Spans that refer to notes, as (page, label, span): raised figures."""
    for line in lines:
        for before, span in pairwise([None, *line.spans]):
            text = span.text.strip()
            if before is not None and _MARK.fullmatch(text) and is_raised(line, span):
                yield span.page, text, span


def split_notes(groups, content, body):
    """Take the notes from the groups of a page.

    Args:
        content: the page, for the line above its notes.
        body: size of most letters.

    Returns:
        The groups without them, and the notes as `Chunk` by label.
    """
    lines = [line for group in groups for line in group if line.spans[0].ready is None]
    wanted = {label for _page, label, _span in references(lines)}
    if not wanted:
        return groups, {}
    foot = _foot(content)
    notes, gone = {}, set()
    for group in groups:
        found = _notes_of(group, foot, body, wanted)
        notes.update(found)
        gone.update(id(line) for piece in found.values() for line in piece.lines)
    kept = [[line for line in group if id(line) not in gone] for group in groups]
    return [group for group in kept if group], notes


def _notes_of(group, foot, body, wanted):
    """Notes at the end of a column, from below: small lines, the first of them numbered."""
    end = len(group)
    while end and _is_below(group[end - 1], foot, body):
        end -= 1
    notes = {}
    current = None
    for line in group[end:]:
        label, _length = _label(line)
        if label in wanted and label not in notes:
            current = notes[label] = Chunk([line])
        elif current is not None:
            current.lines.append(line)
    return notes


def _foot(content):
    """y below which notes stand whatever their size, and below which small print is one."""
    rules = [
        bottom
        for left, bottom, right, top in content.rules
        if bottom < _FOOT * content.height
        and top - bottom < _THIN
        and _SHORT[0] * content.width < right - left < _SHORT[1] * content.width
    ]
    # Rules of a table stand below each other.
    return (rules[0] if len(rules) == 1 else 0), _FOOT * content.height


def _is_below(line, foot, body):
    if line.spans[0].ready is not None:
        return False
    rest = [span.size for span in line.spans if span.text.strip()]
    return line.base < foot[0] or line.base < foot[1] and max(rest) < _SMALLER * body


def label_length(piece):
    """How many characters of a note are its number."""
    return _label(piece.lines[0])[1]


def label_of(piece):
    """The number a note begins with, "" where it has none."""
    return _label(piece.lines[0])[0]


def _label(line):
    """Number of a note, and how many characters it takes; the space behind may be narrow."""
    first = line.spans[0].text
    if len(line.spans) > 1 and _MARK.fullmatch(first.strip()):
        return first.strip(), len(first)
    match = _LABEL.match(line.text)
    return (match[1], match.end()) if match else ("", 0)
