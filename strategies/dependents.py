"""What hangs on a Baustein, as the apps above know it: comments, votes, a phase that runs."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from registry import Registry

# Callables that return, of a list of Bausteine, {primary key: [Dependent, …]} of those on which
# something hangs; in a number of queries that does not depend on how many there are.
DEPENDENTS = Registry()

# Callables that return, of primary keys of Strategien, {primary key: why} of those whose
# Bausteine can neither leave nor come nor change kind now; why is a sentence.
BOUND = Registry()


@dataclass(frozen=True)
class Dependent:
    """Something that hangs on a Baustein.

    Attributes:
        words: function that says so for a number: 3 → „3 Kommentare“.
    """

    words: Callable[[int], str]
    number: int = 1


def dependents_of(bausteine):
    """Return {primary key: [Dependent, …]} for each of these Bausteine."""
    found = defaultdict(list)
    for ask in DEPENDENTS:
        for pk, dependents in ask(bausteine).items():
            found[pk] += dependents
    return {row.pk: found[row.pk] for row in bausteine}


def in_words(dependents):
    """„3 Kommentare, 14 Stimmen, Phase läuft“: what hangs on one Baustein, or on several."""
    numbers = Counter()
    for each in dependents:
        numbers[each.words] += each.number
    return ", ".join(words(number) for words, number in numbers.items())


def bound(strategien):
    """Return {primary key: why} of those of ``strategien`` (primary keys) that are bound now."""
    found = {}
    for ask in BOUND:
        found |= {pk: why for pk, why in ask(strategien).items() if pk not in found}
    return found
