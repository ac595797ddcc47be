"""One row of the outline: a heading of the document, or what could be one."""

from dataclasses import dataclass
from typing import Literal

from ..blocks import Block, Hinweis
from .keys import text_of

KINDS = ("weg", "text", "einleitung", "strategie", "leitziel", "handlungsfeld", "leitprojekt")
"""What a row can become: nothing, text of the part before, introduction of the Strategie
above, or a part of its own."""

FACTS = ("traeger", "ort", "kosten", "foerderung", "zeitraum", "prioritaet", "ansprechpartner")
"""What the Steckbrief of a Leitprojekt says, beside its text."""


@dataclass(frozen=True)
class Fact:
    """One line of a Steckbrief.

    Attributes:
        label: what stands before it in the document ("Projektträger").
        field: one of `FACTS`, "text" (part of the text) or "weg".
    """

    label: str
    value: str
    field: str


@dataclass(frozen=True)
class Row:
    """A part of the document that begins with a heading, or with what looks like one.

    Attributes:
        key: names it for decisions; made from its words, so that the next version of the
            document gives the same part the same key.
        kind: one of `KINDS`, as decided or proposed.
        preset: the kind proposed.
        heading: what stands in the document, its number included.
        level: how deep it stands, 1 is the highest.
        origin: whether it is a heading, looks like one, is a row or a Steckbrief in a table,
            was cut off by a person, or added by one.
        guess: whether somebody should look at it.
        page: where it begins, 0 where unknown.
        blocks: what stands below its heading, until the next row.
        questions: what a person should decide here, as sentences.
        hints: what the reader of the document sees and the import cannot take over.
        undescribed: sha256 of the pictures without alternative text.
        block_keys: what names each of `blocks` in ``Decisions.cuts``; "" where none can begin
            a part.
        doubts: those of `block_keys` whose block looks like a heading and is taken for text; a
            decision ``rows[key] = {"kind": "text"}`` settles it.
        joined: key and text of what its heading goes on with, and what could stand apart.
        title_was_cut: whether the title is longer than one may be; the text begins with it.
    """

    key: str
    kind: str
    preset: str
    heading: str
    number: str
    outline_number: str
    title: str
    source: str
    level: int
    origin: Literal["heading", "look", "row", "steckbrief", "cut", "added"]
    guess: bool = False
    page: int = 0
    blocks: tuple[Block, ...] = ()
    facts: tuple[Fact, ...] = ()
    questions: tuple[str, ...] = ()
    hints: tuple[Hinweis, ...] = ()
    undescribed: tuple[str, ...] = ()
    block_keys: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    joined: tuple[tuple[str, str], ...] = ()
    title_was_cut: bool = False

    @property
    def is_taken(self):
        return self.kind != "weg"

    @property
    def words(self):
        """How many words stand below the heading."""
        return sum(len(text_of(block).split()) for block in self.blocks)
