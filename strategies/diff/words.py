"""Two paragraphs → the words that stayed, went and came."""

from dataclasses import dataclass

from .result import ComparedRun, RunKind
from .sequence import match
from .units import Tokens

_SENTENCE_END = frozenset(".!?:;…")


@dataclass
class _Segment:
    """Tokens that stayed the same, or what stood there and what stands there now."""

    equal: bool
    old: Tokens
    new: Tokens

    @property
    def size(self):
        """How much a reader sees of it, in characters."""
        return max(_visible(self.old), _visible(self.new))


def compare_words(old, new, budget):
    """Compare tokens by sentences, changed sentences by words: a tuple of `ComparedRun`."""
    return tuple(_runs(_readable(_segments(old, new, budget))))


def _segments(old, new, budget):
    left, right = _sentences(old), _sentences(new)
    keys = [[_key(sentence) for sentence in side] for side in (left, right)]
    for stretch in match(*keys, budget):
        before = _joined(left[stretch.old_start : stretch.old_end])
        after = _joined(right[stretch.new_start : stretch.new_end])
        if stretch.equal:
            yield _Segment(True, before, after)
        else:
            yield from _word_segments(before, after, budget)


def _word_segments(old, new, budget):
    keys = [[token.identity for token in side] for side in (old, new)]
    blanks = {token.identity for token in (*old, *new) if token.is_blank}
    for stretch in match(*keys, budget, is_junk=blanks.__contains__):
        before = old[stretch.old_start : stretch.old_end]
        after = new[stretch.new_start : stretch.new_end]
        yield _Segment(stretch.equal, before, after)


def _readable(segments):
    """Join changes between which less stayed than changed on either side.

    „Semantic cleanup“: a blank or an „und“ that happens to be the same does not help to
    read a sentence that was rewritten.
    """
    result = []
    for segment in segments:
        result.append(segment)
        while len(result) >= 2 and result[-1].equal is result[-2].equal:
            _join_last(result, 2)
        while len(result) >= 3 and _is_in_the_way(*result[-3:]):
            _join_last(result, 3)
    return result


def _is_in_the_way(before, between, after):
    return (
        between.equal
        and not before.equal
        and not after.equal
        and between.size <= min(before.size, after.size)
    )


def _join_last(segments, count):
    last = segments[-count:]
    equal = all(segment.equal for segment in last)
    old, new = (_joined(side) for side in zip(*((s.old, s.new) for s in last), strict=True))
    segments[-count:] = [_Segment(equal, old, new)]


def _runs(segments):
    for segment in segments:
        if segment.equal:
            yield ComparedRun.of(RunKind.EQUAL, segment.new)
            continue
        if segment.old:
            yield ComparedRun.of(RunKind.DELETE, segment.old)
        if segment.new:
            yield ComparedRun.of(RunKind.INSERT, segment.new)


def _sentences(tokens):
    """Cut behind the blank that follows the end of a sentence."""
    sentences, start = [], 0
    for index, token in enumerate(tokens):
        if index and token.is_blank and _text(tokens[index - 1]) in _SENTENCE_END:
            sentences.append(tokens[start : index + 1])
            start = index + 1
    return [*sentences, tokens[start:]] if start < len(tokens) else sentences


def _key(sentence):
    """The last sentence of a paragraph is the same as one that a blank follows."""
    end = -1 if sentence[-1].is_blank else None
    return tuple(token.identity for token in sentence[:end])


def _joined(parts):
    return tuple(token for part in parts for token in part)


def _text(token):
    return getattr(token.item, "text", "")


def _visible(tokens):
    return sum(0 if token.is_blank else len(_text(token)) or 1 for token in tokens)
