"""Headings by look: what a reader of the printed page takes for one.

Where headings have styles, only lines that name a part ("Leitziel 3: …") are taken besides
them; where there are none, the whole outline is by look, sizes ranked to levels.
"""

import re
from collections import Counter
from dataclasses import replace

from municipality.wording import says_something

from ..blocks import Break, Heading, ListBlock, Look, Paragraph, Run, plain_text, split_lines
from ..canonical import canonical_line
from ..tree import supports_end
from . import steckbriefe
from .contents import typed_contents
from .names import group_kind, read_heading
from .parts import Part
from .ranks import BAUSTEINE, LookedLine, below_named, depth, is_chapter, rank

_LONGEST = 160
_LONGEST_NAMED = 300
_LARGER = 1.12
_CAPTION = re.compile(
    r"(?:abbildung|abb\.?|tabelle|tab\.?|karte|foto|fotos|grafik|bild|quellen?|diagramm|plan|datum|"
    r"stand|seite|stimmen|ergebnis|anmerkung|hinweis)\s*(?:\d[\d.\-a-z]*)?\s*[:|–-]|(?:abbildung|abb\.?"
    r"|tabelle|tab\.?|karte)\s*\d",
    re.IGNORECASE,
)
_CONTENTS_LINE = re.compile(r"(?:\.{3,}|…|_{3,})\s*\d{1,3}\Z")


