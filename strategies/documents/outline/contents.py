"""A table of contents typed by hand: lines that say again what headings say further down."""

import re
from itertools import groupby

from ..blocks import Heading, ListBlock, Paragraph, plain_text

_LONGEST = 200
_LEAST, _LEAST_PAGED = 3, 2
_MOST_OTHERS = 0.4
_PAGED = re.compile(r"(?P<words>.*?\D)[\s.…_·–-]+(?P<page>\d{1,3})\Z")


def typed_contents(blocks):
    """The places of the blocks that are lines of a table of contents.

    Args:
        blocks: of a document.
    """
    words = [_words(_text(block)) for block in blocks]
    last = {}
    for place, text in enumerate(words):
        last[text] = place
    found = set()
    for run in _runs(blocks):
        paged = [_PAGED.match(_text(blocks[place])) for place in run]
        pages = [int(match["page"]) for match in paged if match]
        if len(pages) == len(run) >= _LEAST_PAGED and pages == sorted(pages):
            named = [_words(match["words"]) for match in paged]
            known = sum(_is_later(text, run[-1], last) for text in named)
            if len(run) - known <= _MOST_OTHERS * len(run):
                found.update(run)
        elif not pages:
            for repeated, stretch in groupby(run, lambda n: _is_later(words[n], n, last)):
                places = list(stretch)
                if repeated and len(places) >= _LEAST:
                    found.update(n for n in places if _is_later(words[n], places[-1], last))
    return found


def _runs(blocks):
    """Places of short paragraphs that follow each other, those with a page by themselves."""
    run, is_paged = [], None
    for place, block in enumerate(blocks):
        text = _text(block)
        paged = bool(_PAGED.match(text))
        if isinstance(block, Heading) or not text or len(text) > _LONGEST or paged != is_paged:
            yield run
            run, is_paged = [], paged
        if not isinstance(block, Heading) and text and len(text) <= _LONGEST:
            run.append(place)
    yield run


def _is_later(text, place, last):
    return bool(text) and last.get(text, -1) > place


def _text(block):
    match block:
        case Heading():
            return f"{block.label} {plain_text(block.line)}".strip()
        case Paragraph():
            return plain_text(block.line)
        case ListBlock(start=start, items=((Paragraph(line=line),),)):
            return f"{'' if start is None else f'{start}.'} {plain_text(line)}".strip()
    return ""


def _words(text):
    return re.sub(r"[\W_]+", "", text.casefold())
