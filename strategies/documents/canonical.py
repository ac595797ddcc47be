"""The one form in which blocks and lines that look the same are written.

A .docx and the .md of a document differ in how they spell the same look: where an
emphasis starts, how a list is cut in two, how blanks are stored. Here the spellings
become one.
"""

from dataclasses import replace
from itertools import pairwise

from .blocks import (
    Break,
    Heading,
    ListBlock,
    Paragraph,
    Picture,
    Quote,
    Run,
    Table,
    normalise_text,
    split_lines,
    unformatted,
)


def canonical_blocks(blocks):
    """The blocks without empty ones, with lines in canonical form and lists joined."""
    result = []
    for block in blocks:
        for new in _canonical_block(block):
            before = result[-1] if result else None
            if (
                isinstance(before, ListBlock)
                and isinstance(new, ListBlock)
                and _continues(before, new)
            ):
                result[-1] = replace(before, items=before.items + new.items)
            else:
                result.append(new)
    return tuple(result)


def _continues(before, after):
    if before.start is None or after.start is None:
        return before.start is after.start
    return before.next_number == after.start


def _canonical_block(block):
    match block:
        case Heading():
            line = canonical_line(unformatted(_as_blanks(block.line)))
            yield replace(block, line=line, label=normalise_text(block.label).strip())
        case Paragraph():
            if line := canonical_line(block.line):
                yield replace(block, line=line)
        case ListBlock():
            items = tuple(filter(None, map(canonical_blocks, block.items)))
            if items:
                yield replace(block, items=items)
        case Quote():
            if inner := canonical_blocks(block.blocks):
                yield Quote(inner)
        case Table():
            yield from _canonical_table(block)
        case _:
            yield block


def _canonical_table(table):
    """Equal row lengths; a table of one cell is a frame round a paragraph, not a table."""
    width = max(map(len, table.rows), default=0)
    rows = [
        tuple(canonical_line(cell) for cell in (*row, *[()] * (width - len(row))))
        for row in table.rows
    ]
    if not any(any(row) for row in rows):
        return
    if width == 1 and len(rows) == 1:
        yield Paragraph(rows[0][0])
    else:
        yield Table(tuple(rows))


def _as_blanks(line):
    return (Run(" ") if isinstance(item, Break) else item for item in line)


def canonical_line(line):
    """The one form in which a line that looks the same is written.

    Blanks and punctuation at the edge of an emphasised stretch do not show their
    emphasis and Markdown cannot express it, so they lose it; equal neighbours are
    joined; blanks at the ends of the line and around line breaks go.
    """
    parts = [
        _joined(_without_edge_punctuation(_without_edge_blanks(_joined(part))))
        for part in split_lines(_normalised(line))
    ]
    parts = [_stripped(part) for part in parts]
    while parts and not parts[0]:
        parts.pop(0)
    while parts and not parts[-1]:
        parts.pop()
    result = []
    for part in parts:
        if part:
            result += [Break(), *part] if result else part
    return tuple(result)


def is_blank(line):
    """Whether nothing of the line can be seen: its canonical form is empty."""
    return not any(
        normalise_text(item.text).strip() if isinstance(item, Run) else not isinstance(item, Break)
        for item in line
    )


def _normalised(line):
    for item in line:
        if isinstance(item, Run):
            if text := normalise_text(item.text):
                yield item.saying(text)
        elif isinstance(item, Picture):
            yield replace(item, alt=normalise_text(item.alt).strip())
        else:
            yield item


def _joined(line):
    result = []
    items = list(line)
    for index, item in enumerate(items):
        before = result[-1] if result else None
        after = items[index + 1] if index + 1 < len(items) else None
        if isinstance(item, Run) and isinstance(before, Run):
            if (
                item.text == " "
                and isinstance(after, Run)
                and before.look == after.look
                and not item.code
            ):
                item = before.saying(" ")
            if before.look == item.look:
                result[-1] = before.saying(normalise_text(before.text + item.text))
                continue
            if before.text.endswith(" ") and item.text.startswith(" "):
                item = item.saying(item.text[1:])
                if not item.text:
                    continue
        result.append(item)
    return result


def _without_edge_blanks(line):
    for item in line:
        if not isinstance(item, Run) or not any(item.look):
            yield item
            continue
        if item.text[0] == " ":
            yield Run(" ")
        if core := item.text.strip(" "):
            yield item.saying(core)
            if item.text[-1] == " ":
                yield Run(" ")


def _without_edge_punctuation(line):
    """CommonMark's flanking rule: `**Ziel:**Text` is no emphasis, `**Ziel**:Text` is."""
    items = [None, *line, None]
    for (before, item), (_item, after) in zip(pairwise(items), pairwise(items[1:]), strict=False):
        if not isinstance(item, Run) or not (item.bold or item.italic or item.strike):
            yield item
            continue
        text = item.text
        head = tail = ""
        if isinstance(before, Run) and before.text[-1].isalnum():
            core = text.lstrip("".join(c for c in text if not c.isalnum()))
            head, text = text[: len(text) - len(core)], core
        if text and isinstance(after, Run) and after.text[0].isalnum():
            core = text.rstrip("".join(c for c in text if not c.isalnum()))
            tail, text = text[len(core) :], core
        if head:
            yield Run(head, link=item.link)
        if text:
            yield item.saying(text)
        if tail:
            yield Run(tail, link=item.link)


def _stripped(line):
    items = list(line)
    if items and isinstance(first := items[0], Run):
        items[0] = first.saying(first.text.lstrip(" "))
        items = items if items[0].text else items[1:]
    if items and isinstance(last := items[-1], Run):
        items[-1] = last.saying(last.text.rstrip(" "))
        items = items if items[-1].text else items[:-1]
    return items