class Looks:
    """The paragraphs of a document that are taken for headings by their look."""

    def __init__(self, blocks, words):
        self._blocks = blocks
        self._words = words
        headings = [
            b for b in blocks if isinstance(b, Heading) and says_something(plain_text(b.line))
        ]
        self._readings = [
            (h.level, read_heading(plain_text(h.line), label=h.label, words=words))
            for h in headings
        ]
        self._body = _body_size(blocks)
        self._taken, self._doubtful = {}, set()
        self._are_chapters = bool(headings) and self._has_chapters_only(headings)
        candidates = self._candidates(by_look_alone=not headings or self._are_chapters)
        if not headings:
            self._take_all(candidates)
            return
        self._take_listed(candidates)
        if self._are_chapters:
            self._take_below_chapters(candidates, headings[0].level)
        else:
            self._take_named(candidates)

    def level_of(self, index, parts):
        """The level of a part that a person begins at a block."""
        if index in self._taken:
            return self._taken[index][1] or _level_below(parts)
        return _level_below(parts)

    def part_at(self, index, key, parts):
        """The part that begins at the block of this index by its look, or None."""
        if index not in self._taken:
            return None
        candidate, level = self._taken[index]
        part = Part(
            key,
            candidate.line,
            candidate.label,
            level or self._level_of_kind(candidate, parts),
            "look",
            candidate.look.page,
            candidate.reading,
            guess=True,
            source_block=self._blocks[index],
        )
        part.blocks = [("", block) for block in candidate.rest]
        return part

    def is_doubtful(self, index):
        return index in self._doubtful

    def _level_of_kind(self, candidate, parts):
        """That of the headings of the same kind, else the one below the heading before."""
        kind = candidate.reading.kind
        levels = [level for level, reading in self._readings if reading.kind == kind]
        if levels:
            return min(levels)
        if kind == "strategie":
            return 1
        before = next((p.level for p in reversed(parts) if p.origin == "heading" and p.level), 1)
        return min(before + 1, 9)

    # Finding lines that could be headings

    def _candidates(self, *, by_look_alone):
        found = {}
        skip_to = 0
        contents = typed_contents(self._blocks)
        for index, block in enumerate(self._blocks):
            if index < skip_to or index in contents:
                continue
            skip_to = supports_end(self._blocks, index)
            if skip_to > index:
                continue
            if candidate := self._candidate(index, block, by_look_alone=by_look_alone):
                found[index] = candidate
        return found

    def _candidate(self, index, block, *, by_look_alone):
        if titled := self._titled(index, block):
            return titled
        label, paragraph = "", block
        if isinstance(block, ListBlock):
            if len(block.items) != 1 or len(block.items[0]) != 1:
                return None
            (paragraph,) = block.items[0]
            label = "" if block.start is None else f"{block.start}."
        if not isinstance(paragraph, Paragraph):
            return None
        line, rest = paragraph.line, ()
        look = paragraph.look or Look()
        most = self._longest(line, look)
        if len(plain_text(line)) > most or not self._has_look(line, look, whole=True):
            line, rest = _first_line(line, self._words)
        text = plain_text(line)
        if not says_something(text) or len(text) > most or _CONTENTS_LINE.search(text):
            return None
        title = text.rstrip(".") if rest else text
        reading = read_heading(title, label=label, words=self._words)
        candidate = LookedLine(
            index, tuple(line), label, rest, reading, look, look.bold or _is_bold(line)
        )
        if _is_listed(block):
            return candidate
        if _CAPTION.match(text) or not self._ends_like_heading(candidate):
            return None
        if self._has_look(line, look, whole=bool(not rest)) or _begins_bold(line, reading):
            return candidate
        plain = by_look_alone and not rest and not isinstance(block, ListBlock)
        return candidate if plain and self._is_plain_heading(index, candidate) else None

    def _titled(self, index, block):
        """ "Projekttitel: Markthalle" above the other lines of a Steckbrief."""
        line = steckbriefe.title_line(block)
        before = self._blocks[index - 1] if index else None
        if line is None or not steckbriefe.is_line(*self._blocks[index + 1 : index + 2]):
            return None
        if isinstance(before, Heading) and not group_kind(plain_text(before.line)):
            return None
        reading = read_heading(plain_text(line), words=self._words)
        reading = replace(reading, kind="leitprojekt", is_sure=True)
        look = replace(block.look or Look(), bold=True)
        return LookedLine(index, line, "", (), reading, look, True)

    def _longest(self, line, look):
        """How long a heading may be: more, where it is bold and gives name and number."""
        if look.bold and look.size >= self._body:
            reading = read_heading(plain_text(line)[:_LONGEST], words=self._words)
            return _LONGEST_NAMED if reading.kind and reading.number else _LONGEST
        return _LONGEST

    def _ends_like_heading(self, candidate):
        text = candidate.text
        if text[-1] in ".,;!" or (text[-1] == ":" and not candidate.look.level):
            return bool(candidate.reading.kind and candidate.reading.number)
        return not (candidate.label and not candidate.reading.kind and text[0].islower())

    def _has_look(self, line, look, *, whole):
        if not whole:
            return _is_bold(line)
        large = self._body and look.size >= self._body * _LARGER
        text = plain_text(line)
        loud = len(text) > 4 and text.isupper()
        return bool(look.level or look.bold or large or look.apart or loud or _is_bold(line))

    def _is_plain_heading(self, index, candidate):
        """A short line with name and number, or with a typed number, above a longer text."""
        text = candidate.text
        if candidate.reading.kind and candidate.reading.number:
            return True
        below = self._blocks[index + 1] if index + 1 < len(self._blocks) else None
        return (
            bool(candidate.reading.outline_number)
            and len(text) < 80
            and isinstance(below, Paragraph)
            and len(plain_text(below.line)) > len(text)
        )

    # Documents without styles for headings

    def _take_all(self, candidates):
        taken = [c for c in candidates.values() if c.index not in self._front(candidates)]
        levels = self._ranked(taken)
        for candidate in taken:
            self._taken[candidate.index] = (candidate, levels[candidate.index])

    def _front(self, candidates):
        """The lines of a title page: those before any text that lead to no text of their own."""
        front = set()
        for index in range(len(self._blocks)):
            candidate = candidates.get(index)
            follower = candidates.get(index + 1)
            if candidate is None or follower is None or candidate.is_named:
                break
            if is_chapter(candidate, self._words):
                break
            front.add(index)
        return front

    def _ranked(self, taken):
        numbered = [
            c for c in taken if c.reading.outline_number and "." in c.reading.outline_number
        ]
        if len(numbered) * 2 > len(taken):
            return {c.index: depth(c) for c in taken}
        looks = {rank(c) for c in taken}
        order = {rank: level for level, rank in enumerate(sorted(looks, reverse=True), 1)}
        levels = {c.index: min(order[rank(c)], 9) for c in taken}
        return below_named(taken, levels, self._words)

    # Documents with styles for headings

    def _has_chapters_only(self, headings):
        kinds = {reading.kind for _level, reading in self._readings}
        return len({h.level for h in headings}) == 1 and not kinds & BAUSTEINE

    def _take_below_chapters(self, candidates, level):
        """All headings stand on one level and none is a goal: the goals are by look."""
        named = {c.index: c for c in candidates.values() if c.is_named}
        if named:
            self._take_named(candidates)
            return
        texts = Counter(c.text.casefold() for c in candidates.values())
        good = [
            c for c in candidates.values()
            if texts[c.text.casefold()] == 1 and c.index + 1 not in candidates
            and self._is_strong(c) and self._is_followed(c.index)
        ]  # fmt: skip
        if len(good) > 1:
            for candidate in good:
                self._taken[candidate.index] = (candidate, min(level + 1, 9))
        self._doubt(candidates)

    def _is_followed(self, index):
        below = self._blocks[index + 1] if index + 1 < len(self._blocks) else None
        return below is not None and not isinstance(below, Heading)

    def _take_listed(self, candidates):
        """Entries of a list that are goals, as `lists.unfolded` found."""
        for index, candidate in [*candidates.items()]:
            if _is_listed(self._blocks[index]):
                self._taken[index] = (candidates.pop(index), candidate.look.level)

    def _take_named(self, candidates):
        for candidate in candidates.values():
            if candidate.look.level and says_something(candidate.text):
                level = None if candidate.reading.kind else candidate.look.level
                self._taken[candidate.index] = (candidate, level)
            elif self._names_a_part(candidate, candidates):
                self._taken[candidate.index] = (candidate, None)
        self._doubt(candidates)

    def _names_a_part(self, candidate, candidates):
        reading = candidate.reading
        if not candidate.is_named or not self._is_strong(candidate) or self._is_known(reading):
            return False
        if not reading.number and not (says_something(reading.title) and candidate.bold):
            return False
        around = [candidates.get(candidate.index + step) for step in (-1, 1)]
        return not any(
            c
            and c.reading.kind == reading.kind
            and c.is_named
            and not candidate.rest
            and not c.rest
            for c in around
        )

    def _is_strong(self, candidate):
        look = candidate.look
        large = self._body and look.size >= self._body * _LARGER
        begins = _begins_bold(candidate.line, candidate.reading)
        marked = candidate.bold or look.level or look.apart or large or begins
        return bool(marked or (self._are_chapters and self._is_followed(candidate.index)))

    def _is_known(self, reading):
        """Whether a heading of the document is meant, not a new one."""
        title = reading.title.casefold()
        return any(
            other.kind == reading.kind
            and (
                (title and other.title.casefold() == title)
                or (other.number == reading.number and reading.number and not title)
            )
            for _level, other in self._readings
        )

    def _doubt(self, candidates):
        for index, candidate in candidates.items():
            if index in self._taken or self._is_known(candidate.reading):
                continue
            large = self._body and candidate.look.size >= self._body * _LARGER
            if candidate.reading.kind or candidate.reading.outline_number or large:
                self._doubtful.add(index)


