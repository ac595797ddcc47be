"""What importing a document would do to a Konzept, without doing it."""

from collections import defaultdict
from dataclasses import replace

from django.utils.translation import gettext as _

from strategies.dependents import bound, dependents_of, in_words
from strategies.models import Publikationsstatus, Strategie

from ..outline import Decisions
from .decided import decided_parts, part_keys, twice_decided
from .lines import ARCHIVE, Candidate, Importplan, StrategiePlan
from .matching import Item, compare, match
from .rows import RowPlanner, differences, gone_line, twice
from .similar import PartWords
from .state import fingerprint, load_state
from .strategien import match_strategien


def plan_import(konzept, baum, decisions=None):
    """Compare a `Dokumentbaum` with a Konzept: an `Importplan`.

    All parts are matched at once, across kinds and Strategien: by title and text, of which the
    text tells more; the number helps where these leave it open. What is in doubt is unclear,
    and left alone until decided; so is what would change its kind or Strategie.

    Args:
        decisions: what a person said about parts of this document or an earlier one.
    """
    states = [] if konzept.pk is None else load_state(konzept)
    return plan_against(konzept, baum, states, decisions=decisions)


def plan_against(konzept, baum, states, *, decisions=None):
    """`plan_import` against a state that is already loaded."""
    return _Planner(konzept, baum, states, decisions or Decisions()).plan()


class _Planner:
    def __init__(self, konzept, baum, states, decisions):
        self.konzept, self.baum, self.states, self.decisions = konzept, baum, states, decisions
        self.strategie_keys, self.baustein_keys = part_keys(baum)
        self.bausteine = [each for state in states for each in state.bausteine]
        self.parts = [
            (index, teil)
            for index, strategie in enumerate(baum.strategien)
            for teil in strategie.bausteine
        ]
        rows = [state.baustein for state in self.bausteine]
        self.attached = dependents_of(rows) if rows else {}
        self.bound = bound({state.strategie.pk for state in states}) if states else {}

    def plan(self):
        decided = self._decided(self.baustein_keys, self.bausteine)
        parts, rows = self._items()
        likenesses = compare(parts, rows, decided)
        goals = self._goals(decided, match(parts, rows, decided, likenesses))
        found = match_strategien(
            self.baum.strategien,
            self.states,
            goals=goals,
            decided=self._decided(self.strategie_keys, self.states),
        )
        parts = [
            replace(part, group=found[index].presumed)
            for part, (index, _teil) in zip(parts, self.parts, strict=True)
        ]
        matched = match(parts, rows, decided, likenesses)
        planner = RowPlanner(self, found, decided, matched)
        plans = [self._strategie(index, each, planner) for index, each in enumerate(found)]
        return self._whole(plans, found)

    def _decided(self, keys, states):
        places = {state.key: place for place, state in enumerate(states)}
        return decided_parts(self.decisions.counterparts, keys, places)

    def _items(self):
        parts = [
            Item(
                PartWords.of(teil.title, teil.text),
                teil.kind,
                teil.number,
                None,
                _share(n, self.parts),
            )
            for n, (_index, teil) in enumerate(self.parts)
        ]
        groups = {each.strategie.pk: index for index, each in enumerate(self.states)}
        rows = [
            Item(
                PartWords.of(state.title, state.text),
                state.baustein.kind,
                state.baustein.number,
                groups[state.baustein.strategie_id],
                _share(n, self.bausteine),
                is_hidden=state.baustein.status == Publikationsstatus.ARCHIVED,
            )
            for n, state in enumerate(self.bausteine)
        ]
        return parts, rows

    def _goals(self, decided, found):
        """(Strategie of the document, Strategie of the Konzept) of each Baustein found."""
        groups = {each.strategie.pk: index for index, each in enumerate(self.states)}
        pairs = {**decided, **{i: each.match for i, each in found.items()}}
        return [
            (self.parts[i][0], groups[self.bausteine[j].baustein.strategie_id])
            for i, j in pairs.items()
            if j is not None
        ]

    def _strategie(self, index, found, planner):
        teil, key = self.baum.strategien[index], self.strategie_keys[index]
        state = self.states[found.match] if found.match is not None else None
        presumed = self.states[found.presumed] if found.presumed is not None else None
        posten = tuple(planner.lines(index, presumed, is_settled=not found.choices))
        line = StrategiePlan(
            "new" if state is None else "unchanged",
            key,
            _name(teil),
            teil=teil,
            existing=state,
            presumed=presumed,
            posten=posten,
            attached=self._all_attached(state or presumed),
        )
        if found.choices:
            is_twice = key in twice_decided(self.decisions.counterparts, self.strategie_keys)
            return replace(
                line,
                state="unclear",
                reason=twice() if is_twice else _("Welche Strategie das ist, ist nicht sicher."),
                candidates=tuple(self._candidate(self.states[j]) for j in found.choices),
            )
        if state is None:
            return line
        own = state.strategie
        changes = differences(
            (_("Nummer"), own.number, teil.number or own.number),
            (_("Titel"), own.title, teil.title),
            (_("Einleitung"), own.intro, teil.intro),
        )
        return replace(line, state="changed" if changes else "unchanged", changes=changes)

    def _whole(self, plans, found):
        used = {each.match for each in found} | {j for each in found for j in each.choices}
        lines = [line for plan in plans for line in plan.posten]
        seen = {line.existing.key for line in lines if line.existing}
        seen |= {candidate.key for line in lines for candidate in line.candidates}
        plans = [self._with_gone(plan, seen) for plan in plans]
        shown = {plan.presumed.key for plan in plans if plan.presumed}
        for index, state in enumerate(self.states):
            if state.key in shown or state.strategie.status == Publikationsstatus.ARCHIVED:
                continue
            gone = self._gone(state, seen)
            has_left = any(each.key in seen for each in state.bausteine)
            if gone or not (has_left or index in used):
                plans.append(self._gone_strategie(state, gone if has_left else []))
        return Importplan(
            self.konzept,
            self.baum,
            tuple(plans),
            fingerprint(self.states),
            rows=self._rows(),
            remarks=(*_hidden(plans, self.konzept, self.states), *_double_numbers(plans)),
        )

    def _gone_strategie(self, state, gone):
        archive = self.decisions.missing.get(state.key) == ARCHIVE
        return StrategiePlan(
            "gone",
            state.key,
            str(state.strategie),
            existing=state,
            reason=_("Diese Strategie kommt im Dokument nicht vor. Sie bleibt, wie sie ist."),
            attached=self._all_attached(state),
            archive=archive,
            obstacle=self.bound.get(state.strategie.pk, "") if archive else "",
            posten=tuple(gone),
        )

    def _with_gone(self, plan, seen):
        gone = self._gone(plan.presumed, seen) if plan.presumed else []
        return replace(plan, posten=(*plan.posten, *gone))

    def _gone(self, state, seen):
        return [
            gone_line(self, each)
            for each in state.bausteine
            if each.key not in seen and each.baustein.status != Publikationsstatus.ARCHIVED
        ]

    def _rows(self):
        return tuple(
            self._candidate(each) for state in self.states for each in (state, *state.bausteine)
        )

    def _candidate(self, state):
        if hasattr(state, "strategie"):
            own = state.strategie
            return Candidate("strategie", own.pk, str(own), self._all_attached(state))
        return self.candidate(state)

    def candidate(self, state):
        """A Baustein as somebody may choose it."""
        row = state.baustein
        return Candidate(
            "baustein", row.pk, f"{row.label}: {state.title}", in_words(self.attached[row.pk])
        )

    def _all_attached(self, state):
        """What hangs on all Bausteine of a Strategie together."""
        bausteine = state.bausteine if state else []
        return in_words(each for row in bausteine for each in self.attached[row.baustein.pk])


