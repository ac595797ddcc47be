"""How much two parts have in common: their titles, and the words of their texts.

PartWords are compared as multisets, so that moved sentences cost nothing, and weigh the more the
fewer parts use them: what stands in every Steckbrief says little of one.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from heapq import nlargest
from math import log

WHOLE_TABLE = 4_000
"""So many pairs are all compared; of more only those that share a title or rare words."""

CANDIDATES = 12
"""So many of the most alike are compared with a part, at most."""

# Of looking for parts that share rare words.
_STEPS = 3_000
_SHORT = 3
_MOST_WORDS = 1_000
ENOUGH_WORDS = 6
"""From so many words a text says by itself which Baustein it is."""


def words_of(text):
    return re.findall(r"\w+", text.casefold())


@dataclass(frozen=True)
class PartWords:
    """The words of one part, as it is compared.

    Attributes:
        title: the title, without what makes no difference.
        in_title, in_text: word → how often.
    """

    title: str
    in_title: Counter
    in_text: Counter

    @classmethod
    def of(cls, title, text):
        in_title = words_of(title)
        in_text = Counter(words_of(text)[:_MOST_WORDS])
        return cls(" ".join(in_title), Counter(in_title), in_text)


@dataclass(frozen=True)
class Likeness:
    """What two parts have in common; both shares are between 0 and 1.

    Attributes:
        text: None where neither or only one has a text.
        same_text: the texts are nearly the same and long enough to tell by.
    """

    title: float
    text: float | None
    one_is_empty: bool
    same_text: bool

    @property
    def same_title(self):
        return self.title == 1

    @property
    def content(self):
        """Both together; the text tells more."""
        if self.text is None:
            return self.title * (0.75 if self.one_is_empty else 1)
        return 0.4 * self.title + 0.6 * self.text

    @property
    def is_close(self):
        """Nobody would call it another Baustein."""
        if self.same_text:
            return True
        if self.text is None:
            return self.same_title
        return self.text >= 0.6 and self.title >= 0.4 or self.same_title and self.text >= 0.2

    @property
    def is_possible(self):
        """It may be the same one, and somebody has to say so."""
        return self.title >= 0.65 or (self.text or 0) >= 0.3 or self.content >= 0.35


class Likenesses:
    """Compares parts of two lists of `PartWords`, within limits of work whatever they hold."""

    def __init__(self, left, right):
        self.left, self.right = left, right
        self._weights = _weights(left, right)
        self._left_sizes = [self._size(words.in_text) for words in left]
        self._right_sizes = [self._size(words.in_text) for words in right]

    def of(self, i, j):
        """The `Likeness` of part ``i`` of the first list and part ``j`` of the second."""
        left, right = self.left[i], self.right[j]
        text, whole = None, self._left_sizes[i] + self._right_sizes[j]
        if left.in_text and right.in_text:
            text = 2 * self._common(left.in_text, right.in_text) / whole
        return Likeness(
            self._title(left, right),
            text,
            one_is_empty=bool(left.in_text) != bool(right.in_text),
            same_text=(text or 0) >= 0.75
            and min(left.in_text.total(), right.in_text.total()) >= ENOUGH_WORDS,
        )

    def pairs(self):
        """The pairs (i, j) that are worth comparing."""
        if len(self.left) * len(self.right) <= WHOLE_TABLE:
            return [(i, j) for i in range(len(self.left)) for j in range(len(self.right))]
        titles, texts = defaultdict(list), defaultdict(list)
        for j, words in enumerate(self.right):
            titles[words.title].append(j)
            for word in words.in_text.keys() | words.in_title.keys():
                texts[word].append(j)
        found, times = [], Counter()
        for i, words in enumerate(self.left):
            # Of many with one title those that stand near, counted in their order.
            first = max(0, times[words.title] - CANDIDATES // 2)
            times[words.title] += 1
            near = titles[words.title][first : first + CANDIDATES]
            found += [(i, j) for j in sorted({*near, *self._alike(words, texts)})]
        return found

    def _alike(self, words, texts):
        """The parts that share the rarest words with this one."""
        shared, steps = Counter(), 0
        known = [word for word in words.in_text.keys() | words.in_title.keys() if word in texts]
        for word in sorted(known, key=lambda word: (len(texts[word]), word)):
            steps += len(texts[word])
            if steps > _STEPS:
                break
            for j in texts[word]:
                shared[j] += self._weights[word]
        return nlargest(
            CANDIDATES, shared, key=lambda j: (shared[j] / (self._right_sizes[j] + 1), -j)
        )

    def _title(self, left, right):
        if left.title == right.title:
            return 1.0 if left.title else 0
        whole = self._size(left.in_title) + self._size(right.in_title)
        return min(0.9, 2 * self._common(left.in_title, right.in_title) / whole) if whole else 0

    def _common(self, one, other):
        if len(one) > len(other):
            one, other = other, one
        weights = self._weights
        return sum(weights[w] * min(n, other[w]) for w, n in one.items() if w in other)

    def _size(self, bag):
        return sum(self._weights[word] * number for word, number in bag.items())


def _weights(left, right):
    seen = [Counter(), Counter()]
    for bags, counted in zip((left, right), seen, strict=True):
        for words in bags:
            counted.update(words.in_text.keys() | words.in_title.keys())
    parts = max(len(left), len(right)) + 1
    return {
        word: (log(parts / max(seen[0][word], seen[1][word])) + 0.1)
        * (0.4 if len(word) <= _SHORT and not word.isdigit() else 1)
        for word in seen[0] | seen[1]
    }
