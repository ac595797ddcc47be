"""What the readers of .docx and .odt share: lists put into each other, cells as lines."""

from dataclasses import dataclass

from .blocks import (
    Block,
    Break,
    Code,
    Heading,
    ListBlock,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Run,
    Table,
)
from .canonical import canonical_blocks
from .word_numbering import Mark


@dataclass
class ListEntry:
    """A paragraph of a list, before the entries are nested into each other."""

    depth: int
    mark: Mark
    blocks: list[Block]

    @property
    def start(self):
        return self.mark.number


def nested_lists(entries):
    """List entries put into each other by depth; `canonical_blocks` joins neighbours."""
    blocks = []
    index = 0
    while index < len(entries):
        entry = entries[index]
        index += 1
        if not isinstance(entry, ListEntry):
            blocks.append(entry)
            continue
        deeper = []
        while index < len(entries) and (
            isinstance(below := entries[index], ListEntry) and below.depth > entry.depth
        ):
            deeper.append(below)
            index += 1
        blocks.append(ListBlock(entry.start, ((*entry.blocks, *nested_lists(deeper)),)))
    return blocks


def as_line(blocks):
    """The content of a table cell: Markdown has one line for it, with line breaks."""
    parts = [part for block in canonical_blocks(blocks) for part in _lines(block)]
    line = []
    for part in parts:
        line += [Break(), *part] if line else part
    return tuple(line)


def _lines(block):
    match block:
        case Paragraph() | Heading():
            yield block.line
        case ListBlock():
            for index, item in enumerate(block.items):
                mark = "• " if block.start is None else f"{block.start + index}. "
                yield (Run(mark), *as_line(list(item)))
        case Quote():
            yield as_line(list(block.blocks))
        case Table():
            for row in block.rows:
                filled = [cell for cell in row if cell]
                yield tuple(
                    item
                    for index, cell in enumerate(filled)
                    for item in ((Run(" – "), *cell) if index else cell)
                )
        case Code():
            yield (Run(block.text),)
        case Rule() | Picture():
            return


def add_code(entries, line):
    """Add lines of code as they stand; one paragraph or many, they are one piece."""
    text = "".join("\n" if isinstance(i, Break) else getattr(i, "text", "") for i in line)
    if entries and isinstance(entries[-1], Code):
        entries[-1] = Code(f"{entries[-1].text}\n{text}")
    elif text.strip():
        entries.append(Code(text))
