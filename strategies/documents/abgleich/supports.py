"""The Handlungsfelder that a Leitprojekt says it supports: which lines of the plan they are."""

from django.utils.translation import gettext as _

from ..tree import BausteinTeil
from .lines import Posten
from .similar import words_of


def same_title(one, other):
    """Titles that differ only in case, punctuation or blanks are the same title."""
    return words_of(one) == words_of(other)


def references(key, lines, states):
    """Lines for the Handlungsfelder that Leitprojekte name and that have no heading.

    Args:
        lines: those of the Bausteine of one Strategie.
        states: what that Strategie holds.
    """
    fields = [line for line in lines if line.teil.kind == "handlungsfeld"]
    found = {}
    for line in lines:
        for verweis in line.teil.supports:
            teile = [other.teil for other in (*fields, *found.values())]
            if line.state == "unclear" or _named(verweis, teile):
                continue
            state = _existing(verweis, states)
            teil = BausteinTeil(
                "handlungsfeld", verweis.number, "", verweis.title, "", "", "", (), line.place
            )
            name = " ".join(filter(None, (_("Handlungsfeld"), verweis.number)))
            found[verweis] = Posten(
                "unchanged" if state else "new",
                f"{key}h{len(found)}",
                f"{name}: {verweis.title}",
                place=line.place,
                teil=teil,
                existing=state,
                by_reference=True,
            )
    return list(found.values())


def supported_lines(line, lines):
    """The lines of the Handlungsfelder a Leitprojekt supports."""
    fields = [other for other in lines if other.teil and other.teil.kind == "handlungsfeld"]
    found = []
    for verweis in line.teil.supports:
        places = _named(verweis, [other.teil for other in fields])
        if len(places) == 1:
            found.append(fields[places[0]])
    return found


def managed_links(state, states):
    """The links to Handlungsfelder; an editor's links to Leitziele are not the import's."""
    fields = {each.baustein.pk for each in states if each.baustein.kind == "handlungsfeld"}
    return state.supports & fields


def _existing(verweis, states):
    fields = [state for state in states if state.baustein.kind == "handlungsfeld"]
    named = [_Named(state.baustein.number, state.title) for state in fields]
    places = _named(verweis, named)
    return fields[places[0]] if len(places) == 1 else None


class _Named:
    def __init__(self, number, title):
        self.number, self.title = number, title


def _named(verweis, rows):
    """The places of those among ``rows`` that a Leitprojekt means.

    A number may stand at several; then the title says which. A number does not outweigh the
    title of another one.
    """
    titled = [place for place, row in enumerate(rows) if same_title(row.title, verweis.title)]
    numbered = [
        place for place, row in enumerate(rows) if verweis.number and row.number == verweis.number
    ]
    both = [place for place in numbered if place in titled]
    if both or len(titled) == 1:
        return both or titled
    return numbered if verweis.number else titled
