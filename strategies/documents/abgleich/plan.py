"""What importing a document would do to a Konzept, without doing it."""

from dataclasses import replace
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from strategies.models import Publikationsstatus, Strategie

from ..headings import KIND_NAMES
from ..tree import BausteinTeil
from .lines import AS_NEW, Candidate, Importplan, Posten, StrategiePlan
from .state import (
    fingerprint,
    load_state,
    normalised_title,
)

SIMILAR = 0.6
"""Share of common words from which two texts may be the same Baustein, renamed."""


def plan_import(konzept, baum, *, decisions=None):
    """Compare a `Dokumentbaum` with a Konzept: an `Importplan`.

    A part is the same by kind and number, or by kind and title where it has no number.
    Parts that only resemble one another are unclear, and left alone until decided.

    Args:
        decisions: what a person said about the unclear parts of an earlier plan.
    """
    states = [] if konzept.pk is None else load_state(konzept)
    return plan_against(konzept, baum, states, decisions=decisions or {})


def plan_against(konzept, baum, states, *, decisions):
    """`plan_import` against a state that is already loaded."""
    matches = [_find_strategie(teil, states) for teil in baum.strategien]
    free = [state for state in states if not any(state is match for match in matches)]
    plans = []
    for index, (teil, match) in enumerate(zip(baum.strategien, matches, strict=True)):
        key = f"s{index}"
        candidates = () if match else _strategie_candidates(teil, free)
        decision = decisions.get(key)
        if decision and decision != AS_NEW:
            match = next((s for s in free if str(s.strategie.pk) == decision), None)
            free = [state for state in free if state is not match]
        if match or decision == AS_NEW or not candidates:
            plans.append(_strategie_plan(key, teil, match, decisions))
        else:
            plans.append(
                StrategiePlan(
                    "unclear",
                    key,
                    _strategie_name(teil),
                    teil,
                    reason=_("Ihre Bausteine gibt es schon unter einer anderen Überschrift."),
                    candidates=candidates,
                )
            )
    unclear = {c.pk for plan in plans if plan.state == "unclear" for c in plan.candidates}
    plans += [
        StrategiePlan(
            "gone",
            f"fehlt-{state.strategie.pk}",
            str(state.strategie),
            existing=state,
            reason=_("Diese Strategie kommt im Dokument nicht vor. Sie bleibt, wie sie ist."),
        )
        for state in free
        if state.strategie.status != Publikationsstatus.ARCHIVED
        and state.strategie.pk not in unclear
    ]
    return Importplan(konzept, baum, tuple(plans), fingerprint(states))


def _find_strategie(teil, states):
    title = normalised_title(teil.title)
    for state in states:
        if teil.number and state.strategie.number == teil.number:
            return state
    for state in states:
        numbers = {teil.number, state.strategie.number}
        if normalised_title(state.strategie.title) == title and "" in numbers:
            return state
    return None


def _strategie_candidates(teil, free):
    """Strategien that hold a Baustein of the same title, or the same title themselves."""
    titles = {(part.kind, normalised_title(part.title)) for part in teil.bausteine}
    return tuple(
        Candidate(state.strategie.pk, str(state.strategie))
        for state in free
        if normalised_title(state.strategie.title) == normalised_title(teil.title)
        or any((b.baustein.kind, normalised_title(b.title)) in titles for b in state.bausteine)
    )


def _strategie_plan(key, teil, match, decisions):
    existing = match.bausteine if match else []
    posten = _baustein_plans(key, teil, existing, decisions)
    changes = ()
    if match:
        changes = _differences(
            (_("Nummer"), match.strategie.number, teil.number or match.strategie.number),
            (_("Titel"), match.strategie.title, teil.title),
            (_("Einleitung"), match.strategie.intro, teil.intro),
        )
    state = "new" if match is None else "changed" if changes else "unchanged"
    return StrategiePlan(
        state, key, _strategie_name(teil), teil, match, changes=changes, posten=tuple(posten)
    )


def _baustein_plans(key, strategie, existing, decisions):
    parts = {f"{key}b{index}": teil for index, teil in enumerate(strategie.bausteine)}
    matches = {name: _find_baustein(teil, existing) for name, teil in parts.items()}
    taken = {match.baustein.pk for match in matches.values() if match}
    lines = []
    for name, teil in parts.items():
        match = matches[name]
        candidates, reason = _doubts(teil, match, existing, taken)
        decision = decisions.get(name, "")
        chosen = [c for c in candidates if str(c.pk) == decision]
        others = {line.existing.baustein.pk for line in lines if line.existing}
        if chosen and chosen[0].pk not in others:
            match = next(b for b in existing if b.baustein.pk == chosen[0].pk)
            candidates = ()
        elif decision == AS_NEW and match is None:
            candidates = ()
        lines.append(_line(name, teil, match, candidates, reason, can_be_new=match is None))
    lines += _references(key, strategie, lines, existing)
    lines = _with_order(_with_supports(lines, existing), existing)
    seen = {line.existing.baustein.pk for line in lines if line.existing} | {
        candidate.pk for line in lines for candidate in line.candidates
    }
    lines += [
        Posten(
            "gone",
            f"fehlt-{state.baustein.pk}",
            f"{state.baustein.label}: {state.title}",
            existing=state,
            reason=_("Kommt im Dokument nicht mehr vor und bleibt, wie es ist."),
        )
        for state in existing
        if state.baustein.pk not in seen and state.baustein.status != Publikationsstatus.ARCHIVED
    ]
    return lines


