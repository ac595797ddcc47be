"""Entries of lists: their marks, their depth, and what belongs to them."""

import re
from dataclasses import dataclass
from itertools import pairwise

from ..assembling import ListEntry
from ..word_numbering import Mark
from .model import Chunk, gap_is_blank

_BULLET = re.compile(r"\s*([•●○◦▪▫■□◆◇▶►▸➢➔→⇨‣⁃∙·✓✔☐☑❑❖*–—−-]|[\ue000-\uf8ff])(?=\s|\Z)\s*")
_LETTER_O = re.compile(r"\s*o\s*\Z")
_NUMBER = re.compile(r"\s*(\d{1,3})[.)](?=\s|\Z)\s*")
_LETTER = re.compile(r"\s*[a-z]\)(?=\s|\Z)\s*")
_NEAR = 4  # points


@dataclass(frozen=True, slots=True)
class Label:
    """The mark before an entry: its number (None for bullets) and how many characters it has."""

    number: int | None
    length: int
    left: float
    text_left: float


def read_label(line):
    """The `Label` of a line, None where it has none."""
    text = line.text
    for pattern in (_BULLET, _NUMBER, _LETTER):
        if match := pattern.match(text):
            number = int(match[1]) if pattern is _NUMBER else None
            skip = 0 if pattern is _LETTER else match.end()
            return Label(number, skip, line.left, _text_left(line, match.end()))
    first = line.spans[0]
    if _LETTER_O.match(first.text) and len(line.spans) > 1:
        after = line.spans[1]
        if after.left - first.right > 0.5 * after.size:
            return Label(None, len(first.text), line.left, after.left)
    return None


def is_bullet(line):
    """Whether a line begins with a mark that nothing but an entry of a list has."""
    label = read_label(line)
    return label is not None and label.number is None


def begins_entry(line):
    """Whether a line begins with a mark, or with a number that could be one."""
    return read_label(line) is not None


def _text_left(line, length):
    """x where the text behind a mark begins."""
    for before, span in pairwise([None, *line.spans]):
        if before is not None and gap_is_blank(before, span):
            length -= 1
        if length < len(span.text):
            share = max(length, 0) / max(len(span.text), 1)
            return span.left + share * (span.right - span.left)
        length -= len(span.text)
    return line.right


def find_entries(pieces, body):
    """Labels of the pieces that are entries of lists, by the piece's place.

    A number alone makes no entry: "1. Leitziel" may be a heading. Two that follow each other
    do, where they look like text.
    """
    labels = {}
    numbered = []
    for place, piece in enumerate(pieces):
        if not isinstance(piece, Chunk) or piece.level:
            continue
        label = read_label(piece.lines[0])
        if label is None:
            continue
        if piece.item or label.number is None and not _letter(piece):
            labels[place] = label
        elif label.number is not None and not piece.bold and piece.size <= body + 0.6:
            numbered.append((place, label))
        elif label.number is None:
            labels[place] = label
    for index, (place, label) in enumerate(numbered):
        around = [numbered[i] for i in (index - 1, index + 1) if 0 <= i < len(numbered)]
        if any(
            abs(other.number - label.number) == 1
            and (other.number - label.number) * (there - place) > 0
            and abs(other.left - label.left) <= _NEAR
            and not _something_between(pieces, place, there)
            for there, other in around
        ):
            labels[place] = label
    return labels


def _letter(piece):
    return bool(_LETTER.match(piece.lines[0].text))


def _something_between(pieces, first, second):
    first, second = sorted((first, second))
    return (
        any(isinstance(piece, Chunk) and piece.level for piece in pieces[first + 1 : second])
        or second - first > 12
    )


class Depths:
    """How deep each entry stands: by tags, and by where its mark is."""

    def __init__(self):
        self._open = []

    def enter(self, piece, label):
        """Depth of a new entry."""
        here = (piece.item, label.left)
        while self._open and not _deeper(here, self._open[-1][0]):
            self._open.pop()
        self._open.append((here, label))
        return len(self._open) - 1

    def continues(self, piece, body_left):
        """Whether a paragraph without a mark belongs to the last entry."""
        if not self._open:
            return False
        if piece.item:
            return True
        return any(
            abs(piece.left - label.text_left) <= _NEAR and label.text_left > body_left + _NEAR
            for _here, label in self._open
        )

    def leave(self):
        self._open = []


def _deeper(here, above):
    return here[0] > above[0] or (here[0] == above[0] and here[1] > above[1] + _NEAR)


def entry(depth, label, blocks):
    """An entry for `nested_lists`."""
    return ListEntry(depth, Mark(depth, "", label.number), blocks)
