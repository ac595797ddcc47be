"""Tables of contents and lists of figures: made by programs, no text of the document."""

import re

from .model import Chunk, Ready

_TITLE = re.compile(
    r"(?:\d{1,2}\.?\s+)?(?:inhalt|inhaltsverzeichnis|inhaltsübersicht|gliederung|contents)\W*",
    re.IGNORECASE,
)
_LIST_TITLE = re.compile(
    r"(?:[\dIVX.]{1,5}\s+)?(?:abbildungs|tabellen|karten|abkürzungs)verzeichnis\W*", re.IGNORECASE
)
_LEADER = re.compile(r"(?:\.\s?){3,}|…{1,}|_{4,}|(?:·\s?){3,}")
_ENTRY = re.compile(
    r"(?P<title>.*\S)\s*?(?P<leader>[.…·_ ]*?)\s*(?<!\d)(?P<page>\d{1,3})\s*\Z", re.DOTALL
)


def without_contents(pieces, pages):
    """The pieces without tables of contents.

    Args:
        pieces: in reading order.
        pages: how many the document has.
    """
    gone = set(_marked(pieces))
    place = 0
    while place < len(pieces):
        end = _entries(pieces, place, pages)
        titled = place > 0 and _is_title(pieces[place - 1])
        listed = place > 0 and _is_title(pieces[place - 1], _LIST_TITLE)
        leaders = sum(1 for piece in pieces[place:end] if _LEADER.search(piece.text))
        if (
            end - place >= 3
            and (titled or listed or leaders >= 3)
            or end > place
            and (titled or listed and _is_captions(pieces[place:end]))
        ):
            gone.update(range(place, end))
            if titled or (listed and not pieces[place - 1].level):
                gone.add(place - 1)
        place = max(end, place + 1)
    return [piece for place, piece in enumerate(pieces) if place not in gone]


def _marked(pieces):
    """Places of what tags call a table of contents, and of its title."""
    for place, piece in enumerate(pieces):
        if isinstance(piece, Ready) and not piece.rows and piece.picture is None:
            yield place
            before = pieces[place - 1] if place else None
            if _is_title(before) or _is_title(before, _LIST_TITLE) and not before.level:
                yield place - 1


def _is_title(piece, pattern=_TITLE):
    return isinstance(piece, Chunk) and bool(pattern.fullmatch(piece.text.strip()))


def _is_captions(pieces):
    return all(re.match(r"(?:abb|tab|kart)", p.text.strip(), re.IGNORECASE) for p in pieces)


def _entries(pieces, start, pages):
    """Where the entries end that begin here: numbers of pages that never go back."""
    last = 0
    place = start
    while place < len(pieces):
        piece = pieces[place]
        if not isinstance(piece, Chunk) or len(piece.text) > 400:
            break
        numbers = [_page_of(line, pages) for line in piece.lines]
        if numbers[-1] is None or any(n is not None and n < last for n in numbers):
            break
        last = max([last, *(n for n in numbers if n is not None)])
        place += 1
    return place


def _page_of(line, pages):
    match = _ENTRY.match(line.text.strip())
    if not match or not re.search(r"[^\W\d]", match["title"]):
        return None
    number = int(match["page"])
    return number if 0 < number <= max(2 * pages, 40) + 20 else None
