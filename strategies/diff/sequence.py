"""Where two sequences agree; ``difflib`` within bounds.

``difflib.SequenceMatcher`` takes time that grows with the product of the lengths. Here
equal beginnings and ends are set aside first, and a comparison has a budget: once it is
spent, what remains is taken as replaced altogether. The bound counts work, not
seconds, so the same two texts always give the same result.
"""

from collections.abc import Callable, Hashable, Sequence
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
    """How many pairs of things one comparison may still look at."""

    def __init__(self, pairs: int) -> None:
        self._left = pairs
        self.was_refused = False

    def take(self, pairs: int) -> bool:
        """Whether so many pairs may be looked at; if not, the result becomes coarser."""
        if pairs > self._left:
            self.was_refused = True
            return False
        self._left -= pairs
        return True


def match(
    old: Sequence[Hashable],
    new: Sequence[Hashable],
    budget: Budget,
    is_junk: Callable[[Hashable], bool] | None = None,
) -> list[Stretch]:
    """Cut two sequences into stretches that are equal and stretches that are not.

    Args:
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
    if start == old_end and start == new_end:
        return
    lengths = old_end - start, new_end - start
    if 0 in lengths or not budget.take(lengths[0] * lengths[1]):
        yield Stretch(False, *bounds)
        return
    matcher = SequenceMatcher(is_junk, old[start:old_end], new[start:new_end], autojunk=False)
    for tag, *places in matcher.get_opcodes():
        yield Stretch(tag == "equal", *(start + place for place in places))
