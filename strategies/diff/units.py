"""Markdown → the units in which texts are compared: paragraphs, headings, items, rows."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import regex

from .. import steckbrief
from ..documents import blocks
from ..documents.commonmark import parse
from ..markdown import PICTURE_SOURCE

# A number with its decimals, a word, blanks, or one character as a reader sees it.
_TOKEN = regex.compile(r"\d+(?:[.,:]\d+)*|\w+|\s+|\X")


class Token(NamedTuple):
    """A word, a blank, a sign, a picture …; equal to another if ``identity`` is."""

    identity: object
    item: blocks.Inline

    @property
    def is_blank(self):
        return isinstance(self.item, blocks.Run) and self.item.text.isspace()


Tokens = tuple[Token, ...]


@dataclass(frozen=True)
class Unit:
    """The smallest thing that is added, taken away or moved as a whole.

    Attributes:
        kind: heading, paragraph, item, row, quote, code, rule or note.
        cells: its text; a row of a table has several, everything else one.
        level: of a heading, or how deep it is indented.
        mark: what stands in front of it: „3.“, „•“, the number of a footnote.
        is_head: whether it is the first row of a table.
    """

    kind: str
    cells: tuple[Tokens, ...] = ((),)
    level: int = 0
    mark: str = ""
    is_head: bool = False

    @cached_property
    def identity(self):
        """What makes it the same unit elsewhere; where it stands and its number do not."""
        return self.kind, tuple(tuple(token.identity for token in cell) for cell in self.cells)

    @cached_property
    def words(self):
        """By which units are found to be similar; emphasis does not matter here."""
        return frozenset(
            getattr(token.item, "text", token.identity)
            for cell in self.cells
            for token in cell
            if not token.is_blank
        )


def read_units(text):
    """The `Unit`s of a text as ``strategies.markdown.render`` shows it, footnotes last."""
    found, notes = parse(text, picture=_picture, as_shown=True)
    reader = _UnitReader(notes)
    return [*reader.units(found), *reader.notes()]


def read_facts(facts):
    """A paragraph for each fact of a Steckbrief: "Ort: Marktplatz"."""
    for label, value in steckbrief.said(facts):
        tokens = (*_words(f"{label}:", True, False, False, False, ""), *words_of(f" {value}"))
        yield Unit("paragraph", (tokens,))


def words_of(text):
    """The tokens of text that is not Markdown, as titles are."""
    return tuple(_words(text, False, False, False, False, ""))


def _picture(source, alt, place):
    """A picture of this platform; of any other the reader sees the alternative text."""
    match = PICTURE_SOURCE.match(source)
    return blocks.Picture(match[1], alt) if match else blocks.Run(alt)


class _UnitReader:
    def __init__(self, notes):
        self._notes = notes

    def units(self, found, level=0):
        for block in found:
            match block:
                case blocks.Heading():
                    yield Unit("heading", (self._tokens(block.line),), block.level)
                case blocks.Paragraph():
                    yield Unit("paragraph", (self._tokens(block.line),), level)
                case blocks.ListBlock():
                    yield from self._items(block, level + 1)
                case blocks.Quote():
                    for unit in self.units(block.blocks, level + 1):
                        paragraph = unit.kind == "paragraph"
                        yield Unit("quote", unit.cells, unit.level) if paragraph else unit
                case blocks.Table():
                    for index, row in enumerate(block.rows):
                        yield Unit("row", tuple(map(self._tokens, row)), is_head=index == 0)
                case blocks.Code():
                    yield Unit("code", (tuple(_code_tokens(block.text)),), level)
                case blocks.Rule():
                    yield Unit("rule")

    def notes(self):
        for key in self._notes:
            yield Unit("note", (self._note(key),), mark=key)

    def _items(self, block, level):
        for index, (first, *rest) in enumerate(block.items):
            mark = "•" if block.start is None else f"{block.start + index}."
            if isinstance(first, blocks.Paragraph):
                yield Unit("item", (self._tokens(first.line),), level, mark)
            else:
                rest = [first, *rest]
            yield from self.units(rest, level)

    def _note(self, key):
        cells = [cell for unit in self.units(self._notes[key]) for cell in unit.cells]
        blank = Token(blocks.Run(" "), blocks.Run(" "))
        return tuple(token for cell in cells for token in (*cell, blank))[:-1]

    def _tokens(self, line):
        return tuple(token for item in line for token in self._cut(item))

    def _cut(self, item):
        match item:
            case blocks.Run():
                yield from _words(item.text, *item.look)
            case blocks.NoteRef(key) if key in self._notes:
                # Its number changes with every note before it; what it says may not.
                words = tuple(_plain(self._notes[key]))
                yield Token(("note", words), item)
            case _:
                yield Token(item, item)


def _words(text, *look):
    for word in _TOKEN.findall(text):
        run = blocks.Run(word, *look)
        yield Token(run, run)


def _code_tokens(text):
    for index, line in enumerate(text.split("\n")):
        if index:
            yield Token(blocks.Break(), blocks.Break())
        yield from _words(line, False, False, False, True, "")


def _plain(found):
    """The words of a footnote, without those of the notes in it."""
    for block in found:
        match block:
            case blocks.Paragraph() | blocks.Heading():
                yield blocks.plain_text(block.line)
            case blocks.ListBlock():
                for item in block.items:
                    yield from _plain(item)
            case blocks.Quote():
                yield from _plain(block.blocks)
            case blocks.Table():
                yield from (blocks.plain_text(cell) for row in block.rows for cell in row)
            case blocks.Code():
                yield block.text
