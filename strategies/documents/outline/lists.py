"""Goals in lists: "1. **Leitziel 1: Wege**" with its text, or the entries below "Leitziele"."""

from collections import Counter
from dataclasses import replace

from municipality.wording import says_something

from ..blocks import Break, Heading, ListBlock, Look, Paragraph, Run, plain_text
from .names import group_kind, read_heading

_BAUSTEINE = ("leitziel", "handlungsfeld", "leitprojekt")
_LONGEST = 160
_MOST_GOALS = 15  # in a list without a word about each


def unfolded(blocks, words):
    """The blocks, with lists of goals laid open: an entry each, and its text below it."""
    return _Lists(tuple(blocks), words).opened()


class _Lists:
    """Walks through the blocks of a document with its headings in mind.

    Where no heading has a style, bold lines that announce goals count as headings.
    """

    def __init__(self, blocks, words):
        self._blocks = blocks
        self._words = words
        self._are_styled = any(isinstance(block, Heading) for block in blocks)
        self._readings = {n: self._read(b) for n, b in enumerate(blocks) if self._heads(b)}
        self._named = {reading.kind for reading in self._readings.values()}
        self._groups = Counter(self._group(blocks[place]) for place in self._readings)
        self._within = 0

    def opened(self):
        level = kind = None
        for place, block in enumerate(self._blocks):
            if place in self._readings:
                kind = self._announced(place)
                level = min(block.level + 1, 9) if self._are_styled else 0
            if isinstance(block, ListBlock) and self._holds_goals(block, kind):
                named = all(_is_goal(item, self._words) for item in block.items)
                yield from _opened(block, 0 if named else level, cut=not named)
            else:
                yield block

    def _holds_goals(self, block, kind):
        if all(_is_goal(item, self._words) for item in block.items):
            return True
        if not kind:
            return False
        is_only = kind != "leitprojekt" and self._groups[kind] == 1 and self._are_styled
        return all(map(_is_title, block.items)) or (is_only and _are_titles(block.items))

    def _announced(self, place):
        """The kind of the entries below a heading, "" for those that are text."""
        block = self._blocks[place]
        level = block.level if self._are_styled else 1
        self._within = 0 if level <= self._within else self._within
        if self._readings[place].kind in _BAUSTEINE and not self._within:
            self._within = level
        kind = self._group(block)
        if self._within or kind not in _BAUSTEINE or kind in self._named:
            return ""
        after = next((b for b in self._blocks[place + 1 :] if isinstance(b, Heading)), None)
        return kind if after is None or after.level <= level else ""

    def _heads(self, block):
        if self._are_styled:
            return isinstance(block, Heading)
        if not isinstance(block, Paragraph) or len(plain_text(block.line)) > _LONGEST:
            return False
        return bool(block.look and block.look.bold) or _is_title((block,))

    def _read(self, block):
        label = getattr(block, "label", "")
        return read_heading(plain_text(block.line), label=label, words=self._words)

    def _group(self, block):
        text = f"{getattr(block, 'label', '')} {plain_text(block.line)}".strip()
        return group_kind(text, words=self._words)


def _opened(block, level, *, cut):
    for number, (first, *rest) in enumerate(block.items):
        start = None if block.start is None else block.start + number
        if cut:
            lead, text = _lead(first.line)
            first = Paragraph(lead, replace(first.look or Look(), level=level))
            rest = [*([Paragraph(text)] if text else []), *rest]
        yield replace(block, start=start, items=((first,),))
        yield from rest


def _lead(line):
    """The bold beginning of an entry and what follows it, "" where all of it is a title."""
    count = next(
        (n for n, item in enumerate(line) if not (isinstance(item, Run) and item.bold)), len(line)
    )
    rest = line[count:]
    if not count or not says_something(plain_text(rest)):
        return line, ()
    *before, last = line[:count]
    first, *more = rest
    if isinstance(first, Run):
        first = first.saying(first.text.lstrip(" :–—-"))
    elif isinstance(first, Break):
        first = Run("")
    return (*before, last.saying(last.text.rstrip(" :.–—-"))), (first, *more)


def _is_goal(item, words):
    if not item or not isinstance(item[0], Paragraph):
        return False
    text = plain_text(item[0].line)
    read = read_heading(text, words=words)
    first = next((part for part in item[0].line if isinstance(part, Run)), None)
    is_long = len(item) > 1 or (first and len(plain_text((first,))) < len(text))
    return bool(read.kind and first and first.bold and is_long)


def _is_title(item):
    """Whether an entry is a bold line: a title."""
    if not item or not isinstance(item[0], Paragraph):
        return False
    line = item[0].line
    first = next((part for part in line if isinstance(part, Run)), None)
    return bool(
        first and first.bold and says_something(first.text) and len(plain_text((first,))) < _LONGEST
    )


def _are_titles(items):
    """Whether the entries of a list are short lines, as goals are that have no text."""
    lines = [item[0].line for item in items if len(item) == 1 and isinstance(item[0], Paragraph)]
    texts = list(map(plain_text, lines))
    return (
        len(texts) == len(items)
        and 1 < len(items) <= _MOST_GOALS
        and all(says_something(text) and len(text) < _LONGEST for text in texts)
    )
