"""A document cut into parts: at its headings, at what looks like one, and where a person cut."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from municipality.wording import says_something

from ..blocks import Block, Heading, Line, NoteRef, Paragraph, Picture, Run, plain_text
from .keys import text_of
from .names import Reading, is_usual, read_heading

FRONT = "front"
"""Key of what stands before the first heading."""

IMPLIED = "strategie"
"""Key of the Strategie proposed for a document that names none."""

_LONGEST_TITLE = 120
_BARE_NUMBER = re.compile(r"(?:\d{1,2}|[IVX]{1,5}|[A-Z])\.?")


@dataclass
class Part:
    """A part of a document while it is made; see `rows.Row` for what becomes of it.

    Attributes:
        line: what stands in its heading, formatted.
        fixed: the kind by evidence of its own (a Steckbrief, a row of a table), or "".
        blocks: pairs of key and block.
        facts: as `rows.Fact`.
        joined: key and text of what was put to its heading.
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
    joined: list[tuple[str, str]] = field(default_factory=list)
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


def added_part(key, title, *, level, words):
    """A part that the document has no heading for; ``title`` is as a person typed it."""
    line = (Run(title),)
    return Part(key, line, "", level, "added", reading=read_heading(title, words=words))


def cut_apart(dokument, *, words, decisions, keys, looks, tables):
    """The parts of a `ParsedDocument`, in its order; the first may be what stands before all.

    Args:
        decisions: says where a person began a part.
        looks: the paragraphs that look like headings, as `Looks`.
        tables: makes parts of tables, as `Tables`.
    """
    cuts = frozenset(decisions.cuts)
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
        if key and (title := decisions.added.get(f"vor-{key}")):
            level = looks.level_of(index, parts)
            current = added_part(f"vor-{key}", title, level=level, words=words)
            parts.append(current)
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


def with_added(parts, added, *, words):
    """The parts, with those that a person added behind one of them."""
    result = []
    for part in parts:
        result.append(part)
        while title := added.get(f"nach-{result[-1].key}"):
            level = part.level + (part.reading.kind == "strategie")
            key = f"nach-{result[-1].key}"
            result.append(added_part(key, title, level=level, words=words))
    return result


def join(parts, joined, cuts):
    """The parts with those put together that are one heading in two paragraphs.

    A heading that is a name and a number alone ("Leitziel 3:") goes on in the next one of
    its level, unless a person cut there.
    """
    result = []
    repeated = Counter(part.reading.title for part in parts)
    for place, part in enumerate(parts):
        before = result[-1] if result else None
        chosen = part.key in joined
        if before and (
            chosen or (part.key not in cuts and _goes_on(before, parts, place, repeated))
        ):
            before.reading = _joined_reading(before, part)
            before.line = (*before.line, Run(" "), *part.line)
            before.blocks += part.blocks
            before.facts += part.facts
            before.joined += [(part.key, part.text), *part.joined]
            before.guess = before.guess or not chosen
        else:
            result.append(part)
    for part in result:
        _take_title_below(part)
    return result


def _goes_on(before, parts, place, repeated):
    """Whether a part is the title of the one before it, which is a name or a number alone."""
    part = parts[place]
    if before.blocks or before.origin != part.origin:
        return False
    if part.reading.kind or part.reading.outline_number or part.label:
        return False
    if _BARE_NUMBER.fullmatch(before.text):
        return before.origin == "look"
    if not _is_bare(before):
        return False
    return before.level == part.level or (
        part.level == before.level + 1
        and not is_usual(part.reading.title)
        and _others_are_usual(before, parts, place, repeated)
    )


def _others_are_usual(before, parts, place, repeated):
    """Whether what follows beside a part heads a paragraph below any goal ("Ausgangslage")."""
    if repeated[parts[place].reading.title] > 1:
        return False
    for other in parts[place + 1 :]:
        if other.level <= before.level:
            break
        title = other.reading.title
        if other.level == parts[place].level and not (is_usual(title) or repeated[title] > 1):
            return False
    return True


def _is_bare(part):
    """A name and a number without a title."""
    reading = part.reading
    return bool(reading.kind and reading.number) and not says_something(reading.title)


def _take_title_below(part):
    """A bold line right below "Leitziel 3" is its title."""
    if not _is_bare(part) or part.origin == "row" or len(part.blocks) < 2:
        return
    key, block = part.blocks[0]
    if not isinstance(block, Paragraph) or not block.line:
        return
    text = plain_text(block.line)
    bold = all(
        isinstance(item, Run) and (item.bold or not item.text.strip()) for item in block.line
    )
    if bold and len(text) <= _LONGEST_TITLE and text[-1] not in ".:,;" and not is_usual(text):
        part.blocks.pop(0)
        part.reading = replace(part.reading, title=text)
        part.joined.append((key, text))
        part.guess = True


def _joined_reading(before, part):
    reading = before.reading
    if not reading.kind and _BARE_NUMBER.fullmatch(before.text):
        return replace(part.reading, outline_number=before.text.rstrip("."))
    title = " ".join(filter(None, (reading.title, part.text)))
    return replace(reading, title=title, source=part.reading.source or reading.source)


def _visible(heading):
    return any(isinstance(item, Picture | NoteRef) for item in heading.line)
