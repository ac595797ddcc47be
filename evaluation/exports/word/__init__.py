"""The published result as a Word document, set as a paper for the council.

``paper`` knows Word, ``pictures`` draws, ``changes`` sets old beside new, and
``report`` says what stands where.
"""

from .report import report

__all__ = ["report"]