def _share(n, rows):
    return n / max(1, len(rows) - 1)


def _name(teil):
    label = " ".join(filter(None, (str(Strategie._meta.verbose_name), teil.number)))
    return f"{label}: {teil.title}"


def _hidden(plans, konzept, states):
    """Sentences on public Bausteine that would stand below a Strategie that is not public."""
    public = {
        state.strategie.pk
        for state in states
        if konzept.is_public and state.strategie.status == Publikationsstatus.PUBLISHED
    }
    for plan in plans:
        if plan.state == "gone" or (plan.existing and plan.existing.strategie.pk in public):
            continue
        for line in plan.posten:
            row = line.existing.baustein if line.existing else None
            if line.moves and row.strategie_id in public and _is_shown(row):
                yield _(
                    "„%(title)s“ ist öffentlich, „%(strategie)s“ noch nicht: Bis diese Strategie "
                    "veröffentlicht ist, ist der Text nicht zu sehen."
                ) % {"title": line.existing.title, "strategie": plan.name}


def _is_shown(row):
    return row.fassung_id is not None and row.status == Publikationsstatus.PUBLISHED


def _double_numbers(plans):
    """Sentences on numbers that several Bausteine of a kind bear after the import."""
    for plan in plans:
        bearers = defaultdict(int)
        for line in plan.posten:
            if line.by_reference or line.archive:
                continue
            row = line.existing.baustein if line.existing else None
            number = (line.teil.number if line.teil else "") or (row.number if row else "")
            if number:
                bearers[(line.teil or row).kind, number] += 1
        double = sorted({number for (_kind, number), n in bearers.items() if n > 1})
        if double:
            yield _("In „%(name)s“ stehen Nummern mehrmals: %(numbers)s.") % {
                "name": plan.name,
                "numbers": ", ".join(double),
            }
