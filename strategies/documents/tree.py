"""The tree of a document: its Strategien and their Bausteine. The same for every format."""

import re
from dataclasses import dataclass

from .blocks import (
    BildTeil,
    Heading,
    Hinweis,
    ListBlock,
    Paragraph,
    plain_text,
    split_lines,
)
from .headings import read_baustein_heading

MAX_LENGTHS = {"number": 20, "outline_number": 20, "title": 500, "source": 300, "region": 200}
"""What the database holds of each of a Baustein."""

MAX_STRATEGIE_TITLE = 300
_SUPPORTS = re.compile(r"(?:Das|Dieses) Leitprojekt unterstützt(?: [^:.]*)?:\s*(?P<rest>.*)\Z")
_REGION = re.compile(
    r"bezieht sich auf das Gebiet (?:des|der|von|vom)\s+(?P<region>.+?)\s*\.(?=\s+[A-ZÄÖÜ]|\s*\Z)"
)


@dataclass(frozen=True)
class HandlungsfeldVerweis:
    """A Handlungsfeld that a Leitprojekt says it supports."""

    number: str
    title: str


@dataclass(frozen=True)
class BausteinTeil:
    """A Baustein as the document gives it. `number` is "" where the heading has none.

    Attributes:
        key: that of its row in the outline.
        facts: what its Steckbrief says: field (see ``outline.FACTS``) and value.
    """

    kind: str
    number: str
    outline_number: str
    title: str
    text: str
    source: str
    region: str
    supports: tuple[HandlungsfeldVerweis, ...]
    place: str
    key: str = ""
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class StrategieTeil:
    number: str
    title: str
    intro: str
    bausteine: tuple[BausteinTeil, ...]
    place: str
    key: str = ""


@dataclass(frozen=True)
class Dokumentbaum:
    """Everything the import takes from a document, and what it leaves out."""

    strategien: tuple[StrategieTeil, ...]
    bilder: tuple[BildTeil, ...]
    hinweise: tuple[Hinweis, ...]


def take_supports(blocks):
    """Cut "Das Leitprojekt unterstützt:" and the Handlungsfelder below it out of the text.

    Returns:
        The blocks left, and the `HandlungsfeldVerweis` of each Handlungsfeld.
    """
    for index in range(len(blocks)):
        end, found = _supports_at(blocks, index)
        if found:
            unique = {(verweis.number, verweis.title): verweis for verweis in found}
            return [*blocks[:index], *blocks[end:]], tuple(unique.values())
    return list(blocks), ()


def supports_end(blocks, index):
    """The index behind the Handlungsfelder that the block at `index` announces, or `index`."""
    end, found = _supports_at(blocks, index)
    return end if found else index


def _supports_at(blocks, index):
    block = blocks[index]
    if not isinstance(block, Paragraph):
        return index, []
    first, *more = [plain_text(line) for line in split_lines(block.line)]
    match = _SUPPORTS.match(first)
    found = _references(([match["rest"]] if match["rest"] else []) + more) if match else None
    if found is None:
        return index, []
    end = index + 1
    while end < len(blocks) and not isinstance(blocks[end], Heading):
        below = _references(words_of([blocks[end]]))
        if not below:
            break
        found += below
        end += 1
    return end, found


def region_of(blocks):
    """The area a Leitprojekt says it is for, or ""."""
    match = _REGION.search(" ".join(words_of(blocks)))
    return match["region"] if match else ""


def _references(lines):
    """The Handlungsfelder the lines name; None if a line is anything else."""
    found = []
    for line in lines:
        read = read_baustein_heading(line)
        if read.kind != "handlungsfeld":
            return None
        found.append(HandlungsfeldVerweis(read.number, read.title))
    return found


def words_of(blocks):
    """The lines of text in the blocks, without those of tables."""
    return [line for block in blocks for line in _block_lines(block)]


def _block_lines(block):
    match block:
        case Paragraph() | Heading():
            yield from filter(None, map(plain_text, split_lines(block.line)))
        case ListBlock():
            for item in block.items:
                yield from words_of(list(item))
