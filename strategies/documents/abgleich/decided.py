"""What people decided about parts: by keys in `Decisions`, by places in the Abgleich."""

from collections import Counter

from .lines import AS_NEW


def part_keys(baum):
    """The keys of all Strategien and of all Bausteine of a document, as two lists.

    A part that the outline gave no key is named by its place.
    """
    strategien = [teil.key or f"s{n}" for n, teil in enumerate(baum.strategien)]
    bausteine = [
        teil.key or f"s{n}b{m}"
        for n, strategie in enumerate(baum.strategien)
        for m, teil in enumerate(strategie.bausteine)
    ]
    return strategien, bausteine


def decided_parts(counterparts, keys, rows):
    """Return {place of a part: place of its row, None for a new one}.

    A decision about a row that is not there (any more) is none; of several that name the same
    row, neither counts.

    Args:
        counterparts: as in `Decisions`.
        keys: of the parts, in their order.
        rows: {key of a row: its place}.
    """
    said = {place: counterparts[key] for place, key in enumerate(keys) if key in counterparts}
    times = Counter(said.values())
    return {
        place: rows.get(value)
        for place, value in said.items()
        if value == AS_NEW or (value in rows and times[value] == 1)
    }


def twice_decided(counterparts, keys):
    """The keys of the parts whose row was given to another part, too."""
    said = {key: counterparts[key] for key in keys if key in counterparts}
    times = Counter(value for value in said.values() if value != AS_NEW)
    return {key for key, value in said.items() if times[value] > 1}
