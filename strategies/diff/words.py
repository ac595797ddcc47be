"""Two paragraphs → the words that stayed, went and came."""

from collections.abc import Iterator
from dataclasses import dataclass

from .result import Kind, Run
from .sequence import Budget, match
from .units import Tokens

_SENTENCE_END = frozenset(".!?:;…")


@dataclass
class _Segment:
    """Tokens that stayed the same, or what stood there and what stands there now."""

    equal: bool
    old: Tokens
    new: Tokens

    @property
    def size(self) -> int:
        """How much a reader sees of it, in characters."""
        return max(_visible(self.old), _visible(self.new))


def compare_words(old: Tokens, new: Tokens, budget: Budget) -> tuple[Run, ...]:
    """Compare sentence by sentence, and in the sentences that changed word by word."""
    return tuple(_runs(_readable(_segments(old, new, budget))))


def _segments(old: Tokens, new: Tokens, budget: Budget) -> Iterator[_Segment]:
    left, right = _sentences(old), _sentences(new)
    keys = [[_key(sentence) for sentence in side] for side in (left, right)]
    for stretch in match(*keys, budget):
        before = _joined(left[stretch.old_start : stretch.old_end])
        after = _joined(right[stretch.new_start : stretch.new_end])
        if stretch.equal:
            yield _Segment(True, before, after)
        else:
            yield from _word_segments(before, after, budget)


def _word_segments(old: Tokens, new: Tokens, budget: Budget) -> Iterator[_Segment]:
    keys = [[token.identity for token in side] for side in (old, new)]
    blanks = {token.identity for token in (*old, *new) if token.is_blank}
    for stretch in match(*keys, budget, is_junk=blanks.__contains__):
        before = old[stretch.old_start : stretch.old_end]
        after = new[stretch.new_start : stretch.new_end]
        yield _Segment(stretch.equal, before, after)


def _readable(segments: Iterator[_Segment]) -> list[_Segment]:
    """Join changes between which less stayed than changed on either side.

    „Semantic cleanup“: a blank or an „und“ that happens to be the same does not help to
    read a sentence that was rewritten.
    """
    result: list[_Segment] = []
    for segment in segments:
        result.append(segment)
        while len(result) >= 2 and result[-1].equal is result[-2].equal:
            _join_last(result, 2)
        while len(result) >= 3 and _is_in_the_way(*result[-3:]):
            _join_last(result, 3)
    return result


def _is_in_the_way(before: _Segment, between: _Segment, after: _Segment) -> bool:
    return (
        between.equal
        and not before.equal
        and not after.equal
        and between.size <= min(before.size, after.size)
    )


def _join_last(segments: list[_Segment], count: int) -> None:
    last = segments[-count:]
    equal = all(segment.equal for segment in last)
    old, new = (_joined(side) for side in zip(*((s.old, s.new) for s in last), strict=True))
    segments[-count:] = [_Segment(equal, old, new)]


def _runs(segments: list[_Segment]) -> Iterator[Run]:
    for segment in segments:
        if segment.equal:
            yield Run.of(Kind.EQUAL, segment.new)
            continue
        if segment.old:
            yield Run.of(Kind.DELETE, segment.old)
        if segment.new:
            yield Run.of(Kind.INSERT, segment.new)


def _sentences(tokens: Tokens) -> list[Tokens]:
    """Cut behind the blank that follows the end of a sentence."""
    sentences, start = [], 0
    for index, token in enumerate(tokens):
        if index and token.is_blank and _text(tokens[index - 1]) in _SENTENCE_END:
            sentences.append(tokens[start : index + 1])
            start = index + 1
    return [*sentences, tokens[start:]] if start < len(tokens) else sentences


def _key(sentence: Tokens) -> tuple:
    """The last sentence of a paragraph is the same as one that a blank follows."""
    end = -1 if sentence[-1].is_blank else None
    return tuple(token.identity for token in sentence[:end])


def _joined(parts) -> Tokens:
    return tuple(token for part in parts for token in part)


def _text(token) -> str:
    return getattr(token.item, "text", "")


def _visible(tokens: Tokens) -> int:
    return sum(0 if token.is_blank else len(_text(token)) or 1 for token in tokens)
