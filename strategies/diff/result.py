"""What a comparison says: blocks with runs of text that stayed, went or came."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import groupby

from django.utils.translation import gettext_lazy as _

from ..documents import blocks
from .html import plain, to_html

# So many unchanged blocks stay in sight beside a change …
CONTEXT = 1
# … and at least so many more are folded away, or none.
FOLD = 3


class RunKind(StrEnum):
    EQUAL = "equal"
    INSERT = "insert"
    DELETE = "delete"


class BlockStatus(StrEnum):
    """What became of a block; ``AWAY`` is the place that a moved one left."""

    EQUAL = "equal"
    CHANGED = "changed"
    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED = "moved"
    AWAY = "away"


SAID = {
    BlockStatus.MOVED: _("hierher verschoben"),
    BlockStatus.AWAY: _("von hier verschoben"),
    BlockStatus.INSERTED: _("neu"),
    BlockStatus.DELETED: _("entfällt"),
}


@dataclass(frozen=True)
class ComparedRun:
    """A stretch of text that stayed, came or went; ``kind`` is equal, insert or delete."""

    kind: RunKind
    items: tuple[blocks.Inline, ...]

    @classmethod
    def of(cls, kind, tokens):
        return cls(kind, tuple(_joined(token.item for token in tokens)))

    @property
    def text(self):
        """Its words alone, for documents that have a look of their own."""
        return plain(self.items)

    @property
    def html(self):
        """Its words with emphasis, links and pictures; everything typed is escaped."""
        return to_html(self.items)


def _joined(items):
    """Words of one look as one item."""
    for look, group in groupby(items, key=lambda item: getattr(item, "look", None)):
        if look is None:
            yield from group
        else:
            yield blocks.Run("".join(run.text for run in group), *look)


@dataclass(frozen=True)
class ComparedBlock:
    """A paragraph, heading, list item or table row, and what became of it.

    Attributes:
        kind, level, mark, is_head: see ``units.Unit``.
        cells: the runs of its text; a row of a table has several, others one.
    """

    status: BlockStatus
    kind: str
    cells: tuple[tuple[ComparedRun, ...], ...]
    level: int = 0
    mark: str = ""
    is_head: bool = False

    @property
    def runs(self):
        """All its runs; the cells of a row are set apart by bars."""
        bar = ComparedRun(RunKind.EQUAL, (blocks.Run(" | "),))
        return [run for cell in self.cells for run in (bar, *cell)][1:]

    @property
    def is_changed(self):
        """Whether words differ, be it in its old place or a new one."""
        return any(run.kind != RunKind.EQUAL for cell in self.cells for run in cell)

    @property
    def said(self):
        """What readers are told of it in words; nothing where the words speak for themselves."""
        if self.status == BlockStatus.MOVED and self.is_changed:
            return _("hierher verschoben und geändert")
        return SAID.get(self.status, "")


@dataclass(frozen=True)
class Group:
    """Blocks that make one list or one table; anything else stands alone."""

    kind: str
    blocks: list[ComparedBlock]


@dataclass(frozen=True)
class Section:
    """Blocks in a row, in sight or folded away."""

    folded: bool
    blocks: tuple[ComparedBlock, ...]

    @property
    def groups(self):
        for kind, members in groupby(self.blocks, key=lambda block: block.kind):
            rows = list(members)
            if kind in ("item", "row"):
                yield Group(kind, rows)
            else:
                yield from (Group(kind, [row]) for row in rows)


@dataclass(frozen=True)
class Comparison:
    """The difference between two versions of a text.

    Attributes:
        title: runs of the title.
        blocks: all blocks of both texts, in the order of reading.
        is_coarse: the texts are so long and so different that some of it was not
            compared word by word.
    """

    title: tuple[ComparedRun, ...]
    blocks: tuple[ComparedBlock, ...]
    is_coarse: bool = False

    @property
    def title_changed(self):
        return any(run.kind != RunKind.EQUAL for run in self.title)

    @property
    def has_changes(self):
        return self.title_changed or bool(self.changes)

    @cached_property
    def changes(self):
        """The blocks that changed, came, went or moved (each of these once)."""
        return [
            block
            for block in self.blocks
            if block.status not in (BlockStatus.EQUAL, BlockStatus.AWAY)
        ]

    @cached_property
    def counts(self):
        """How many blocks there are by status."""
        return Counter(block.status.value for block in self.blocks)

    @property
    def sections(self):
        """The blocks; long stretches without a change are folded away."""
        rows, shown = self.blocks, self._in_sight()
        for in_sight, group in groupby(range(len(rows)), key=shown.__contains__):
            indexes = list(group)
            folded = not in_sight and len(indexes) >= FOLD
            yield Section(folded, tuple(rows[index] for index in indexes))

    def _in_sight(self):
        """Places of what changed, and of its neighbours."""
        return {
            place
            for index, block in enumerate(self.blocks)
            if block.status != BlockStatus.EQUAL
            for place in range(index - CONTEXT, index + CONTEXT + 1)
        }
