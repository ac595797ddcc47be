"""Two versions of a text → what changed, block by block and word by word.

``compare(old, new)`` is what others need; ``strategies/diff.html`` shows the result,
``Comparison.changes`` is the same as plain data (docs/adr/0008-unterschied.md), and
``passages(comparison)`` are the changed sentences alone, old beside new.
"""

from .compare import compare
from .passages import Passage, Piece, passages
from .result import BlockStatus, ComparedBlock, ComparedRun, Comparison

__all__ = [
    "BlockStatus",
    "ComparedBlock",
    "ComparedRun",
    "Comparison",
    "Passage",
    "Piece",
    "compare",
    "passages",
]
