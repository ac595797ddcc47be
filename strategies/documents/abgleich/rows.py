"""The lines of the plan below one Strategie: what each Baustein of the document is."""

from collections import defaultdict
from dataclasses import replace

from django.utils.translation import gettext as _

from strategies.dependents import in_words
from strategies.models import Baustein

from .decided import twice_decided
from .lines import ARCHIVE, Posten
from .supports import managed_links, references, supported_lines


class RowPlanner:
    """Makes the lines of all Strategien.

    Args:
        planner: knows the document, the Konzept and what hangs on its rows.
        strategien: a `FoundStrategie` for each Strategie of the document.
        decided, found: what each Baustein is, as `match` takes and returns it.
    """

    def __init__(self, planner, strategien, decided, found):
        self.planner, self.strategien = planner, strategien
        self.decided, self.found = decided, found
        self.twice = twice_decided(planner.decisions.counterparts, planner.baustein_keys)
        self.of_strategie = defaultdict(list)
        for place, (index, _teil) in enumerate(planner.parts):
            self.of_strategie[index].append(place)

    def lines(self, index, presumed, *, is_settled):
        """The lines of one Strategie of the document, in its order.

        Args:
            presumed: the `StrategieState` that it is, or probably is; None for a new one.
            is_settled: whether that is certain.
        """
        existing = presumed.bausteine if presumed else []
        lines = [self._line(place, presumed, is_settled) for place in self.of_strategie[index]]
        if is_settled:
            lines += references(self.planner.strategie_keys[index], lines, existing)
            lines = self._with_supports(lines)
        return _with_order(lines, existing)

    def _line(self, place, presumed, is_settled):
        teil, key = self.planner.parts[place][1], self.planner.baustein_keys[place]
        line = Posten("new", key, _name(teil), place=teil.place, teil=teil)
        if key in self.twice:
            return self._unclear(line, self._said(key), twice())
        if place in self.decided:
            match = self.decided[place]
            if match is None:
                return line if is_settled else _waiting(line)
            return self._existing(line, self.planner.bausteine[match], presumed, is_settled)
        found = self.found[place]
        if found.match is not None:
            state = self.planner.bausteine[found.match]
            if reason := _moves(teil, state, presumed):
                return self._unclear(line, [state], reason)
            return self._existing(line, state, presumed, is_settled)
        if found.choices:
            choices = [self.planner.bausteine[j] for j in found.choices]
            return self._unclear(line, choices, self._reason(found, choices))
        return line if is_settled else _waiting(line)

    def _said(self, key):
        said = self.planner.decisions.counterparts[key]
        return [state for state in self.planner.bausteine if state.key == said]

    def _unclear(self, line, choices, reason):
        return replace(
            line,
            state="unclear",
            reason=reason,
            candidates=tuple(self.planner.candidate(state) for state in choices),
        )

    def _reason(self, found, choices):
        if found.doubt == "contradiction":
            return _("Titel und Text sprechen für verschiedene Bausteine.")
        if found.doubt == "twins":
            return _("Mehrere kommen gleich gut in Frage.")
        if found.doubt == "number":
            return _("Die Nummer gehört zu „%(title)s“; Titel und Text sind andere.") % {
                "title": choices[0].title
            }
        return _("Text oder Titel ähneln einem vorhandenen Baustein.")

    def _existing(self, line, state, presumed, is_settled):
        teil, row = line.teil, state.baustein
        moves = presumed is None or row.strategie_id != presumed.strategie.pk
        if moves and not is_settled:
            return _waiting(self._unclear(line, [state], ""))
        changes = [
            *differences(
                (_("Titel"), state.title, teil.title),
                (_("Text"), state.text, teil.text),
                (_("Nummer"), row.number, teil.number or row.number),
                (_("Gliederungsnummer"), row.outline_number, teil.outline_number),
                (_("Quelle"), state.source, teil.source or state.source),
                (_("Gebiet"), state.region, teil.region or state.region),
                (_("Steckbrief"), state.facts, state.facts_after(teil)),
                (_("Entwurf"), state.newest is not None, True),
                (_("Art"), row.kind, teil.kind),
            ),
            *([_("Strategie")] if moves else []),
        ]
        return replace(
            line,
            state="changed" if changes else "unchanged",
            existing=state,
            changes=tuple(changes),
            attached=in_words(self.planner.attached[row.pk]),
            moves=moves,
            obstacle=self._obstacle(row, presumed) if moves or row.kind != teil.kind else "",
        )

    def _obstacle(self, row, presumed):
        strategien = [row.strategie_id, *([presumed.strategie.pk] if presumed else [])]
        why = self.planner.bound
        return next((why[pk] for pk in strategien if pk in why), "")

    def _with_supports(self, lines):
        """Mark Leitprojekte whose links would change; a document without links changes none."""
        result = []
        for line in lines:
            if line.existing and line.teil.supports:
                supported = [o for o in supported_lines(line, lines) if o.state != "unclear"]
                wanted = {o.existing.baustein.pk if o.existing else None for o in supported}
                if managed_links(line.existing, self.planner.bausteine) != wanted:
                    line = _also_changed(line, _("Unterstützt"))
            result.append(line)
        return result


def gone_line(planner, state):
    """The line of a Baustein that the document lacks."""
    row = state.baustein
    archive = planner.decisions.missing.get(state.key) == ARCHIVE
    reason = (
        _("Kommt im Dokument nicht mehr vor und wird archiviert.")
        if archive
        else _("Kommt im Dokument nicht mehr vor und bleibt, wie es ist.")
    )
    return Posten(
        "gone",
        state.key,
        f"{row.label}: {state.title}",
        existing=state,
        reason=reason,
        attached=in_words(planner.attached[row.pk]),
        archive=archive,
        obstacle=planner.bound.get(row.strategie_id, "") if archive else "",
    )


def twice():
    """Why a decision does not count."""
    return _("Dasselbe Gegenstück ist mehrmals gewählt; es kann nur eines geben.")


def _waiting(line):
    """The line below a Strategie of which nobody knows yet which it is."""
    return replace(
        line, state="unclear", reason=_("Entscheiden Sie zuerst, welche Strategie das ist.")
    )


def _moves(teil, state, presumed):
    """Why what is certainly the same Baustein is asked about all the same; else „“."""
    row = state.baustein
    if presumed is None or row.strategie_id != presumed.strategie.pk:
        return _("Steht bisher in „%(strategie)s“.") % {"strategie": row.strategie}
    if row.kind != teil.kind:
        return _("Ist bisher ein %(kind)s.") % {"kind": row.get_kind_display()}
    return ""


def _with_order(lines, existing):
    """Mark the Bausteine that stand in another order in the document."""
    here = {state.baustein.pk for state in existing}
    pks = [
        line.existing.baustein.pk
        for line in lines
        if line.existing and line.existing.baustein.pk in here and not line.by_reference
    ]
    places = set(pks)
    before = [state.baustein.pk for state in existing if state.baustein.pk in places]
    moved = {pk for pk, old in zip(pks, before, strict=True) if pk != old}
    return [
        replace(_also_changed(line, _("Reihenfolge")), reordered=True)
        if line.existing and line.existing.baustein.pk in moved
        else line
        for line in lines
    ]


def _also_changed(line, change):
    return replace(line, state="changed", changes=(*line.changes, change))


def differences(*facts):
    """The names of those that are not the same before and after."""
    return tuple(str(name) for name, old, new in facts if old != new)


def _name(teil):
    label = str(Baustein.Kind(teil.kind).label)
    return f"{' '.join(filter(None, (label, teil.number)))}: {teil.title}"
