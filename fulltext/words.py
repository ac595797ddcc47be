"""What somebody looks for: words that all have to be there, in this or a similar form."""

from dataclasses import dataclass

from django.db.models import Q

from .folding import fold_word, without_unseen

MAX_LENGTH, MAX_WORDS = 100, 10

# How nouns and adjectives end, what stands there without, and how many letters have to be left.
_ENDINGS = (
    ("innen", "in", 4),
    ("ssen", "s", 3),
    ("sse", "s", 3),
    ("ern", "er", 4),
    ("ern", "", 3),
    ("eln", "el", 4),
    ("en", "", 3),
    ("em", "", 3),
    ("er", "", 3),
    ("es", "", 3),
    ("e", "", 3),
    ("s", "", 4),
    ("um", "", 4),
    ("a", "", 4),
)
# What „Bürger“, „Seiten“ and the like must not be taken for: „Magdeburg“, „seit“.
_NO_STEMS = {"bis", "burg", "seit"}
# So long a stem says enough anywhere in a word; a shorter one only where a word begins or ends.
_LONG, _MIDDLE = 5, 4
_QUOTES = "\"'„“”‚‘’«»‹›"


@dataclass(frozen=True)
class Word:
    """One word that is looked for.

    Attributes:
        typed: as it was typed.
        patterns: what may stand in a folded text for it; a blank is the end of a word.
        name: its folded form with a blank at both ends, for what has to be there as a whole.
    """

    typed: str
    patterns: tuple
    name: str


def words_in(query):
    """Return a ``Word`` for each word of ``query``, the first ``MAX_WORDS`` of them."""
    typed = split(query)[:MAX_WORDS]
    words = (_word(each) for each in typed)
    return [word for word in words if word.patterns]


def split(query):
    """The words of a query, without quotation marks around them and what nobody sees."""
    words = without_unseen(query).split()
    return [word.strip(_QUOTES) or word for word in words]


def matching(query, *lookups):
    """Return the condition that every word of ``query`` stands in one of these columns.

    Args:
        query: what was typed.
        lookups: names of ``FoldedField``; of another column, what was typed has to be in it.
    """
    every = Q()
    for word in words_in(query):
        every &= matching_word(word, *lookups)
    return every


def matching_word(word, *lookups):
    """The same for one ``Word``."""
    found = Q()
    for lookup in lookups:
        if lookup.rpartition("__")[2] != "folded":
            found |= Q(**{f"{lookup}__icontains": word.typed})
            continue
        for pattern in word.patterns:
            found |= Q(**{f"{lookup}__contains": pattern})
    return found


def _word(typed):
    readings = [reading for reading in fold_word(typed) if reading]
    patterns = dict.fromkeys(readings)
    for reading in readings:
        patterns |= dict.fromkeys(_stems(reading))
    name = f" {readings[0]} " if readings else ""
    return Word(typed, _needed(patterns), name)


def _stems(reading):
    """Patterns of the forms that a word has without its ending."""
    start, _blank, word = reading.rpartition(" ")
    if not word.isalpha():
        return
    for ending, instead, shortest in _ENDINGS:
        stem = word.removesuffix(ending) + instead
        if not word.endswith(ending) or len(stem) < shortest or stem in _NO_STEMS:
            continue
        if start or len(stem) >= _LONG:
            yield f"{start} {stem}".lstrip()
            continue
        yield f"{stem} "
        if len(stem) >= _MIDDLE:
            yield f" {stem}"


def _needed(patterns):
    """Without those that find nothing another one does not find."""
    return tuple(
        pattern
        for pattern in patterns
        if not any(other in pattern for other in patterns if other != pattern)
    )
