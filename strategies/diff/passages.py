"""The sentences of a text that changed, old beside new, for who reads no whole comparison."""

import re
from dataclasses import dataclass

from .result import BlockStatus, RunKind

# So many letters stay of what is the same before and after a change.
CONTEXT = 140
# What is longer than this is cut.
LONGEST = 420
# A sentence ends after a word, not after „z. B.“ or „3.“; the next begins with a large letter.
_END = re.compile(r"(?<=[a-zäöüß)“”]{2}[.!?])\s+(?=[„“\"(]?[A-ZÄÖÜ])")


@dataclass(frozen=True)
class Piece:
    """A few words; ``kind`` says whether they stayed, came or went."""

    kind: RunKind
    text: str


@dataclass(frozen=True)
class Passage:
    """A changed passage: ``old`` and ``new`` are Pieces, one of them may be empty."""

    old: tuple[Piece, ...]
    new: tuple[Piece, ...]

    @property
    def old_text(self):
        return "".join(piece.text for piece in self.old).strip()

    @property
    def new_text(self):
        return "".join(piece.text for piece in self.new).strip()


def passages(comparison):
    """The changed passages of a `Comparison`, in the order of reading: a list of Passage.

    A passage is the sentences around a change; of a paragraph that is new or gone, all of it.
    """
    found = []
    for block in comparison.blocks:
        if block.status in (BlockStatus.EQUAL, BlockStatus.AWAY) or not block.is_changed:
            continue
        pieces = [Piece(run.kind, run.text.replace("\n", " ")) for run in block.runs]
        found += [_passage(group) for group in _changed(_sentences(pieces))]
    return [row for row in found if row.old_text or row.new_text]


def _sentences(pieces):
    """Cut the pieces where a sentence ends in both texts: lists of Pieces."""
    text = "".join(piece.text for piece in pieces)
    ends = [match.start() for match in _END.finditer(text)]
    sentences, current, at = [], [], 0
    for piece in pieces:
        start, stop = at, at + len(piece.text)
        cuts = [end for end in ends if start <= end < stop] if piece.kind == RunKind.EQUAL else []
        for cut in cuts:
            current.append(Piece(piece.kind, text[start:cut]))
            sentences.append(current)
            current, start = [], cut
        current.append(Piece(piece.kind, text[start:stop]))
        at = stop
    return [*sentences, current]


def _changed(sentences):
    """Neighbouring sentences with a change, joined; what only came or went, with the one before."""
    group, before = [], []
    for sentence in [*sentences, []]:
        if any(piece.kind != RunKind.EQUAL and piece.text.strip() for piece in sentence):
            group += sentence
            continue
        if group:
            yield group if _has_both(group) else [*before, *group]
            group = []
        before = sentence


def _has_both(pieces):
    """Whether something of them stood in the old text and something stands in the new one."""
    kinds = {piece.kind for piece in pieces if piece.text.strip()}
    return RunKind.EQUAL in kinds or len(kinds) > 1


def _passage(pieces):
    old = [piece for piece in pieces if piece.kind != RunKind.INSERT and piece.text]
    new = [piece for piece in pieces if piece.kind != RunKind.DELETE and piece.text]
    if not "".join(piece.text for piece in old).strip():
        old = []
    return Passage(_shortened(old), _shortened(new))


def _shortened(pieces):
    """Leave out what is the same far from any change, and the end of what is very long."""
    short, left = [], LONGEST
    for index, piece in enumerate(pieces):
        text = piece.text
        if piece.kind == RunKind.EQUAL and len(text) > 2 * CONTEXT:
            before = _head(text) if index else ""
            after = _tail(text) if index < len(pieces) - 1 else ""
            text = f"{before} … {after}" if before and after else f"{before} …" if before else after
            if not index:
                text = f"… {text}"
        if len(text) > left:
            short.append(Piece(piece.kind, f"{text[:left].rsplit(' ', 1)[0]} …"))
            break
        short.append(Piece(piece.kind, text))
        left -= len(text)
    return tuple(short)


def _head(text):
    return text[:CONTEXT].rsplit(" ", 1)[0]


def _tail(text):
    return text[-CONTEXT:].split(" ", 1)[-1]
