"""What somebody typed and pressed on the desk → the decisions that follow from it.

Only what differs from what the page showed is decided: the rest stays a proposal, which a
later version of the document, or of the program, may make better.
"""

import json
from dataclasses import dataclass, replace

from municipality.wording import says_something
from strategies.documents.outline import FACTS, IMPLIED, KINDS

_TYPED = {"kind": "art", "number": "nr", "title": "titel"}
_LONGEST = {"kind": 20, "number": 20, "title": 500}
LEVELS = range(1, 10)


@dataclass(frozen=True)
class Typed:
    """A field of a row that was changed on the page."""

    key: str
    field: str
    value: str
    shown: str


def stored(decisions):
    """`Decisions` in the form in which an Einlesung keeps them."""
    return json.loads(decisions.to_json())


def typed_fields(outline, data):
    """What differs from what the page showed, as a list of `Typed`.

    Args:
        outline: as the page showed it.
        data: of the form.
    """
    found = []
    for row in outline.rows:
        for name, prefix in _TYPED.items():
            value = data.get(f"{prefix}-{row.key}")
            if value is None:
                continue
            value = " ".join(value.split())[: _LONGEST[name]]
            shown = getattr(row, name)
            if value == shown or (name == "kind" and value not in KINDS):
                continue
            # A part without a title has the one of the document.
            if name != "title" or value:
                found.append(Typed(row.key, name, value, shown))
    return found


def split_by_conflict(typed, outline):
    """What can be taken over, and what somebody else has changed to something else meanwhile.

    Args:
        typed: see `typed_fields`.
        outline: as it is by now.
    """
    now = {row.key: row for row in outline.rows}
    good, conflicts = [], []
    for each in typed:
        row = now.get(each.key)
        current = getattr(row, each.field) if row else None
        (good if current in (each.shown, each.value) else conflicts).append(each)
    return good, conflicts


def with_fields(decisions, typed):
    rows = {key: dict(values) for key, values in decisions.rows.items()}
    for each in typed:
        rows.setdefault(each.key, {})[each.field] = each.value
    return replace(decisions, rows=rows)


def picture_words(decisions, alt, sha256):
    """What the page shows of a picture: description, whether it only decorates, credit.

    Args:
        alt: the description that stands in the document, or was given.
    """
    said = decisions.pictures.get(sha256, {})
    decorative = bool(said.get("decorative"))
    return {
        "alt": "" if decorative else alt,
        "decorative": decorative,
        "credit": said.get("credit", ""),
    }


def with_pictures(decisions, shown, data):
    """The decisions with what was typed at the pictures that the page showed.

    Args:
        shown: gives the `picture_words` that the page showed, by sha256; None of an unknown one.
    """
    pictures = {key: dict(value) for key, value in decisions.pictures.items()}
    for sha256 in data.getlist("bild"):
        before = shown(sha256)
        typed = {
            "alt": _words(data.get(f"alt-{sha256}", ""), 300),
            "decorative": f"schmuck-{sha256}" in data,
            "credit": _words(data.get(f"nachweis-{sha256}", ""), 120),
        }
        if before is None or typed == before:
            continue
        changed = {name: value for name, value in typed.items() if value != before[name]}
        pictures[sha256] = {**pictures.get(sha256, {}), **changed}
        if not any(pictures[sha256].values()):
            del pictures[sha256]
    return replace(decisions, pictures=pictures)


def _words(text, most):
    """What was typed on one line; "" where nobody could read anything in it."""
    text = " ".join(text.split())[:most]
    return text if says_something(text) else ""


def with_facts(decisions, data):
    """What the lines of the Steckbrief that the page showed mean, in all Steckbriefe."""
    facts = dict(decisions.facts)
    shown = data.getlist("zeile-war")
    for label, before, chosen in zip(
        data.getlist("zeile"), shown, data.getlist("zeile-wird"), strict=False
    ):
        if chosen != before and chosen in (*FACTS, "text", "weg"):
            facts[label.casefold()[:200]] = chosen
    return replace(decisions, facts=facts)


# --- Buttons -----------------------------------------------------------------------------


def press(decisions, outline, button, key):
    """The decisions after a button was pressed; the same if it means nothing here.

    Args:
        button: what it does, one of `BUTTONS`.
        key: of the row, or of the block at which something begins.
    """
    act = BUTTONS.get(button)
    return act(decisions, outline, key) if act else decisions


def _index(outline, key):
    return next((n for n, row in enumerate(outline.rows) if row.key == key), None)


def _end(rows, index):
    """Behind the row and all below it."""
    level, end = rows[index].level, index + 1
    while end < len(rows) and rows[end].level > level:
        end += 1
    return end


def _move(decisions, outline, key, up):
    rows, index = outline.rows, _index(outline, key)
    if index is None:
        return decisions
    end = _end(rows, index)
    if up:
        start = index - 1
        while start > 0 and rows[start].level > rows[index].level:
            start -= 1
        order = [
            *rows[: max(start, 0)],
            *rows[index:end],
            *rows[max(start, 0) : index],
            *rows[end:],
        ]
    elif end < len(rows):
        after = _end(rows, end) if rows[end].level == rows[index].level else end + 1
        order = [*rows[:index], *rows[end:after], *rows[index:end], *rows[after:]]
    else:
        return decisions
    return replace(decisions, order=tuple(row.key for row in order))


def _shift(decisions, outline, key, by):
    rows, index = outline.rows, _index(outline, key)
    if index is None:
        return decisions
    moved = rows[index : _end(rows, index)]
    if not all(row.level + by in LEVELS for row in moved):
        return decisions
    chosen = {each: dict(values) for each, values in decisions.rows.items()}
    for row in moved:
        chosen.setdefault(row.key, {})["level"] = str(row.level + by)
    return replace(decisions, rows=chosen)


