"""The lines of a plan: what they say, before and without anything being done."""

from dataclasses import dataclass
from typing import Literal

from strategies.diff import compare
from strategies.models import Konzept

from ..tree import BausteinTeil, Dokumentbaum, StrategieTeil
from .state import BausteinState, StrategieState

AS_NEW = "neu"
ARCHIVE = "archivieren"

State = Literal["new", "changed", "unchanged", "gone", "unclear"]


@dataclass(frozen=True)
class Candidate:
    """A row of the Konzept that a part of the document may be.

    Attributes:
        kind: "baustein" or "strategie".
        attached: what hangs on it, in words.
    """

    kind: str
    pk: int
    name: str
    attached: str = ""

    @property
    def key(self):
        """How `Decisions.counterparts` and `Decisions.missing` name it: „baustein-17“."""
        return f"{self.kind}-{self.pk}"


@dataclass(frozen=True)
class _Line:
    """What a Strategie and a Baustein have in common as a line of the plan.

    Attributes:
        key: names the part within the document, or the row that is missing in it; for
            `Decisions`.
        reason: why it is unclear or gone, or what has to be known; "" otherwise.
        changes: what differs, in words ("Text", "Titel").
        candidates: whom an unclear part may be, the likeliest first.
        attached: what hangs on the row: "3 Kommentare, 14 Stimmen, Phase läuft".
        archive: it is missing and will be archived.
        obstacle: why the decision cannot be carried out now; importing is refused with it.
    """

    state: State
    key: str
    name: str
    reason: str = ""
    changes: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    attached: str = ""
    archive: bool = False
    obstacle: str = ""

    @property
    def counterpart(self):
        """What it is now, as `Decisions.counterparts` says it; "" where that is in doubt."""
        if self.state in {"unclear", "gone"}:
            return ""
        return self.existing.key if self.existing else AS_NEW


@dataclass(frozen=True)
class Posten(_Line):
    """One line of the plan: a Baustein of the document, of the Konzept, or of both.

    Attributes:
        by_reference: a Handlungsfeld that is only named by a Leitprojekt.
        moves: it goes below another Strategie.
        reordered: it stands in another order than its neighbours did.
    """

    place: str = ""
    teil: BausteinTeil | None = None
    existing: BausteinState | None = None
    by_reference: bool = False
    moves: bool = False
    reordered: bool = False

    @property
    def comparison(self):
        """What the draft would change in the text that is there; None where it is the same."""
        if self.state != "changed" or self.by_reference:
            return None
        if (self.existing.title, self.existing.text) == (self.teil.title, self.teil.text):
            return None
        return compare(self.existing, self.teil)


@dataclass(frozen=True)
class StrategiePlan(_Line):
    """A Strategie of the document or the Konzept, and the lines below it.

    Attributes:
        presumed: what it probably is, where that is in doubt; its Bausteine are compared with.
    """

    teil: StrategieTeil | None = None
    existing: StrategieState | None = None
    presumed: StrategieState | None = None
    posten: tuple[Posten, ...] = ()


@dataclass(frozen=True)
class Importplan:
    """The comparison of a document with a Konzept; `fingerprint` is of the latter.

    Attributes:
        rows: all Strategien and Bausteine that a part may be decided to be.
        remarks: what has to be known of the whole, such as numbers that stand there twice.
    """

    konzept: Konzept
    baum: Dokumentbaum
    strategien: tuple[StrategiePlan, ...]
    fingerprint: str
    rows: tuple[Candidate, ...] = ()
    remarks: tuple[str, ...] = ()

    def of(self, state):
        """The lines in a state, in the order of the document."""
        return [line for line in self._lines() if line.state == state]

    @property
    def changes_anything(self):
        return any(line.state in {"new", "changed"} or line.archive for line in self._lines())

    @property
    def obstacles(self):
        """Why the plan cannot be carried out as it is, each reason once."""
        return tuple(dict.fromkeys(line.obstacle for line in self._lines() if line.obstacle))

    def _lines(self):
        for strategie in self.strategien:
            yield strategie
            yield from strategie.posten
