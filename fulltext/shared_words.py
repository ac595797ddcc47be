"""How much two texts have in common, by the words they share and how rare these are.

Words count by their stem: PostgreSQL's own German one, which leaves out „und“ and the like;
on SQLite by their first letters. Pairs of texts get the cosine of their weighted words
(TF-IDF with each word counted once), and the words can be named.
"""

import math
import re
from collections import defaultdict

from django.db import connection

from fulltext.folding import fold

# So much of a text is compared.
LONGEST = 2000
# Without a dictionary: a shorter word says nothing, and a longer one is told by its beginning.
_SHORTEST, _BEGINNING = 4, 6
_COMMON = (
    "aber alle allem allen aller alles also andere auch beim bitte dann dass dein denn deshalb "
    "deswegen dies diese diesem diesen dieser dieses doch dort durch eben eine einem einen einer "
    "eines euch gegen gibt haben hatte hier ihnen ihre ihrem ihren ihrer immer jede jedem jeden "
    "jeder jedes jetzt kann kein keine keinen konnte können machen mehr mein meine meinem meinen "
    "meiner muss müssen nach nicht nichts noch oder ohne schon sehr sein seine seit sich sind soll "
    "sollen sollte sollten sondern sonst statt unser unsere unseren unter viel viele vielen vom "
    "wann warum weil welche wenn werden wieder will wird wurde wurden würde würden zwar zwischen "
    "über"
)
_SAY_NOTHING = frozenset(_COMMON.split())
_WORD = re.compile(r"[^\W\d_]{2,}")


class SharedWords:
    """Texts that others can be compared with.

    Args:
        texts: dict of key to text; may be empty.
        by: what tells the stems of words; ``beginnings`` asks no database.
    """

    def __init__(self, texts, *, by=None):
        self._by = by or stems
        words = {key: _words(text) for key, text in texts.items()}
        self._stems = self._by({word.casefold() for found in words.values() for word in found})
        self._found = defaultdict(list)
        self._inside = {key: self._by_stem(found) for key, found in words.items()}
        for key, by_stem in self._inside.items():
            for stem in by_stem:
                self._found[stem].append(key)
        self._number = len(texts)
        self._squares = {}
        self._lengths = {key: self._length(by_stem) for key, by_stem in self._inside.items()}

    def compare(self, text):
        """How similar ``text`` is to each text that shares a word with it: 0 to 1 by key."""
        return self._compare(self._asked(text))

    def compare_one(self, key):
        """The same for one of the texts, which is as similar to itself as can be."""
        return self._compare(self._inside[key])

    def _compare(self, asked):
        scores = defaultdict(float)
        for stem in asked:
            square = self._square(stem)
            for key in self._found.get(stem, ()):
                scores[key] += square
        length = self._length(asked)
        return {key: score / (length * self._lengths[key]) for key, score in scores.items()}

    def compare_with(self, text, texts):
        """The same for ``texts``, a dict as in ``__init__``, that are not among the compared."""
        self._learn(text, *texts.values())
        asked = self._asked(text)
        found = {key: self._asked(other) for key, other in texts.items()}
        return {
            key: sum(self._square(stem) for stem in asked.keys() & other.keys())
            / (self._length(asked) * self._length(other))
            for key, other in found.items()
            if asked.keys() & other.keys()
        }

    def shared(self, text, other, most=4):
        """The words of ``text`` that ``other`` has in some form, the rarest first."""
        asked, found = self._asked(text), self._asked(other)
        both = sorted(asked.keys() & found.keys(), key=lambda stem: (-self._square(stem), stem))
        return [asked[stem] for stem in both[:most]]

    def _asked(self, text):
        self._learn(text)
        return self._by_stem(_words(text))

    def _learn(self, *texts):
        """Ask for the stems of all words that were not met yet, at once."""
        words = {word.casefold() for text in texts for word in _words(text)}
        if unknown := words - self._stems.keys():
            self._stems |= self._by(unknown)

    def _by_stem(self, words):
        """{stem: the word as it was written}; words that say nothing are left out."""
        found = {}
        for word in words:
            if stem := self._stems.get(word.casefold()):
                found.setdefault(stem, word)
        return found

    def _square(self, stem):
        """The square of its weight: the rarer, the more."""
        if stem not in self._squares:
            having = len(self._found.get(stem, ()))
            self._squares[stem] = (math.log((1 + self._number) / (1 + having)) + 1) ** 2
        return self._squares[stem]

    def _length(self, by_stem):
        return math.sqrt(sum(map(self._square, by_stem))) or 1


def stems(words):
    """{word: its stem}, "" where it says nothing; ``words`` are in lower case."""
    if connection.vendor != "postgresql" or not words:
        return beginnings(words)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word, ts_lexize('german_stem', word) FROM unnest(%s::text[]) AS word",
            [list(words)],
        )
        return {word: found[0] if found else "" for word, found in cursor}


def beginnings(words):
    """The same without a dictionary: by the first letters of each word."""
    return {word: _beginning(word) for word in words}


def _beginning(word):
    if word in _SAY_NOTHING:
        return ""
    folded = fold(word).split()
    return folded[0][:_BEGINNING] if folded and len(folded[0]) >= _SHORTEST else ""


def _words(text):
    """The words of a text as written, in their order, each once."""
    return dict.fromkeys(_WORD.findall(text[:LONGEST]))
