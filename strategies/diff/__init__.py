"""Two versions of a text → what changed, block by block and word by word.

``compare(old, new)`` is all that others need; ``strategies/diff.html`` shows the result,
``Comparison.changes`` is the same as plain data (docs/adr/0008-unterschied.md).
"""

from .compare import compare
from .result import BlockStatus, ComparedBlock, ComparedRun, Comparison

__all__ = ["ComparedBlock", "Comparison", "ComparedRun", "BlockStatus", "compare"]