def _join(decisions, outline, key):
    if _index(outline, key) in (None, 0) or key in decisions.joined:
        return decisions
    return replace(decisions, joined=(*decisions.joined, key))


def _separate(decisions, outline, key):
    """What a heading goes on with stands apart, whether a person put it there or the reader."""
    if key in decisions.joined:
        joined = tuple(each for each in decisions.joined if each != key)
        return replace(decisions, joined=joined)
    known = any(key == each for row in outline.rows for each, _text in row.joined)
    return replace(decisions, cuts=(*decisions.cuts, key)) if known else decisions


def _cut(decisions, outline, key):
    row = next((row for row in outline.rows if key in row.block_keys), None)
    if not key or row is None or key in decisions.cuts:
        return decisions
    rows = _without(decisions.rows, key)
    if like := kind_like(outline, row):
        rows[key] = like
    return replace(decisions, cuts=(*decisions.cuts, key), rows=rows)


def kind_like(outline, row):
    """Kind and level of a part that a person begins within ``row``: those of the part it is in.

    Empty in a chapter that stays away, of which nobody knows what is in it.
    """
    above = outline.rows[: outline.rows.index(row) + 1]
    within = next(
        (each for each in reversed(above) if each.kind not in {"text", "einleitung"}), row
    )
    if row.kind == "weg" or within.kind == "weg":
        return {}
    is_below = within.kind == "strategie"
    kind = "leitziel" if is_below else within.kind
    return {"kind": kind, "level": str(min(within.level + is_below, LEVELS[-1]))}


def _mend(decisions, outline, key):
    cuts = tuple(each for each in decisions.cuts if each != key)
    return replace(decisions, cuts=cuts, rows=_without(decisions.rows, key))


def _without(values, key):
    return {each: value for each, value in values.items() if each != key}


def with_added(decisions, outline, data):
    """The decisions with a part that the document has no heading for, and its key.

    Args:
        outline: as it is with the decisions.
        data: of the form; without a title, or with a place that is not there, nothing is added
            and the key is "".
    """
    title = " ".join(data.get("neuer-titel", "").split())[: _LONGEST["title"]]
    key = data.get("neuer-platz", "")
    place, _dash, at = key.partition("-")
    row = next(
        (r for r in outline.rows if (r.key == at if place == "nach" else at in r.block_keys)), None
    )
    if not (title and at and row) or place not in {"vor", "nach"} or row.key == IMPLIED:
        return decisions, ""
    while key in decisions.added and place == "nach":
        key = f"nach-{key}"
    like = kind_like(outline, row)
    if data.get("neue-art") in KINDS:
        like["kind"] = data["neue-art"]
    rows = {**_without(decisions.rows, key), **({key: like} if like else {})}
    added = {**decisions.added, key: title}
    return replace(decisions, added=added, rows=rows, order=_placed(decisions, key, row)), key


def _placed(decisions, key, row):
    """The order, where somebody chose one, with a new row behind another."""
    order = [each for each in decisions.order if each != key]
    if row.key in order:
        order.insert(order.index(row.key) + 1, key)
    return tuple(order)


def _remove(decisions, outline, key):
    """A part that a person added goes; what stood in it belongs to the part before."""
    added = _without(decisions.added, key)
    return replace(decisions, added=added, rows=_without(decisions.rows, key))


def _is_text(decisions, outline, key):
    known = any(key in row.doubts or key == row.key for row in outline.rows)
    if not (key and known):
        return decisions
    rows = {each: dict(values) for each, values in decisions.rows.items()}
    rows.setdefault(key, {})["kind"] = "text"
    return replace(decisions, rows=rows)


def _level(decisions, outline, key):
    """The kind of the row for its whole level; what was chosen at single rows there goes."""
    index = _index(outline, key)
    if index is None:
        return decisions
    row = outline.rows[index]
    there = {each.key for each in outline.rows if each.level == row.level and each.key != key}
    rows = {}
    for each, values in decisions.rows.items():
        kept = {k: v for k, v in values.items() if k != "kind"} if each in there else values
        if kept:
            rows[each] = kept
    return replace(decisions, levels={**decisions.levels, str(row.level): row.kind}, rows=rows)


def _answered(decisions, outline, key):
    """As it is proposed: nobody needs to be asked again."""
    index = _index(outline, key)
    if index is None:
        return decisions
    rows = {each: dict(values) for each, values in decisions.rows.items()}
    rows.setdefault(key, {})["kind"] = outline.rows[index].kind
    return replace(decisions, rows=rows)


def row_before(outline, key):
    """Key of the row before, which is shown when the row itself is gone; "" if there is none."""
    index = _index(outline, key)
    return outline.rows[index - 1].key if index else ""


LEAVING = {"verbinden", "zusammen", "entfernen"}
"""Buttons after which the row at which they stand is none any more."""

BUTTONS = {
    "hoch": lambda decisions, outline, key: _move(decisions, outline, key, True),
    "runter": lambda decisions, outline, key: _move(decisions, outline, key, False),
    "ausruecken": lambda decisions, outline, key: _shift(decisions, outline, key, -1),
    "einruecken": lambda decisions, outline, key: _shift(decisions, outline, key, 1),
    "verbinden": _join,
    "trennen": _separate,
    "teilen": _cut,
    "zusammen": _mend,
    "entfernen": _remove,
    "lassen": _is_text,
    "ebene": _level,
    "stimmt": _answered,
}