def _find_baustein(teil, existing):
    same_kind = [state for state in existing if state.baustein.kind == teil.kind]
    if teil.number:
        for state in same_kind:
            if state.baustein.number == teil.number:
                return state
    title = normalised_title(teil.title)
    found = [
        state
        for state in same_kind
        if normalised_title(state.title) == title and "" in {teil.number, state.baustein.number}
    ]
    return found[0] if len(found) == 1 else None


def _doubts(
    teil,
    match,
    existing,
    taken,
):
    """Whom the part may be besides or instead of its match, and why that is in doubt."""
    title = normalised_title(teil.title)
    same_kind = [state for state in existing if state.baustein.kind == teil.kind]
    if match:
        if normalised_title(match.title) == title:
            return (), ""
        namesakes = [s for s in same_kind if s is not match and normalised_title(s.title) == title]
        if not namesakes:
            return (), ""
        reason = _("Die Nummer gehört zu „%(number)s“, der Titel zu „%(title)s“.") % {
            "number": match.title,
            "title": namesakes[0].title,
        }
        return tuple(map(_candidate, [match, *namesakes])), reason
    alike = [
        state
        for state in same_kind
        if state.baustein.pk not in taken
        and (normalised_title(state.title) == title or _is_similar(teil, state))
    ]
    return tuple(map(_candidate, alike)), _("Text oder Titel ähneln einem vorhandenen Baustein.")


def _is_similar(teil, state):
    words = SequenceMatcher(
        None, f"{teil.title} {teil.text}".split(), f"{state.title} {state.text}".split(), False
    )
    return words.quick_ratio() >= SIMILAR and words.ratio() >= SIMILAR


def _line(
    key,
    teil,
    match,
    candidates,
    reason,
    *,
    can_be_new,
):
    name = _baustein_name(teil)
    if candidates:
        return Posten(
            "unclear",
            key,
            name,
            teil.place,
            teil,
            reason=reason,
            candidates=candidates,
            can_be_new=can_be_new,
        )
    if match is None:
        return Posten("new", key, name, teil.place, teil)
    baustein = match.baustein
    changes = _differences(
        (_("Titel"), match.title, teil.title),
        (_("Text"), match.text, teil.text),
        (_("Nummer"), baustein.number, teil.number or baustein.number),
        (_("Gliederungsnummer"), baustein.outline_number, teil.outline_number),
        (_("Quelle"), match.source, teil.source or match.source),
        (_("Gebiet"), match.region, teil.region or match.region),
        (_("Entwurf"), match.newest is not None, True),
    )
    state = "changed" if changes else "unchanged"
    return Posten(state, key, name, teil.place, teil, match, "", changes)


def _references(key, strategie, lines, existing):
    """Lines for the Handlungsfelder that Leitprojekte name and that have no heading."""
    found = {}
    for line in lines:
        for verweis in line.teil.supports:
            if line.state == "unclear" or any(_is_meant(verweis, other) for other in lines):
                continue
            if any(_is_meant(verweis, other) for other in found.values()):
                continue
            teil = BausteinTeil(
                "handlungsfeld", verweis.number, "", verweis.title, "", "", "", (), line.place
            )
            match = _find_baustein(teil, existing)
            found[verweis] = Posten(
                "unchanged" if match else "new",
                f"{key}h{len(found)}",
                _baustein_name(teil),
                line.place,
                teil,
                match,
                by_reference=True,
            )
    return list(found.values())


def _is_meant(verweis, line):
    teil = line.teil
    if teil is None or teil.kind != "handlungsfeld":
        return False
    if verweis.number and teil.number:
        return verweis.number == teil.number
    return normalised_title(verweis.title) == normalised_title(teil.title)


def supported_lines(line, lines):
    """The lines of the Handlungsfelder a Leitprojekt supports."""
    return [other for verweis in line.teil.supports for other in lines if _is_meant(verweis, other)]


def managed_links(state, existing):
    """The links to Handlungsfelder; an editor's links to Leitziele are not the import's."""
    return state.supports & {
        other.baustein.pk for other in existing if other.baustein.kind == "handlungsfeld"
    }


def _with_supports(lines, existing):
    """Mark Leitprojekte whose links would change; a document without links changes none."""
    result = []
    for line in lines:
        if line.existing and line.teil.supports:
            supported = [o for o in supported_lines(line, lines) if o.state != "unclear"]
            wanted = {o.existing.baustein.pk if o.existing else None for o in supported}
            if managed_links(line.existing, existing) != wanted:
                line = _also_changed(line, _("Unterstützt"))
        result.append(line)
    return result


def _with_order(lines, existing):
    """Mark the Bausteine that stand in another order in the document."""
    pks = [line.existing.baustein.pk for line in lines if line.existing and not line.by_reference]
    before = [state.baustein.pk for state in existing if state.baustein.pk in pks]
    moved = {pk for pk, old in zip(pks, before, strict=True) if pk != old}
    return [
        _also_changed(line, _("Reihenfolge"))
        if line.existing and line.existing.baustein.pk in moved
        else line
        for line in lines
    ]


def _also_changed(line, change):
    return replace(line, state="changed", changes=(*line.changes, change))


def _differences(*facts):
    return tuple(str(name) for name, old, new in facts if old != new)


def _candidate(state):
    return Candidate(state.baustein.pk, f"{state.baustein.label}: {state.title}")


def _baustein_name(teil):
    return f"{' '.join(filter(None, (KIND_NAMES[teil.kind], teil.number)))}: {teil.title}"


def _strategie_name(teil):
    label = " ".join(filter(None, (str(Strategie._meta.verbose_name), teil.number)))
    return f"{label}: {teil.title}"
