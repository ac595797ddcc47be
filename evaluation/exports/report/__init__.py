"""The published result as a paper for the council.

``pictures`` draws, ``participation`` counts, and ``manuscript`` says what stands where.
"""

from .manuscript import report

__all__ = ["report"]
