"""The paragraphs of a contribution, counted from 1 as somebody counts them who reads it.

A long letter is divided into passages at its paragraphs. Their words are kept nowhere else: what
is taken out of a contribution later is gone from its passages too.
"""

from itertools import pairwise

from django.utils.translation import gettext as _

# So many can be told apart; what follows belongs to the last.
MOST = 200


def paragraphs(text):
    """The paragraphs of ``text`` as (start, end) of each; without empty lines, its lines."""
    spans = blocks(text)
    if len(spans) < 2:
        spans = list(_lines(text))
    if len(spans) > MOST:
        spans = [*spans[: MOST - 1], (spans[MOST - 1][0], spans[-1][1])]
    return spans


def blocks(text):
    """The blocks between empty lines as (start, end) of each."""
    found, goes_on = [], False
    for start, end in _lines(text, empty=True):
        if goes_on and end > start:
            found[-1] = (found[-1][0], end)
        elif end > start:
            found.append((start, end))
        goes_on = end > start
    return found


def _lines(text, *, empty=False):
    """(start, end) of the words in each line; of empty ones only if they are wanted."""
    at = 0
    for line in text.split("\n"):
        end = at + len(line.rstrip())
        start = min(end, at + len(line) - len(line.lstrip()))
        if empty or end > start:
            yield start, end
        at += len(line) + 1


def passage_texts(text, starts):
    """The words of each passage that begins at one of ``starts``; empty where there are none.

    Args:
        starts: numbers of paragraphs, ascending.
    """
    spans = paragraphs(text)
    ends = [*(start - 1 for start in starts[1:]), len(spans)]
    return [_between(text, spans, *place) for place in zip(starts, ends, strict=True)]


def _between(text, spans, first, last):
    """From the paragraph ``first`` to ``last``."""
    chosen = spans[first - 1 : last]
    return text[chosen[0][0] : chosen[-1][1]] if chosen else ""


def as_ranges(numbers):
    """Numbers of paragraphs in short: „1-3,5“."""
    numbers = sorted(set(numbers))
    breaks = [0, *(at for at, (a, b) in enumerate(pairwise(numbers), 1) if b > a + 1), len(numbers)]
    parts = [numbers[start:end] for start, end in pairwise(breaks) if numbers[start:end]]
    return ",".join(str(p[0]) if len(p) == 1 else f"{p[0]}-{p[-1]}" for p in parts)


def named(ranges):
    """„Absatz 1–3, 5“ of ``as_ranges``; empty for a whole contribution."""
    words = ranges.replace("-", "–").replace(",", ", ")
    return _("Absatz %(numbers)s") % {"numbers": words} if ranges else ""


def words_of(text, ranges):
    """What stands in these paragraphs, cut where some are left out."""
    spans = paragraphs(text)
    parts = [part.partition("-") for part in ranges.split(",") if part]
    found = [_between(text, spans, int(a), int(b or a)) for a, _dash, b in parts]
    return " … ".join(part for part in found if part)
