"""Which unit of the old text is which of the new one: kept, changed, moved, new or gone."""

from collections import defaultdict
from dataclasses import dataclass, replace

from .sequence import match
from .units import Unit

SIMILAR = 0.5
"""Share of common words from which two units in the same place are one, changed."""

SIMILAR_ELSEWHERE = 0.8
"""The same for units in different places, which are then one that moved."""

MOVED_WORDS = 4
"""Whatever has fewer different words may stand in two places by chance."""

WINDOW = 50
"""So many units on either side are compared with each other at once."""

# Comparing the words of two units costs about as much as comparing so many tokens.
_COST = 10


@dataclass(frozen=True)
class Pair:
    """A unit of the old text and what became of it; None on a side: gone, or new.

    ``moved`` marks both places of a moved unit: the old one holds ``old`` alone.
    """

    old: Unit | None
    new: Unit | None
    moved: bool = False


def align(old, new, budget):
    """Pair the units of two texts: a list of `Pair`, in the order of reading."""
    pairs = []
    keys = [[unit.identity for unit in side] for side in (old, new)]
    for stretch in match(*_numbered(*keys), budget):
        before = old[stretch.old_start : stretch.old_end]
        after = new[stretch.new_start : stretch.new_end]
        if stretch.equal:
            pairs += map(Pair, before, after)
        else:
            pairs += _pair_similar(before, after, budget)
    return _with_moves(pairs, budget)


def _numbered(*sides):
    """The same keys as small numbers, which compare and hash faster than whole texts."""
    numbers = defaultdict(lambda: len(numbers))
    return [[numbers[key] for key in side] for side in sides]


def _pair_similar(old, new, budget):
    """Pair what is similar without crossing; the rest is gone and new, gone first."""
    last_old = last_new = 0
    for i, j in _similar_places(old, new, budget):
        yield from (Pair(unit, None) for unit in old[last_old:i])
        yield from (Pair(None, unit) for unit in new[last_new:j])
        yield Pair(old[i], new[j])
        last_old, last_new = i + 1, j + 1
    yield from (Pair(unit, None) for unit in old[last_old:])
    yield from (Pair(None, unit) for unit in new[last_new:])


def _similar_places(old, new, budget):
    """Places that pair; long stretches are gone through window by window."""
    i = j = 0
    while i < len(old) and j < len(new):
        left, right = old[i : i + WINDOW], new[j : j + WINDOW]
        if not budget.take(_COST * len(left) * len(right)):
            return
        found = _best_pairs(left, right)
        yield from ((i + x, j + y) for x, y in found)
        x, y = found[-1] if found else (len(left) - 1, len(right) - 1)
        i, j = i + x + 1, j + y + 1


def _best_pairs(old, new):
    """The places that pair with most similarity in sum, found from the end backwards."""
    likes = [[_likeness(left, right) for right in new] for left in old]
    best = [[0.0] * (len(new) + 1) for _row in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            paired = likes[i][j] + best[i + 1][j + 1] if likes[i][j] >= SIMILAR else 0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    pairs, i, j = [], 0, 0
    while i < len(old) and j < len(new):
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            pairs.append((i, j))
            i, j = i + 1, j + 1
    return pairs


def _likeness(old, new):
    """Share of the words that two units have in common; 0 for units of different kinds."""
    if old.kind != new.kind or len(old.cells) != len(new.cells):
        return 0
    words = len(old.words) + len(new.words)
    return 2 * len(old.words & new.words) / words if words else 1


def _with_moves(pairs, budget):
    """Recognise what is gone in one place and came in another."""
    gone = [i for i, pair in enumerate(pairs) if pair.new is None and _is_telling(pair.old)]
    came = [i for i, pair in enumerate(pairs) if pair.old is None and _is_telling(pair.new)]
    for i, j in _moves(pairs, gone, came, budget):
        pairs[j] = Pair(pairs[i].old, pairs[j].new, moved=True)
        pairs[i] = replace(pairs[i], moved=True)
    return pairs


def _is_telling(unit):
    return len(unit.words) >= MOVED_WORDS


def _moves(pairs, gone, came, budget):
    """First what is the same word for word, then what is almost the same."""
    places = defaultdict(list)
    for i in gone:
        places[pairs[i].old.identity].append(i)
    changed = []
    for j in came:
        if same := places.get(pairs[j].new.identity):
            yield same.pop(0), j
        else:
            changed.append(j)
    left = sorted(i for same in places.values() for i in same)
    if not left or not changed or not budget.take(_COST * len(left) * len(changed)):
        return
    for j in changed:
        found = max(left, key=lambda i: _likeness(pairs[i].old, pairs[j].new), default=None)
        if found is not None and _likeness(pairs[found].old, pairs[j].new) >= SIMILAR_ELSEWHERE:
            left.remove(found)
            yield found, j
