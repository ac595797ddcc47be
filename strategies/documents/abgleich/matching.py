"""Which part of the document is which row of the Konzept, found for all of them at once.

The most alike pair is taken first, then the most alike of what is left, and so on. What comes
out is a stable matching: no part and no row that would both rather have each other than what
they got. The largest sum of all likenesses is not what is wanted here: it gives a part with
the very same text away where two halves then fit a little better, and comments with it.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Literal

from .similar import Likenesses, PartWords

CHOICES = 5
"""So many rows are named where one has to be chosen, at most."""

_TWINS = 0.03
_HALF, _NEARLY_ALL = 0.5, 0.9
_SAME_KIND, _SAME_GROUP, _SAME_NUMBER, _SAME_PLACE, _ARCHIVED = 0.05, 0.04, 0.03, 0.02, -0.3

Doubt = Literal["", "alike", "contradiction", "twins", "number"]


@dataclass(frozen=True)
class Item:
    """A part of the document or a row of the Konzept, as far as it is compared.

    Attributes:
        group: the Strategie: the same value for a part and a row in the same one.
        place: where it stands, from 0 to 1.
        is_hidden: an archived row; another one is preferred.
    """

    words: PartWords
    kind: str
    number: str
    group: int | None
    place: float
    is_hidden: bool = False


@dataclass(frozen=True)
class Found:
    """What a part is.

    Attributes:
        match: index of its row, None if there is none or it is in doubt.
        choices: indexes of the rows it may be, the most alike first; empty without doubt.
    """

    match: int | None
    choices: tuple[int, ...] = ()
    doubt: Doubt = ""


def compare(parts, rows, decided):
    """What parts and rows have in common that may be the same: {(part, row): `Likeness`}.

    Args:
        as `match`.
    """
    compared = Likenesses([part.words for part in parts], [row.words for row in rows])
    gone = set(decided.values())
    found = {}
    for i, j in compared.pairs():
        if i not in decided and j not in gone:
            likeness = compared.of(i, j)
            if likeness.is_close or likeness.is_possible:
                found[i, j] = likeness
    return found


def match(parts, rows, decided, likenesses):
    """Match parts with rows, one to one.

    Args:
        parts, rows: lists of `Item`.
        decided: {index of a part: index of its row, None for a new one}.
        likenesses: what `compare` found.

    Returns:
        A `Found` for each part that is not ``decided``, by its index.
    """
    matching = _Matching(parts, rows, decided, likenesses)
    found = {i: matching.found(i) for i in matching.parts}
    named = {j for each in found.values() for j in each.choices}
    return {i: each if each.choices else matching.by_number(i, each, named)
            for i, each in found.items()}  # fmt: skip


class _Matching:
    def __init__(self, parts, rows, decided, likenesses):
        self.items, self.rows, self.likenesses = parts, rows, likenesses
        self.parts = [i for i in range(len(parts)) if i not in decided]
        gone = set(decided.values())
        self.free = [j for j in range(len(rows)) if j not in gone]
        self.of_part, self.of_row = defaultdict(list), defaultdict(list)
        for i, j in self.likenesses:
            self.of_part[i].append(j)
            self.of_row[j].append(i)
        self.close = {pair for pair in self.likenesses if self._is_close(*pair)}
        self.taken = self._take()
        self.owner = {j: i for i, j in self.taken.items()}
        self.doubts = {i: self._doubt(i, j) for i, j in self.taken.items()}
        self.certain = {self.taken[i] for i, doubt in self.doubts.items() if not doubt}

    def found(self, i):
        doubt = self.doubts.get(i)
        if doubt == "":
            return Found(self.taken[i])
        open_rows = [j for j in self.of_part[i] if j not in self.certain]
        choices = sorted(open_rows, key=lambda j: -self._score(i, j))[:CHOICES]
        return Found(None, tuple(choices), (doubt or "alike") if choices else "")

    def by_number(self, i, found, named):
        """Ask about a row that nothing but its number speaks for; the text is another."""
        part = self.items[i]
        if found.match is not None or not part.number:
            return found
        same = [
            j
            for j in self.free
            if j not in self.certain
            and j not in named
            and not self.rows[j].is_hidden
            and self.rows[j].number == part.number
            and self.rows[j].kind == part.kind
            and self.rows[j].group == part.group
        ]
        return replace(found, choices=tuple(same[:CHOICES]), doubt="number") if same else found

    def _is_close(self, i, j):
        """Whether nobody would call it another one; a title that only one has says so too."""
        likeness = self.likenesses[i, j]
        return likeness.is_close or (
            likeness.same_title
            and self._is_alike(i, j)
            and len(self._with(i, "same_title")) == 1
            and len(self._from(j, "same_title")) == 1
        )

    def _is_alike(self, i, j):
        part, row = self.items[i], self.rows[j]
        return part.kind == row.kind and part.group == row.group

    def _take(self):
        taken, rows = {}, set()
        order = sorted(self.likenesses, key=lambda pair: (
            pair not in self.close, -self._score(*pair), pair
        ))  # fmt: skip
        for i, j in order:
            if i not in taken and j not in rows:
                taken[i] = j
                rows.add(j)
        return taken

    def _doubt(self, i, j):
        if (i, j) not in self.close:
            return "alike"
        if _contradict(self._with(i, "same_title"), self._with(i, "same_text")):
            return "contradiction"
        if _contradict(self._from(j, "same_title"), self._from(j, "same_text")):
            return "contradiction"
        least = self._worth(i, j) - _TWINS
        others = [(i, other) for other in self._with(i) if other not in self.owner]
        others += [(other, j) for other in self._from(j) if other not in self.taken]
        if any(pair in self.close and self._worth(*pair) >= least for pair in others):
            return "twins"
        if any(self._has_half(pair) for pair in others) and not self._is_settled(i, j):
            return "alike"
        return ""

    def _has_half(self, pair):
        """One text was made of two, or two of one."""
        return (self.likenesses[pair].text or 0) >= _HALF

    def _is_settled(self, i, j):
        likeness = self.likenesses[i, j]
        return likeness.same_title or (likeness.text or 0) >= _NEARLY_ALL

    def _with(self, i, aspect=None):
        """The rows that are possible for a part; those that agree in one ``aspect``."""
        return {
            j
            for j in self.of_part[i]
            if not self.rows[j].is_hidden
            and (aspect is None or getattr(self.likenesses[i, j], aspect))
        }

    def _from(self, j, aspect=None):
        return {
            i for i in self.of_row[j] if aspect is None or getattr(self.likenesses[i, j], aspect)
        }

    def _worth(self, i, j):
        """What speaks for a pair but number and place."""
        part, row = self.items[i], self.rows[j]
        worth = self.likenesses[i, j].content
        worth += _SAME_KIND if part.kind == row.kind else 0
        worth += _SAME_GROUP if part.group is not None and part.group == row.group else 0
        return worth + (_ARCHIVED if row.is_hidden else 0)

    def _score(self, i, j):
        part, row = self.items[i], self.rows[j]
        number = _SAME_NUMBER if part.number and part.number == row.number else 0
        place = _SAME_PLACE * (1 - abs(part.place - row.place))
        return self._worth(i, j) + number + place


def _contradict(by_title, by_text):
    return bool(by_title and by_text and not by_title & by_text)
