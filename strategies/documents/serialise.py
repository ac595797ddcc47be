"""Blocks → the canonical Markdown that is stored and that editors see.

Every line is written as plainly as possible ("Senior*innen"), read back, and escaped
only if reading it back would show something else.
"""

import re
from dataclasses import replace
from itertools import groupby, product

from .blocks import (
    Break,
    Code,
    Heading,
    ListBlock,
    NoteRef,
    Paragraph,
    Picture,
    Quote,
    Run,
    Table,
    split_lines,
    unformatted,
)
from .canonical import canonical_line
from .commonmark import parse

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>~|&!^]")
_LINE_START = re.compile(r"\A(?:([#+=>:-])|(\d+)([.)]))")
_HTML_START = re.compile(r"<[A-Za-z/!?]")
_NOTE_MARK = re.compile(r"\[\^(\d+)")
# Begins like no list, heading or quotation, and holds no mark.
_PLAIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ„][A-Za-z0-9À-ÖØ-öø-ÿ ,.:;()%/?!+=„“‚‘’–€…'\"§²³-]*")
_INDENT = " " * 4
_FIRST_LEVEL = 3
_LAST_LEVEL = 6


def serialise(blocks, notes, *, heading_level):
    """Write canonical blocks as Markdown, with the footnotes they refer to at the end.

    Args:
        blocks: canonical blocks of one text.
        notes: the document's footnotes; those the text refers to are numbered from 1.
        heading_level: level of the heading this text stands under; headings in the
            text are written relative to it, the highest as `###`.
    """
    blocks = tuple(blocks)
    return _Writer(_number_notes(blocks, notes), heading_level).text(blocks, notes)


def _number_notes(blocks, notes):
    numbers = {}
    waiting = list(blocks)
    while waiting:
        for item in _items(waiting.pop(0)):
            if isinstance(item, NoteRef) and item.key in notes and item.key not in numbers:
                numbers[item.key] = len(numbers) + 1
                waiting += notes[item.key]
    return numbers


def _items(block):
    match block:
        case Paragraph() | Heading():
            yield from block.line
        case ListBlock():
            yield from (i for item in block.items for inner in item for i in _items(inner))
        case Quote():
            yield from (i for inner in block.blocks for i in _items(inner))
        case Table():
            yield from (i for row in block.rows for cell in row for i in cell)


class _Writer:
    def __init__(self, numbers, heading_level):
        self._numbers = numbers
        self._heading_level = heading_level
        self._known = {str(number) for number in numbers.values()}

    def text(self, blocks, notes):
        parts = [self._blocks(blocks)] if blocks else []
        for key, number in self._numbers.items():
            parts.append(_indented(self._blocks(notes[key]), f"[^{number}]: ", _INDENT))
        return "\n\n".join(parts)

    def _blocks(self, blocks):
        parts = []
        alternate = False
        for before, block in zip((None, *blocks), blocks, strict=False):
            if isinstance(block, ListBlock):
                neighbours = isinstance(before, ListBlock) and (
                    (before.start is None) is (block.start is None)
                )
                alternate = neighbours and not alternate
                parts.append(self._list(block, alternate=alternate))
            else:
                parts.append(self._block(block))
        return "\n\n".join(parts)

    def _block(self, block):
        match block:
            case Paragraph():
                return self._line(block.line, "{}".format, _only_line)
            case Heading():
                depth = _FIRST_LEVEL - 1 + max(block.level - self._heading_level, 1)
                marks = "#" * min(depth, _LAST_LEVEL)
                label = (Run(f"{block.label} "),) if block.label else ()
                line = canonical_line((*label, *block.line))
                return f"{marks} {self._line(line, f'{marks} {{}}'.format, _only_line)}"
            case Quote():
                return _indented(self._blocks(block.blocks), "> ", "> ", blank=">")
            case Table():
                return self._table(block)
            case Code():
                fence = "`" * max(3, *(len(m) + 1 for m in re.findall("`+", block.text)), 3)
                return f"{fence}\n{block.text}\n{fence}"
        return "___"

    def _list(self, block, *, alternate):
        tight = all(_is_tight(item) for item in block.items)
        lines = []
        for index, item in enumerate(block.items):
            if block.start is None:
                mark = "* " if alternate else "- "
            else:
                mark = f"{block.start + index}{')' if alternate else '.'} "
            body = self._blocks(item)
            if tight:
                body = body.replace("\n\n", "\n")
            lines.append(_indented(body, mark, " " * len(mark)))
        return ("\n" if tight else "\n\n").join(lines)

    def _table(self, table):
        rows = [
            f"| {' | '.join(self._line(cell, _as_table, _only_cell, cell=True) for cell in row)} |"
            for row in table.rows
        ]
        rule = f"|{' --- |' * len(table.rows[0])}"
        return "\n".join((rows[0], rule, *rows[1:]))

    def _line(
        self,
        line,
        wrap,
        unwrap,
        *,
        cell=False,
    ):
        """The plainest spelling that reads back as the same line."""
        if not line:
            return ""
        expected = tuple(self._numbered(line))
        escapes = (True,) if _looks_like_html(expected) else (False, True)
        if len(expected) == 1 and expected[0].__class__ is Run and _is_plain(expected[0]):
            return expected[0].text
        for looks in _fewer_looks(expected):
            for escape, emphasis in product(escapes, "*_"):
                text = _write_line(looks, escape=escape, emphasis=emphasis, cell=cell)
                mentioned = self._known.intersection(_NOTE_MARK.findall(text))
                definitions = "".join(f"\n\n[^{number}]: x" for number in mentioned)
                blocks, _notes = parse(wrap(text) + definitions, picture=_own_picture)
                if unwrap(blocks) == looks:
                    return text
        return text

    def _numbered(self, line):
        for item in line:
            if not isinstance(item, NoteRef):
                yield item
            elif item.key in self._numbers:
                yield NoteRef(str(self._numbers[item.key]))


def _is_plain(run):
    """Whether no sign of the text means anything in Markdown, wherever it stands."""
    return not any(run.look) and bool(_PLAIN.fullmatch(run.text))


def _looks_like_html(line):
    """An opened tag or comment may reach beyond its line, so it is never left open."""
    return any(isinstance(item, Run) and _HTML_START.search(item.text) for item in line)


def _fewer_looks(line):
    """The line; then, for what Markdown cannot express, with less and less emphasis."""
    yield line
    yield canonical_line(
        replace(item, italic=False, strike=False) if isinstance(item, Run) else item
        for item in line
    )
    yield canonical_line(unformatted(line))
    yield canonical_line(Run(item.text) if isinstance(item, Run) else item for item in line)


def _write_line(line, *, escape, emphasis, cell):
    parts = []
    for part in split_lines(line):
        text = _write_runs(part, ("link", "bold", "italic", "strike"), escape, emphasis, cell)
        parts.append(_LINE_START.sub(_escaped_start, text) if escape and not cell else text)
    return ("<br>" if cell else "\\\n").join(parts)


def _write_runs(items, looks, escape, emphasis, cell):
    if not looks:
        return "".join(_write_item(item, escape, cell) for item in items)
    look, *rest = looks
    parts = []
    for value, group in groupby(items, key=lambda item: getattr(item, look, False)):
        text = _write_runs(group, tuple(rest), escape, emphasis, cell)
        match look:
            case "link" if value:
                text = f"[{text}]({value})"
            case "bold" if value:
                text = f"**{text}**"
            case "italic" if value:
                text = f"{emphasis}{text}{emphasis}"
            case "strike" if value:
                text = f"~~{text}~~"
        parts.append(text)
    return "".join(parts)


def _write_item(item, escape, cell):
    match item:
        case NoteRef(key):
            return f"[^{key}]"
        case Picture(sha256, alt):
            return f"![{_SPECIAL.sub(r'\\\g<0>', alt)}](bild:{sha256})"
        case Run(text, code=True):
            fence = "`" * (max((len(m) for m in re.findall("`+", text)), default=0) + 1)
            pad = " " if text.startswith("`") or text.endswith("`") else ""
            text = f"{fence}{pad}{text}{pad}{fence}"
            return text.replace("|", r"\|") if cell else text
        case Run(text) if escape:
            return _SPECIAL.sub(r"\\\g<0>", text)
        case Run(text):
            return text.replace("|", r"\|") if cell else text
        case Break():
            raise AssertionError("a line is cut at its breaks before it is written")


def _escaped_start(match):
    return f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}"


def _indented(text, first, rest, *, blank=""):
    head, *tail = text.split("\n")
    return "\n".join([first + head, *(rest + line if line else blank for line in tail)])


def _is_tight(item):
    """One paragraph, lists below it: such items are written without blank lines."""
    return (
        isinstance(item[0], Paragraph)
        and all(
            isinstance(block, ListBlock)
            and all(_is_tight(inner) for inner in block.items)
            and not (block.start is not None and block.start != 1)
            for block in item[1:]
        )
        and len(item) <= 2
    )


def _only_line(blocks):
    if len(blocks) == 1 and isinstance(blocks[0], Paragraph | Heading):
        return blocks[0].line
    return None


def _as_table(cell):
    return f"| {cell} | |\n| --- | --- |"


def _only_cell(blocks):
    if len(blocks) == 1 and isinstance(blocks[0], Table):
        return blocks[0].rows[0][0]
    return None


def _own_picture(source, alt, place):
    return Picture(source.removeprefix("bild:"), alt)
