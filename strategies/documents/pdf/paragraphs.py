"""Lines → paragraphs, where nobody but the eye says where one ends."""

import re
from collections import Counter, defaultdict

from .model import Chunk, Ready

_SENTENCE_ENDS = (".", "!", "?", ":", ";", "…", ".“", ".”", ".)")
_NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*\.?|[IVXLC]{1,6}\.|[A-Z]\.\d{1,2})[ \t]+\S")
_STEP = 1.28  # of the usual distance between lines: from here on there is space between them
_NEAR = 3.5  # points
_FULL = 0.72  # of the width
_AROUND = 3  # paragraphs
_FEW = 25  # lines
_WIDE = 0.6  # of the space between margins of the same width


class Paragraphs:
    """Puts the lines of a document together.

    Args:
        groups: the lines of all pages in reading order, by column.
        is_marker: says of a line whether it begins an entry of a list.
        width: of the pages, 0 for what stands in a cell.
    """

    def __init__(self, groups, is_marker, *, width=0):
        self._groups = groups
        self._is_marker = is_marker
        self._steps = _usual_steps(groups)
        self._body = usual_size(line for group in groups for line in group)
        self._ends = _column_ends(groups, width)

    def pieces(self):
        """`Chunk` and `Ready` in reading order."""
        result = []
        for group in self._groups:
            first = True
            for line in group:
                if line.spans[0].ready is not None:
                    result.append(line.spans[0].ready)
                elif self._goes_on(result[-1] if result else None, line, across=first):
                    result[-1].lines.append(line)
                else:
                    result.append(Chunk([line]))
                first = False
        return result

    def _goes_on(self, piece, line, *, across):
        if piece is None or isinstance(piece, Ready):
            return False
        before = piece.lines[-1]
        if self._is_marker(line) or _differ(piece, line):
            return False
        if across:
            return self._goes_on_elsewhere(piece, line)
        step = before.base - line.base
        usual = self._steps.get(round(line.size), 1.2 * line.size)
        if step <= 0 or step > _STEP * max(usual, line.size):
            return False
        if piece.size > self._body + 0.6 or piece.bold:
            return not _NUMBER.match(line.text) or self._is_full(before, line)
        return self._is_aligned(piece, line) and self._is_full(before, line)

    def _goes_on_elsewhere(self, piece, line):
        """On the next page, or in the next column."""
        before = piece.lines[-1]
        text = before.text.rstrip()
        if piece.size > self._body + 0.6:
            return False
        if re.search(r"\w-\Z", text):
            return True
        if not self._is_full(before, line, elsewhere=True):
            return False
        return line.text.lstrip()[:1].islower() or (
            not text.endswith(_SENTENCE_ENDS) and not _NUMBER.match(line.text)
        )

    def _is_aligned(self, piece, line):
        if len(piece.lines) == 1:
            first = piece.lines[0]
            return line.left - first.left <= _NEAR or self._is_marker(first)
        before = piece.lines[-1]
        return abs(line.left - before.left) <= _NEAR or _is_centred(before, line)

    def _is_full(self, before, line, *, elsewhere=False):
        """Whether the first word of the line had no room on the line before."""
        return before.right + _width(line) > self._end(before) - (10 if elsewhere else 0)

    def _end(self, line):
        """x where the column of a line ends."""
        return max(self._ends.get(id(line), 0), line.right)


class Ends:
    """Where lines end on purpose, in paragraphs that tags have put together."""

    def __init__(self, pieces):
        self._right = {}
        chunks = [piece for piece in pieces if isinstance(piece, Chunk)]
        rights = [max(line.right for line in chunk.lines) for chunk in chunks]
        for place, chunk in enumerate(chunks):
            right = rights[place]
            if not _is_running_text(chunk, right):
                for other in range(max(place - _AROUND, 0), min(place + _AROUND + 1, len(chunks))):
                    if chunks[other].page == chunk.page and _same_left(chunks[other], chunk):
                        right = max(right, rights[other])
            for line in chunk.lines:
                self._right[id(line)] = right

    def on_purpose(self, before, line):
        """Whether the next line's first word would have had room on the line before."""
        room = self._right.get(id(before), 0) - before.right
        if before.page != line.page or before.text.rstrip().endswith("-"):
            return False
        return room > 1.5 * _width(line) + 3 * before.size


def _is_running_text(chunk, right):
    """Whether most lines but the last are about as long as the longest."""
    lines = chunk.lines[:-1]
    width = right - chunk.left
    return len(lines) > 1 and sum(
        line.right - chunk.left > _FULL * width for line in lines
    ) >= 0.6 * len(lines)


def _same_left(first, second):
    return abs(first.left - second.left) < 2 * _NEAR


def _width(line):
    """Of the line's first word with a blank, in points."""
    first = line.main
    word = line.text.split(maxsplit=1)[0] if line.text.strip() else ""
    return (first.right - first.left) / max(len(first.text.strip()), 1) * (len(word) + 1)


def _differ(piece, line):
    if abs(piece.size - line.size) > 0.6:
        return True
    return piece.bold != line.bold and (piece.bold or all(s.bold for s in line.spans))


def _is_centred(before, line):
    return abs((before.left + before.right) - (line.left + line.right)) <= 2 * _NEAR


def _usual_steps(groups):
    steps = defaultdict(list)
    for group in groups:
        for before, line in zip(group, group[1:], strict=False):
            step = before.base - line.base
            if abs(before.size - line.size) < 0.6 and 0.9 * line.size < step < 1.9 * line.size:
                steps[round(line.size)].append(step)
    # The smaller ones: between paragraphs there is more.
    return {size: sorted(found)[len(found) // 4] for size, found in steps.items()}


def usual_size(lines):
    """The size of most letters."""
    sizes = Counter()
    for line in lines:
        for span in line.spans:
            sizes[span.size] += len(span.text.strip())
    return sizes.most_common(1)[0][0] if sizes else 0


def _column_ends(groups, width):
    """x where the column of each line ends, by the line's id.

    A page of a few short lines is as wide as those with the same left end, unless another
    column stands beside it. Where there are few lines at all, the right margin is taken to be
    as wide as the left one.
    """
    places = []
    widest = defaultdict(float)
    for group in groups:
        lines = [line for line in group if line.spans[0].ready is None]
        if lines:
            left, right = min(line.left for line in lines), max(line.right for line in lines)
            places.append((lines, left, right))
            widest[round(left / 8)] = max(widest[round(left / 8)], right)
    if sum(len(lines) for lines, _left, _right in places) < _FEW:
        for _lines, left, right in places:
            if right - left > _WIDE * (width - 2 * left):
                widest[round(left / 8)] = max(width - left, widest[round(left / 8)])
    by_page = defaultdict(list)
    for lines, left, right in places:
        by_page[lines[0].page].append((lines, left, right))
    ends = {}
    for lines, left, right in places:
        page = by_page[lines[0].page]
        beside = any(right < other[1] and _overlap(lines, other[0]) for other in page)
        end = right if beside else max(right, widest[round(left / 8)])
        ends.update((id(line), end) for line in lines)
    return ends


def _overlap(first, second):
    """Whether two groups of lines stand beside each other."""
    return first[0].base >= second[-1].base and second[0].base >= first[-1].base
