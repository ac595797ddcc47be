"""Levels of lines that look like headings, by their size and by what they say."""

import re
from dataclasses import dataclass
from itertools import pairwise

from municipality.wording import says_something

from ..blocks import Line, Look, plain_text
from .names import Reading, group_kind, is_usual
from .words import away

BAUSTEINE = {"leitziel", "handlungsfeld", "leitprojekt"}
_CHAPTER_NUMBER = re.compile(r"\d{1,2}\s+[^\W\d_]")


@dataclass(frozen=True)
class LookedLine:
    """A line that could be a heading; ``rest`` is what stands in its paragraph below it."""

    index: int
    line: Line
    label: str
    rest: tuple
    reading: Reading
    look: Look
    bold: bool

    @property
    def text(self):
        return plain_text(self.line)

    @property
    def is_named(self):
        return bool(self.reading.kind and (self.reading.number or self.reading.is_sure))


def rank(candidate):
    """What a line looks like, the more striking the greater."""
    look = candidate.look
    loud = candidate.text.isupper()
    return (bool(look.level), -look.level, look.size, candidate.bold, loud, look.apart)


def depth(candidate):
    """The level that a typed number says: 2 for "3.1"."""
    number = candidate.reading.outline_number
    if not number:
        return 1 if _CHAPTER_NUMBER.match(candidate.text) else 9
    return min(len([part for part in number.split(".") if part]), 9)


def is_chapter(candidate, words):
    """Whether a line can be nothing but the heading of a chapter ("Quellen", "Leitziele")."""
    return bool(away(candidate.reading.title) or group_kind(candidate.text, words=words))


def _is_second_half(before, candidate):
    """Whether a heading is the title of the one right before it, a name and a number alone."""
    reading = before.reading
    return bool(
        candidate.index == before.index + 1
        and not before.rest
        and (reading.kind and reading.number)
        and not says_something(reading.title)
        and not candidate.reading.kind
        and not candidate.reading.outline_number
        and not is_usual(candidate.text)
    )


def below_named(taken, levels, words):
    """Levels so that what looks like a goal and names none is text of the goal before."""
    kinds = {}
    for c in taken:
        if c.reading.kind:
            kinds.setdefault(levels[c.index], set()).add(c.reading.kind)
    goals = [level for level, found in kinds.items() if found & BAUSTEINE]
    if not goals:
        return levels
    top = min(goals)
    named = any("strategie" in found for found in kinds.values())
    result = {}
    for before, c in pairwise([None, *taken]):
        level = levels[c.index]
        if before and _is_second_half(before, c) and level >= levels[before.index]:
            result[c.index] = result[before.index]
            continue
        if c.reading.kind == "strategie":
            level = min(level, top)
        elif c.reading.kind in BAUSTEINE:
            level += 1 if named or top == 1 else 0
        elif level in goals:
            level = top if away(c.reading.title) else level + 1
            level += 0 if away(c.reading.title) or group_kind(c.text, words=words) else 1
        elif level > top:
            level += 2
        result[c.index] = min(level, 9)
    return result
