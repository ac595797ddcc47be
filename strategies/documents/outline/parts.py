"""A document cut into parts: at its headings, at what looks like one, and where a person cut."""

from dataclasses import dataclass, field, replace
from itertools import pairwise

from django.utils.translation import gettext as _

from municipality.wording import says_something

from ..blocks import Block, Heading, Line, ListBlock, NoteRef, Paragraph, Picture, Run, plain_text
from .keys import text_of
from .names import Reading, group_kind, read_heading
from .words import away, introduces

FRONT = "front"
"""Key of what stands before the first heading."""

IMPLIED = "strategie"
"""Key of the Strategie proposed for a document that names none."""

_LONGEST_TITLE = 120


@dataclass
class Part:
    """A part of a document while it is made; see `rows.Row` for what becomes of it.

    Attributes:
        line: what stands in its heading, formatted.
        fixed: the kind by evidence of its own (a Steckbrief, a row of a table), or "".
        blocks: pairs of key and block.
        facts: as `rows.Fact`.
    """

    key: str
    line: Line = ()
    label: str = ""
    level: int = 1
    origin: str = "heading"
    page: int = 0
    reading: Reading = field(default_factory=lambda: Reading("", "", "", ""))
    fixed: str = ""
    blocks: list[tuple[str, Block]] = field(default_factory=list)
    facts: list = field(default_factory=list)
    kind: str = ""
    preset: str = ""
    guess: bool = False
    questions: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    source_block: Block | None = None

    @property
    def text(self):
        """What stands in the document as its heading."""
        return f"{self.label} {plain_text(self.line)}".strip()

    @property
    def plain_blocks(self):
        return [block for _key, block in self.blocks]


def heading_part(key, block, *, words):
    return Part(
        key,
        block.line,
        block.label,
        block.level,
        "heading",
        block.page,
        read_heading(plain_text(block.line), label=block.label, words=words),
        source_block=block,
    )


def cut_part(key, block, *, level, words):
    """A part that a person begins at a block; a short paragraph is its title."""
    if isinstance(block, Paragraph) and len(text_of(block)) <= _LONGEST_TITLE:
        part = Part(key, block.line, "", level, "cut", source_block=block)
        part.reading = read_heading(plain_text(block.line), words=words)
        return part
    title = " ".join(text_of(block).split()[:8]) or _("Neuer Teil")
    part = Part(key, (), "", level, "cut", reading=Reading("", "", "", title))
    part.blocks.append((key, block))
    return part


def cut_apart(dokument, *, words, cuts, keys, looks, tables):
    """The parts of a `ParsedDocument`, in its order; the first may be what stands before all.

    Args:
        cuts: keys at which a person began a part.
        looks: the paragraphs that look like headings, as `Looks`.
        tables: makes parts of tables, as `Tables`.
    """
    front = Part(FRONT, origin="heading", reading=Reading("", "", "", _("Titelseite")))
    parts = [front]
    current = front
    for index, block in enumerate(dokument.blocks):
        text = text_of(block)
        key = keys.of(text) if text else ""
        if isinstance(block, Heading) and not says_something(plain_text(block.line)):
            if _visible(block):
                current.blocks.append((key, Paragraph(block.line)))
            continue
        part = _part_at(index, block, key, parts, words=words, cuts=cuts, looks=looks)
        if part is not None:
            parts.append(part)
            current = part
        elif (owner := tables.take(block, key, parts, current)) is not None:
            current = owner
        else:
            current.blocks.append((key, block))
            if looks.is_doubtful(index):
                current.doubts.append(key)
    return parts if front.blocks else parts[1:]


def _part_at(index, block, key, parts, *, words, cuts, looks):
    if isinstance(block, Heading):
        return heading_part(key, block, words=words)
    if key and key in cuts:
        return cut_part(key, block, level=looks.level_of(index, parts), words=words)
    return looks.part_at(index, key, parts)


def join(parts, joined, cuts):
    """The parts with those put together that are one heading in two paragraphs.

    A heading that is a name and a number alone ("Leitziel 3:") goes on in the next one of
    its level, unless a person cut there.
    """
    result = []
    for part, after in pairwise([*parts, None]):
        before = result[-1] if result else None
        chosen = part.key in joined
        if before and (chosen or (part.key not in cuts and _goes_on(before, part, after))):
            before.line = (*before.line, Run(" "), *part.line)
            before.blocks += part.blocks
            before.facts += part.facts
            before.reading = _joined_reading(before.reading, part)
            before.guess = before.guess or not chosen
        else:
            result.append(part)
    for part in result:
        _take_title_below(part)
    return result


def _goes_on(before, part, after):
    is_alone = part.level == before.level + 1 and (after is None or after.level <= before.level)
    return (
        _is_bare(before)
        and not before.blocks
        and (before.level == part.level or (is_alone and not _is_usual(part.reading.title)))
        and before.origin == part.origin
        and not part.reading.kind
        and not part.reading.outline_number
        and not part.label
    )


def _is_bare(part):
    """A name and a number without a title."""
    reading = part.reading
    return bool(reading.kind and reading.number) and not says_something(reading.title)


def _is_usual(title):
    """What heads a paragraph below any goal ("Ausgangslage"), and titles none."""
    return bool(introduces(title) or away(title) or group_kind(title))


def _take_title_below(part):
    """A bold line right below "Leitziel 3" is its title."""
    if not _is_bare(part) or part.origin == "row" or len(part.blocks) < 2:
        return
    _key, block = part.blocks[0]
    if not isinstance(block, Paragraph) or not block.line:
        return
    text = plain_text(block.line)
    bold = all(
        isinstance(item, Run) and (item.bold or not item.text.strip()) for item in block.line
    )
    if bold and len(text) <= _LONGEST_TITLE and text[-1] not in ".:,;" and not _is_usual(text):
        part.blocks.pop(0)
        part.reading = replace(part.reading, title=text)
        part.guess = True


def unfolded(blocks, words):
    """The blocks, with lists of goals ("1. **Leitziel 1: Wege**" and its text) laid open."""
    for block in blocks:
        if not (
            isinstance(block, ListBlock) and all(_is_goal(item, words) for item in block.items)
        ):
            yield block
            continue
        for index, (first, *rest) in enumerate(block.items):
            start = None if block.start is None else block.start + index
            yield replace(block, start=start, items=((first,),))
            yield from rest


def _is_goal(item, words):
    if len(item) < 2 or not isinstance(item[0], Paragraph):
        return False
    read = read_heading(plain_text(item[0].line), words=words)
    first = next((part for part in item[0].line if isinstance(part, Run)), None)
    return bool(read.kind and first and first.bold)


def _joined_reading(reading, part):
    title = " ".join(filter(None, (reading.title, part.text)))
    return Reading(
        reading.outline_number, reading.kind, reading.number, title, part.reading.source
        or reading.source, reading.name, reading.is_sure,
    )  # fmt: skip


def _visible(heading):
    return any(isinstance(item, Picture | NoteRef) for item in heading.line)
