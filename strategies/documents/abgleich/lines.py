"""The lines of a plan: what they say, before and without anything being done."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from strategies.diff import compare
from strategies.models import Konzept

from ..tree import BausteinTeil, Dokumentbaum, StrategieTeil
from .state import BausteinState, StrategieState

AS_NEW = "neu"

State = Literal["new", "changed", "unchanged", "gone", "unclear"]
Decisions = Mapping[str, str]
"""What a person said about unclear parts: key of the part → pk as text, or `AS_NEW`."""


@dataclass(frozen=True)
class Candidate:
    """A row that an unclear part may be."""

    pk: int
    name: str


@dataclass(frozen=True)
class Posten:
    """One line of the plan: a Baustein of the document, of the Konzept, or of both.

    Attributes:
        key: names the part within the document, for `Decisions`.
        reason: why it is unclear or gone; "" otherwise.
        changes: what differs, in words ("Text", "Titel").
        by_reference: a Handlungsfeld that is only named by a Leitprojekt.
        can_be_new: an unclear part may be decided to be new; not where its number is
            taken.
    """

    state: State
    key: str
    name: str
    place: str = ""
    teil: BausteinTeil | None = None
    existing: BausteinState | None = None
    reason: str = ""
    changes: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    by_reference: bool = False
    can_be_new: bool = True

    @property
    def comparison(self):
        """What the draft would change in the text that is there; None where it is the same."""
        if self.state != "changed" or self.by_reference:
            return None
        if (self.existing.title, self.existing.text) == (self.teil.title, self.teil.text):
            return None
        return compare(self.existing, self.teil)


@dataclass(frozen=True)
class StrategiePlan:
    """A Strategie of the document or the Konzept, and the lines below it."""

    state: State
    key: str
    name: str
    teil: StrategieTeil | None = None
    existing: StrategieState | None = None
    reason: str = ""
    changes: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    can_be_new: bool = True
    posten: tuple[Posten, ...] = ()


@dataclass(frozen=True)
class Importplan:
    """The comparison of a document with a Konzept; `fingerprint` is of the latter."""

    konzept: Konzept
    baum: Dokumentbaum
    strategien: tuple[StrategiePlan, ...]
    fingerprint: str

    def of(self, state):
        """The lines in a state, in the order of the document."""
        return [line for line in self._lines() if line.state == state]

    @property
    def changes_anything(self):
        return any(line.state in {"new", "changed"} for line in self._lines())

    def _lines(self):
        for strategie in self.strategien:
            yield strategie
            yield from strategie.posten
