"""Where two sequences agree; ``difflib`` within bounds.

``difflib.SequenceMatcher`` goes through all pairs of equal elements once for every
stretch it finds, which is cubic at worst. Here equal beginnings and ends are set aside
first, and a comparison has a budget: what costs more than is left of it is taken as
replaced altogether. The bound counts steps, not seconds, so the same two texts always
give the same result.
"""

from collections import Counter
from difflib import SequenceMatcher
from typing import NamedTuple


class Stretch(NamedTuple):
    """``old[old_start:old_end]`` stands against ``new[new_start:new_end]``."""

    equal: bool
    old_start: int
    old_end: int
    new_start: int
    new_end: int


class Budget:
    """How many steps one comparison may still take."""

    def __init__(self, steps):
        self._left = steps
        self.was_refused = False

    def take(self, steps):
        """Whether so many steps may be taken; if not, the result becomes coarser."""
        if steps > self._left:
            self.was_refused = True
            return False
        self._left -= steps
        return True


def match(
    old,
    new,
    budget,
    is_junk=None,
):
    """Cut two sequences into stretches that are equal and stretches that are not.

    Args:
        old, new: sequences of hashable elements.
        budget: a `Budget` of steps, shared by all calls of one comparison.
        is_junk: elements on which nothing is aligned, though they may be equal too.
    """
    start, end = _common_start(old, new), _common_end(old, new)
    end = min(end, len(old) - start, len(new) - start)
    old_end, new_end = len(old) - end, len(new) - end
    stretches = [Stretch(True, 0, start, 0, start)] if start else []
    stretches += _middle(old, new, (start, old_end, start, new_end), budget, is_junk)
    if end:
        stretches.append(Stretch(True, old_end, len(old), new_end, len(new)))
    return stretches


def _common_start(old, new):
    count = 0
    for left, right in zip(old, new, strict=False):
        if left != right:
            break
        count += 1
    return count


def _common_end(old, new):
    return _common_start(reversed(old), reversed(new))


def _middle(old, new, bounds, budget, is_junk):
    start, old_end, _start, new_end = bounds
    before, after = old[start:old_end], new[start:new_end]
    if not before and not after:
        return
    if not before or not after or not budget.take(_steps(before, after, is_junk)):
        yield Stretch(False, *bounds)
        return
    matcher = SequenceMatcher(is_junk, before, after, autojunk=False)
    for tag, *places in matcher.get_opcodes():
        yield Stretch(tag == "equal", *(start + place for place in places))


def _steps(old, new, is_junk):
    """The most that ``SequenceMatcher`` can take for these."""
    counts = Counter(element for element in new if not (is_junk and is_junk(element)))
    pairs = sum(counts[element] for element in old)
    return (len(old) + pairs) * min(len(old), len(new))
