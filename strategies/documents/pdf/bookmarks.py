"""The bookmarks of a PDF, found again among its paragraphs: they are its headings."""

import ctypes
import re
from collections import defaultdict
from dataclasses import dataclass

import pypdfium2.raw as pdfium

from .model import Chunk, Line

MOST_BOOKMARKS = 5_000
MOST_DEPTH = 12
_MOST_TITLE = 2_000
_MOST_LINES = 6  # of a heading
_MOST_ON_PAGE = 300  # paragraphs that are looked through
_LABEL = re.compile(r"\s*(?:\d{1,2}(?:\.\d{1,2}){0,4}\.?|[IVXLC]{1,6}\.)\s*")
_LETTERS = re.compile(r"[^\w]|_")


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A title with its level from 1 and its page from 1 (0 where it leads nowhere)."""

    title: str
    level: int
    page: int


def read_bookmarks(document):
    """The bookmarks in order; those that lead in circles end where they began."""
    found, seen = [], set()
    waiting = [(pdfium.FPDFBookmark_GetFirstChild(document, None), 1)]
    while waiting and len(found) < MOST_BOOKMARKS:
        handle, level = waiting.pop()
        key = ctypes.cast(handle, ctypes.c_void_p).value
        if not handle or key in seen:
            continue
        seen.add(key)
        found.append(Bookmark(_title(handle), level, _page(document, handle)))
        waiting.append((pdfium.FPDFBookmark_GetNextSibling(document, handle), level))
        if level < MOST_DEPTH:
            waiting.append((pdfium.FPDFBookmark_GetFirstChild(document, handle), level + 1))
    return found


def _title(handle):
    length = pdfium.FPDFBookmark_GetTitle(handle, None, 0)
    if not 2 < length <= 2 * _MOST_TITLE:
        return ""
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFBookmark_GetTitle(handle, buffer, length)
    return buffer.raw[: length - 2].decode("utf-16-le", "replace")


def _page(document, handle):
    target = pdfium.FPDFBookmark_GetDest(document, handle)
    if not target:
        action = pdfium.FPDFBookmark_GetAction(handle)
        target = pdfium.FPDFAction_GetDest(document, action) if action else None
    return pdfium.FPDFDest_GetDestPageIndex(document, target) + 1 if target else 0


def mark_headings(pieces, bookmarks):
    """Make headings of the paragraphs that bookmarks lead to.

    A heading that was taken for two paragraphs becomes one; one that was taken together with
    the text below it is cut off.

    Returns:
        The pieces; where neither tags nor bookmarks know better, their level is that of the
        bookmark.
    """
    places = defaultdict(list)
    for place, piece in enumerate(pieces):
        if isinstance(piece, Chunk):
            on_page = places[piece.page]
            if len(on_page) < _MOST_ON_PAGE:
                on_page.append(place)
    result = {}
    taken = set()
    for mark in bookmarks:
        wanted = _letters(mark.title)
        if wanted and (found := _find(pieces, places[mark.page], wanted, taken)):
            start, end, lines = found
            taken.update(range(start, end))
            result[start] = (end, lines, mark.level)
    return _marked(pieces, result)


def label_before(piece):
    """The number before a heading that a program set there: it is drawn by itself."""
    first, *more = piece.lines[0].spans
    return first.text if more and _LABEL.fullmatch(first.text) else ""


def _find(pieces, places, wanted, taken):
    """First and last place of a heading, and how many lines of the last belong to it."""
    for index, start in enumerate(places):
        text = ""
        if start in taken:
            continue
        for place in places[index : index + 3]:
            if place in taken or (place != start and place != places[index] + place - start):
                break
            for number, line in enumerate(pieces[place].lines[:_MOST_LINES], 1):
                text += _letters(line.text)
                if text == wanted:
                    return start, place + 1, number
                if not wanted.startswith(text):
                    break
            else:
                if len(pieces[place].lines) <= _MOST_LINES:
                    continue
            break
    return None


def _marked(pieces, found):
    levels = _levels(pieces, found)
    result = []
    place = 0
    while place < len(pieces):
        if place not in found:
            result.append(pieces[place])
            place += 1
            continue
        end, count, _level = found[place]
        first, last = pieces[place], pieces[end - 1]
        lines = [line for piece in pieces[place : end - 1] for line in piece.lines]
        heading = Chunk([*lines, *last.lines[:count]], levels[place], boxed=first.boxed)
        result.append(heading)
        if rest := last.lines[count:]:
            result.append(Chunk([Line(line.spans) for line in rest], item=last.item))
        place = end
    return result


def _levels(pieces, found):
    """The level of each: that of tags where they tell levels apart as bookmarks do."""
    tagged = {place: pieces[place].level for place in found}
    marked = {place: level for place, (_end, _lines, level) in found.items()}
    if all(tagged.values()) and len(set(tagged.values())) >= len(set(marked.values())):
        return tagged
    return marked


def _letters(text):
    return _LETTERS.sub("", text).casefold()
