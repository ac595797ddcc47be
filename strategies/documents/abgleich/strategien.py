"""Which Strategie of the document is which of the Konzept: by title, and by what is in it."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from .matching import CHOICES
from .similar import Likenesses, PartWords


@dataclass(frozen=True)
class FoundStrategie:
    """What a Strategie of the document is.

    Attributes:
        match: index of the one in the Konzept; None if there is none or it is in doubt.
        choices: indexes of those it may be, the likeliest first; empty without doubt.
    """

    match: int | None
    choices: tuple[int, ...] = ()

    @property
    def presumed(self):
        """The index of what it is or probably is."""
        return self.choices[0] if self.choices else self.match


def match_strategien(teile, states, *, goals, decided):
    """Match the Strategien of a document with those of a Konzept, one to one.

    Args:
        teile, states: lists of `StrategieTeil` and `StrategieState`.
        goals: pairs (index of a Strategie, index of a state), one for each Baustein that was
            found there.
        decided: {index of a Strategie: index of a state, None for a new one}.

    Returns:
        A `FoundStrategie` for each, in their order.
    """
    votes = Counter(goals)
    likenesses = Likenesses(
        [PartWords.of(teil.title, teil.intro) for teil in teile],
        [PartWords.of(state.strategie.title, state.strategie.intro) for state in states],
    )
    gone = set(decided.values())
    pairs = {
        (i, j): _Pair(likenesses.of(i, j), teile[i], states[j], votes[i, j])
        for i, j in {*likenesses.pairs(), *votes, *_with_same_number(teile, states)}
        if i not in decided and j not in gone
    }
    pairs = {place: pairs[place] for place in sorted(pairs) if pairs[place].is_possible}
    _find_rivals(pairs)
    return _choose(teile, pairs, decided)


class _Pair:
    def __init__(self, likeness, teil, state, votes):
        own = state.strategie
        self.votes = votes
        self.likeness = likeness
        self.same_number = bool(teil.number) and teil.number == own.number
        self.numbers_differ = bool(teil.number and own.number) and not self.same_number
        size = len(teil.bausteine) + len(state.bausteine)
        self.share = min(1, 2 * votes / size) if size else 0
        self.has_rival = False

    @property
    def is_possible(self):
        return (
            self.same_number
            or self.votes > 0
            or self.likeness.title >= 0.7
            or self.likeness.same_text
        )

    @property
    def is_certain(self):
        if self.has_rival:
            return False
        if self.likeness.same_title:
            return True
        return self.same_number and (self.share >= 0.5 or self.likeness.title >= 0.5)

    @property
    def score(self):
        number = 0.1 if self.same_number else 0
        return self.likeness.content + self.share + number


def _with_same_number(teile, states):
    of_number = defaultdict(list)
    for j, state in enumerate(states):
        of_number[state.strategie.number].append(j)
    return {
        (i, j)
        for i, teil in enumerate(teile)
        if teil.number
        for j in of_number[teil.number][:CHOICES]
    }


def _find_rivals(pairs):
    """Doubt a title where the Bausteine speak for another Strategie, and one of several."""
    of_part, of_row = defaultdict(list), defaultdict(list)
    for (i, j), pair in pairs.items():
        of_part[i].append(pair)
        of_row[j].append(pair)
    for (i, j), pair in pairs.items():
        others = [other for other in (*of_part[i], *of_row[j]) if other is not pair]
        titled = any(other.likeness.same_title for other in others)
        goes_elsewhere = any(other.share > pair.share + 0.25 for other in others)
        is_one_of_several = titled and (pair.numbers_differ or not pair.likeness.same_title)
        pair.has_rival = goes_elsewhere or is_one_of_several


def _choose(teile, pairs, decided):
    taken, rows = {}, set()
    order = sorted(pairs, key=lambda place: (
        not pairs[place].is_certain, -pairs[place].score, place
    ))  # fmt: skip
    for i, j in order:
        if i not in taken and j not in rows:
            taken[i] = j
            rows.add(j)
    certain = {j for i, j in taken.items() if pairs[i, j].is_certain}
    of_part = defaultdict(list)
    for i, j in order:
        of_part[i].append(j)
    found = []
    for i in range(len(teile)):
        if i in decided:
            found.append(FoundStrategie(decided[i]))
        elif i in taken and pairs[i, taken[i]].is_certain:
            found.append(FoundStrategie(taken[i]))
        else:
            choices = [j for j in of_part[i] if j not in certain]
            if i in taken:
                choices.sort(key=lambda j: j != taken[i])
            found.append(FoundStrategie(None, tuple(choices[:CHOICES])))
    return found
