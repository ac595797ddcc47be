"""A few words around what was found, in the text as it was written."""

import regex
from django.utils.html import escape
from django.utils.safestring import mark_safe

from .folding import fold

LENGTH = 240
# Of private use: escaping leaves them alone, and they are taken out of texts before.
_MARK, _END = "\ue000", "\ue001"
_ALL_MARKS = regex.compile(f"[{_MARK}{_END}]")
_CHUNK = regex.compile(r"\S+")
# A word with everything in and on it that nobody sees.
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}_\p{Cf}\p{Default_Ignorable_Code_Point}]+")


def excerpt(text, words):
    """Return some of ``text`` on one line as safe HTML, with the words that were found marked.

    Args:
        text: plain text.
        words: of ``words_in``.
    """
    text = " ".join(_ALL_MARKS.sub("", text).split())
    patterns = [pattern for word in words for pattern in word.patterns]
    start = max(_first(text, patterns) - LENGTH // 3, 0)
    # Whole words: from the next blank on, up to the last one.
    start = text.find(" ", start) + 1 if start else 0
    end = start + LENGTH
    is_cut = end < len(text)
    part = text[start:end].rpartition(" ")[0] or text[start:end] if is_cut else text[start:]
    marked = _CHUNK.sub(lambda chunk: _marked(chunk[0], patterns), part)
    found = f"{'… ' if start else ''}{marked}{' …' if is_cut else ''}"
    html = escape(found).replace(_MARK, "<mark>").replace(_END, "</mark>")
    return mark_safe(html)  # noqa: S308


def _first(text, patterns):
    """Where the first of the patterns is found in ``text``; 0 if nowhere."""
    if not _has_one(text, patterns):
        return 0
    found = (chunk.start() for chunk in _CHUNK.finditer(text) if _has_one(chunk[0], patterns))
    return next(found, 0)


def _marked(chunk, patterns):
    """What stands between two blanks, with the words that were found in it marked."""
    if not _has_one(chunk, patterns):
        return chunk
    marked = _WORD.sub(
        lambda word: _whole(word[0]) if _has_one(word[0], patterns) else word[0], chunk
    )
    # „E-Bike“ and the like are found as a whole.
    return marked if marked != chunk else _whole(chunk)


def _whole(text):
    return f"{_MARK}{text}{_END}"


def _has_one(text, patterns):
    folded = fold(text)
    return any(pattern in folded for pattern in patterns)
