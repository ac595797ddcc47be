"""What could become of a document, part by part, and what a person decided about it.

A reader makes a `ParsedDocument`; here it becomes rows, each with a proposal that a person
may change; the rows become a `Dokumentbaum`. Nothing is refused for its outline.
"""

from .decisions import Decisions
from .make import Outline, Summary, make_outline
from .parts import IMPLIED
from .rows import FACTS, KINDS, Fact, Row
from .words import Words

__all__ = [
    "FACTS",
    "IMPLIED",
    "KINDS",
    "Decisions",
    "Fact",
    "Outline",
    "Row",
    "Summary",
    "Words",
    "make_outline",
]
