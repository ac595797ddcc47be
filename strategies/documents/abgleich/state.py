"""What a Konzept holds now, loaded once for comparing."""

import re
from dataclasses import dataclass, field
from hashlib import sha256

from strategies.models import Baustein, Fassung, Leitprojekt, Strategie
from strategies.steckbrief import kept


def normalised_title(title):
    """Titles that differ only in case, punctuation or blanks are the same title."""
    return " ".join(re.findall(r"\w+", title.casefold()))


@dataclass
class BausteinState:
    """A Baustein with its newest text, and what only a Leitprojekt has."""

    baustein: Baustein
    draft: Fassung | None
    source: str = ""
    region: str = ""
    supports: set[int] = field(default_factory=set)

    @property
    def key(self):
        """How decisions name it."""
        return f"baustein-{self.baustein.pk}"

    @property
    def newest(self):
        return self.draft or self.baustein.fassung

    @property
    def title(self):
        return self.newest.title if self.newest else self.baustein.title

    @property
    def text(self):
        return self.newest.text if self.newest else ""

    @property
    def facts(self):
        return self.newest.facts if self.newest else []

    def facts_after(self, teil):
        """Its facts once ``teil`` is written; a document without a Steckbrief leaves them."""
        return kept(teil.facts) or self.facts


@dataclass
class StrategieState:
    strategie: Strategie
    bausteine: list[BausteinState] = field(default_factory=list)

    @property
    def key(self):
        """How decisions name it."""
        return f"strategie-{self.strategie.pk}"


def load_state(konzept, *, lock=False):
    """The Strategien of a Konzept with their Bausteine, in a fixed number of queries.

    Returns a list of `StrategieState`.

    Args:
        lock: keep others from changing the rows until the transaction ends.
    """
    strategien = Strategie.objects.filter(konzept=konzept).order_by("position", "pk")
    bausteine = (
        Baustein.objects.goals()
        .filter(strategie__konzept=konzept)
        .select_related("fassung")
        .order_by("position", "pk")
    )
    if lock:
        strategien = strategien.select_for_update()
        bausteine = bausteine.select_for_update(of=("self",))
    states = {strategie.pk: StrategieState(strategie) for strategie in strategien}
    drafts = {
        draft.baustein_id: draft
        for draft in Fassung.objects.drafts().filter(baustein__strategie__konzept=konzept)
    }
    leitprojekte = {
        leitprojekt.pk: leitprojekt
        for leitprojekt in Leitprojekt.objects.filter(strategie__konzept=konzept).prefetch_related(
            "supports"
        )
    }
    for baustein in bausteine:
        baustein.strategie = states[baustein.strategie_id].strategie
        state = BausteinState(baustein, drafts.get(baustein.pk))
        if leitprojekt := leitprojekte.get(baustein.pk):
            state.source, state.region = leitprojekt.source, leitprojekt.region
            state.supports = {supported.pk for supported in leitprojekt.supports.all()}
        states[baustein.strategie_id].bausteine.append(state)
    return list(states.values())


def fingerprint(states):
    """Changes when anything changes that a plan was made from."""
    facts = [
        (
            s.strategie.pk,
            s.strategie.number,
            s.strategie.title,
            s.strategie.intro,
            s.strategie.position,
            s.strategie.status,
            [
                (
                    b.baustein.pk,
                    b.baustein.kind,
                    b.baustein.number,
                    b.baustein.outline_number,
                    b.baustein.position,
                    b.baustein.status,
                    b.baustein.fassung_id,
                    b.title,
                    b.text,
                    b.source,
                    b.region,
                    b.facts,
                    sorted(b.supports),
                )
                for b in s.bausteine
            ],
        )
        for s in states
    ]
    return sha256(repr(facts).encode()).hexdigest()
