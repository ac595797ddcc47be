"""Finds words of a list in a text, however they are written or broken up."""

from functools import lru_cache

import regex

from accounts.names.lookalikes import SIGNS, fold

_LETTER = r"[\p{L}\p{N}]"
_BETWEEN = rf"(?<={_LETTER})[^\p{{L}}\p{{N}}\s]+(?={_LETTER})"
_SIGN = regex.compile(rf"(?<={_LETTER})[!|$@€](?={_LETTER})")
# „I d i o t“, „I.d.i.o.t“: letters that stand alone in a row.
_SPACED = regex.compile(
    rf"(?<!{_LETTER}){_LETTER}(?:[^\p{{L}}\p{{N}}]{{1,3}}{_LETTER}(?!{_LETTER})){{2,}}"
)


def has_word(text, words):
    """Whether a word or expression of ``words`` stands in ``text``.

    Whole words, in any case; „*“ stands for more letters („Idiot*“, „*idiot“). Look-alikes,
    invisible characters, signs inside a word and letters set apart hide nothing.

    Args:
        text: what somebody wrote.
        words: one word or expression a line.
    """
    patterns = _patterns(words)
    return bool(patterns) and any(
        pattern.search(form) for form in _forms(text) for pattern in patterns
    )


def _forms(text):
    """The text as it stands, without signs inside of words, and with letters put together."""
    plain = fold(text)
    signs = regex.sub(
        rf"(?<={_LETTER})[!|$@€](?={_LETTER})", lambda m: m[0].translate(SIGNS), plain
    )
    return {
        plain,
        regex.sub(_BETWEEN, "", signs),
        _SPACED.sub(lambda match: regex.sub(rf"(?!{_LETTER}).", "", match[0]), signs),
    }


@lru_cache(32)
def _patterns(words):
    return [_pattern(line) for line in map(str.strip, words.splitlines()) if line.strip("* ")]


def _pattern(line):
    parts = [
        r"\s+".join(map(regex.escape, fold(part).split())) for part in regex.split(r"\*+", line)
    ]
    inner = rf"{_LETTER}*".join(parts)
    return regex.compile(rf"(?<!{_LETTER}){inner}(?!{_LETTER})")