def _body_size(blocks):
    """The size most letters of the text have, 0 where unknown."""
    sizes = Counter()
    for block in blocks:
        if isinstance(block, Paragraph) and block.look and block.look.size:
            sizes[block.look.size] += len(plain_text(block.line))
    return sizes.most_common(1)[0][0] if sizes else 0


def _level_below(parts):
    return min(parts[-1].level + 1, 9) if parts else 1


def _is_listed(block):
    """Whether `lists.unfolded` made a goal of an entry."""
    return isinstance(block, ListBlock) and bool(getattr(block.items[0][0].look, "level", 0))


def _is_bold(line):
    words = [i for i in line if isinstance(i, Run) and any(c.isalnum() for c in i.text)]
    return bool(words) and all(item.bold for item in words)


def _begins_bold(line, reading):
    """ "**Leitziel 3:** Kurze Wege": the name is bold and the title is not."""
    first = next((item for item in line if isinstance(item, Run)), None)
    return bool(first and first.bold and reading.kind and reading.number)


def _first_line(line, words):
    """A bold first line, or a bold name with number and title, and the text behind it."""
    first, *more = split_lines(line)
    rest = []
    for part in more:
        rest += [Break(), *part] if rest else part
    if not _is_bold(first):
        count = next((n for n, item in enumerate(line) if not getattr(item, "bold", False)), 0)
        first, rest = line[:count], list(line[count:])
        read = read_heading(plain_text(first), words=words)
        if not (read.kind and read.number and says_something(read.title)):
            return line, ()
    if not says_something(plain_text(rest)):
        return line, ()
    return tuple(first), (Paragraph(canonical_line(rest)),)
