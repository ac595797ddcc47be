from typing import Protocol

from .align import align
from .result import BlockStatus, ComparedBlock, ComparedRun, Comparison, RunKind
from .sequence import Budget
from .units import read_facts, read_units, words_of
from .words import compare_words

MOST_STEPS = 20_000_000
"""What one comparison may cost: a second or two at the very most."""


class Text(Protocol):
    """Anything with a title and Markdown: a Fassung, a part of an imported document.

    It may have ``facts``, too: pairs of field and value (``strategies.steckbrief``).
    """

    title: str
    text: str


def compare(old, new):
    """Say what changed from ``old`` to ``new``, as a reader of both would see it.

    Differences that nobody sees (how the Markdown is spelled, numbers of list items and
    footnotes) are none. The same two texts always give the same result.

    Args:
        old, new: a `Text` each.

    Returns:
        A `Comparison`.
    """
    budget = Budget(MOST_STEPS)
    title = compare_words(words_of(old.title), words_of(new.title), budget)
    pairs = align(_units(old), _units(new), budget)
    blocks = tuple(_block(pair, budget) for pair in pairs)
    return Comparison(title, blocks, is_coarse=budget.was_refused)


def _units(text):
    return [*read_units(text.text), *read_facts(getattr(text, "facts", ()))]


def _block(pair, budget):
    unit = pair.new or pair.old
    status = _status(pair)
    return ComparedBlock(
        status, unit.kind, tuple(_cells(pair, budget)), unit.level, unit.mark, unit.is_head
    )


def _status(pair):
    if pair.new is None:
        return BlockStatus.AWAY if pair.moved else BlockStatus.DELETED
    if pair.old is None:
        return BlockStatus.INSERTED
    if pair.moved:
        return BlockStatus.MOVED
    return BlockStatus.EQUAL if pair.old.identity == pair.new.identity else BlockStatus.CHANGED


def _cells(pair, budget):
    if pair.old is None:
        yield from _whole(pair.new, RunKind.INSERT)
    elif pair.new is None:
        yield from _whole(pair.old, RunKind.EQUAL if pair.moved else RunKind.DELETE)
    elif pair.old.identity == pair.new.identity:
        yield from _whole(pair.new, RunKind.EQUAL)
    else:
        for old, new in zip(pair.old.cells, pair.new.cells, strict=True):
            yield compare_words(old, new, budget)


def _whole(unit, kind):
    yield from (_run(cell, kind) for cell in unit.cells)


def _run(tokens, kind):
    return (ComparedRun.of(kind, tokens),) if tokens else ()
