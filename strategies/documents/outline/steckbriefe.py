"""A Steckbrief (Projektblatt): a table of labels and values that is one Leitprojekt."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from municipality.wording import says_something

from ..blocks import Break, Line, ListBlock, Paragraph, Run, plain_text, split_lines
from . import facts
from .names import Reading, read_heading

_LONGEST_LABEL = 60
_LONGEST_TITLE = 160
_BULLET = re.compile(r"[•\-–*·]\s+")  # noqa: RUF001
_LABELLED = re.compile(r"(?P<label>[^:]{2,50}):\s*(?P<value>.*)\Z", re.DOTALL)
_KINDS = {"leitprojekt", ""}
_BARE = re.compile(r"(?:projekt|maßnahmen)?-?(?:steckbrief|blatt|datenblatt)", re.IGNORECASE)


@dataclass
class Steckbrief:
    """A table read as one.

    Attributes:
        reading: number and title that stand in it; the title is "" where there is none.
        lines: label and value of each of its lines.
        bare: values without a label.
    """

    reading: Reading = field(default_factory=lambda: Reading("", "", "", ""))
    heading: Line = ()
    lines: list[tuple[str, Line]] = field(default_factory=list)
    bare: list[Line] = field(default_factory=list)


def read_steckbrief(table, words):
    """The `Steckbrief` that a table is, or None."""
    rows = [[cell for cell in row if says_something(plain_text(cell))] for row in table.rows]
    rows = [row for row in rows if row]
    if len(rows) < 2 or _is_head(rows[0]):
        return None
    rows = list(_spread(rows))
    brief = Steckbrief()
    rest = _take_title(brief, rows, words)
    lines = _lines(rest, brief)
    known = sum(is_known(label) for label, _value in lines)
    named = brief.reading.kind == "leitprojekt"
    if known < (1 if named else 2) or known * 4 < len(lines):
        return None
    for label, value in lines:
        _sort_in(brief, label, value, words)
    return brief


def _is_head(row):
    """Whether the first row names the columns: "Nr. | Maßnahme | Träger | Kosten"."""
    return len(row) > 2 and sum(is_known(plain_text(cell)) for cell in row) * 3 >= 2 * len(row)


def _spread(rows):
    """The rows, with cells that hold several lines of a Steckbrief laid open."""
    for row in rows:
        if len(row) > 1 and all(map(_labelled, row)):
            yield from ([cell] for cell in row)
        elif any(map(_holds_lines, row)):
            yield from ([line] for cell in row for line in _opened(cell))
        else:
            yield row


def _holds_lines(cell):
    lines = _written(cell)
    labelled = sum(_labelled(line) is not None for line in lines)
    return labelled > 1 and labelled * 2 >= len(lines)


def _opened(cell):
    return _written(cell) if _holds_lines(cell) else [cell]


def _written(cell):
    return [line for line in split_lines(cell) if says_something(plain_text(line))]


def is_known(label):
    """Whether a Steckbrief has a line that begins like this."""
    return (
        facts.field_of(label) != "text"
        or facts.is_title(label)
        or facts.is_number(label)
        or facts.is_description(label)
    )


def _take_title(brief, rows, words):
    """Take the first row for the title, unless it is a line like the others."""
    first = rows[0]
    texts = [plain_text(cell) for cell in first]
    whole = read_heading(texts[0], words=words)
    if len(first) == 1 and _BARE.fullmatch(texts[0].strip(" :")):
        # It says what the table is, not what the project is called.
        brief.reading = Reading("", "leitprojekt", "", "")
        return rows[1:]
    if len(first) == 1:
        if not _LABELLED.match(texts[0]) or whole.kind == "leitprojekt":
            brief.reading, brief.heading = whole, first[0]
            return rows[1:]
        return rows
    if len(first) > 2:
        return rows
    if whole.kind == "leitprojekt" and (whole.number or not facts.is_title(texts[0])):
        title = texts[1] if not says_something(whole.title) else f"{whole.title} {texts[1]}"
        brief.reading = Reading("", whole.kind, whole.number, title, "", whole.name, True)
        brief.heading = (*first[0], Run(" "), *first[1])
        return rows[1:]
    if re.fullmatch(r"(?:Nr\.?\s*)?[A-Z]{0,3}[ .\-]?\d{1,3}(?:\.\d{1,2})*[.)]?", texts[0]):
        number = re.sub(r"^Nr\.?\s*|[.)]$", "", texts[0])
        brief.reading = Reading("", "leitprojekt", number, texts[1])
        brief.heading = (*first[0], Run(" "), *first[1])
        return rows[1:]
    return rows


def _lines(rows, brief):
    """Label and value of each line; a label may stand above its value, or in its cell."""
    found, waiting = [], None
    for row, _after in pairwise([*rows, None]):
        if len(row) == 1:
            text = plain_text(row[0])
            if match := _labelled(row[0]):
                found.append(match)
            elif waiting is None and len(text) <= _LONGEST_LABEL and text[-1] not in ".!?":
                waiting = text
                continue
            elif waiting is not None:
                found.append((waiting, row[0]))
            else:
                brief.bare.append(row[0])
            waiting = None
            continue
        if waiting is not None:
            brief.bare.append((Run(waiting, bold=True),))
            waiting = None
        cells = list(row)
        while len(cells) > 1:
            label, value, *cells = cells
            if cells and len(cells) % 2 and not is_known(plain_text(cells[0])):
                value = (*value, Break(), *cells.pop(0))
            found.append((plain_text(label), value))
        if cells:
            labelled = _labelled(cells[0])
            found.append(labelled) if labelled else brief.bare.append(cells[0])
    if waiting is not None:
        brief.bare.append((Run(waiting),))
    return found


def _labelled(cell):
    """ "Träger: Stadt" in one cell."""
    text = plain_text(cell)
    match = _LABELLED.match(text)
    if not match or not is_known(match["label"]):
        return None
    if says_something(match["value"]):
        return match["label"], _behind(cell, len(match["label"]) + 1)
    return None


def _behind(line, length):
    """The line without its first characters, and without the blanks there."""
    result, left = [], length
    for item in line:
        if isinstance(item, Run) and left > 0:
            cut = min(left, len(item.text))
            left -= cut
            text = item.text[cut:]
            if text.strip(" :"):
                result.append(Run(text.lstrip() if not result else text, item.bold, item.italic,
                                  item.strike, item.code, item.link))  # fmt: skip
        elif left <= 0 or not isinstance(item, Break):
            result.append(item)
    while result and isinstance(result[0], Break):
        result.pop(0)
    return tuple(result)


def _sort_in(brief, label, value, words):
    if facts.is_title(label) and not says_something(brief.reading.title):
        read = read_heading(plain_text(value), words=words)
        number = brief.reading.number or read.number or read.simple_number
        title = read.title or plain_text(value)
        brief.reading = Reading("", "leitprojekt", number, title)
        brief.heading = brief.heading or value
    elif facts.is_number(label) and not brief.reading.number:
        read = brief.reading
        number = plain_text(value).rstrip(".")
        brief.reading = Reading("", read.kind, number, read.title, read.source, read.name)
    else:
        brief.lines.append((label, value))


def as_text(label, value):
    """A line of a Steckbrief as text: a description by itself, all else below its label."""
    blocks = cell_blocks(value)
    if facts.is_description(label):
        return blocks
    head = (Run(f"{label.strip().rstrip(':')}:", bold=True),)
    if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
        return [Paragraph((*head, Run(" "), *blocks[0].line))]
    return [Paragraph(head), *blocks]


def cell_blocks(line):
    """The lines of a cell as paragraphs, those that begin with a bullet as a list."""
    blocks = []
    for part in split_lines(line):
        text = plain_text(part)
        match = _BULLET.match(text)
        if match:
            item = (Paragraph(_behind(part, len(match[0]))),)
            if blocks and isinstance(blocks[-1], ListBlock):
                blocks[-1] = ListBlock(None, (*blocks[-1].items, item))
            else:
                blocks.append(ListBlock(None, (item,)))
        elif part:
            blocks.append(Paragraph(part))
    return blocks


def title_line(block):
    """The title in a line such as "**Projekttitel:** Markthalle", else None."""
    match = _LABELLED.match(plain_text(block.line)) if isinstance(block, Paragraph) else None
    if not match or not facts.is_title(match["label"]) or not says_something(match["value"]):
        return None
    first = block.line[0]
    if not isinstance(first, Run) or not first.bold or len(match["value"]) > _LONGEST_TITLE:
        return None
    return _behind(block.line, len(match["label"]) + 1)


def is_line(block=None):
    """Whether a paragraph is a line of a Steckbrief: "Träger: Stadt"."""
    return isinstance(block, Paragraph) and _labelled(block.line) is not None


def leading_facts(blocks, decided):
    """The lines right below a heading that are a Steckbrief: "**Träger:** Stadt".

    Args:
        decided: as in `facts.field_of`.

    Returns:
        Label, value and field of each.
    """
    found = []
    for block in blocks:
        match = _LABELLED.match(plain_text(block.line)) if isinstance(block, Paragraph) else None
        first = block.line[0] if match else None
        if not match or not isinstance(first, Run) or not first.bold:
            break
        name = facts.field_of(match["label"], decided)
        if name == "text" or not says_something(match["value"]):
            break
        found.append((match["label"], match["value"].strip(), name))
    return found
