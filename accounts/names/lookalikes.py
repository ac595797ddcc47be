"""Letters that look alike, folded into one (Unicode TS #39, https://www.unicode.org/reports/tr39/).

What a reader takes for the same letter is the same here: letters of other scripts, of
mathematics and signs that enclose a letter, small capitals, turned and crossed ones, and the
digits that are written for letters.
"""

import unicodedata
from functools import cache, lru_cache
from pathlib import Path

import regex

# Letters by the look of their capitals, where Unicode goes by the small ones (within a word
# of small letters the others give it away), and digits that are read as letters; no
# two digits are read as the same one.
_OWN = {
    # Cyrillic
    "а": "a", "в": "b", "с": "c", "ԁ": "d", "е": "e", "ѓ": "r", "г": "r", "һ": "h", "н": "h",
    "і": "i", "ј": "j", "к": "k", "ӏ": "i", "м": "m", "п": "n", "о": "o", "р": "p", "ԛ": "q",
    "ѕ": "s", "т": "t", "у": "y", "ѵ": "v", "ԝ": "w", "х": "x", "ү": "y", "з": "e", "ь": "b",
    # Greek
    "α": "a", "β": "b", "γ": "y", "ε": "e", "ζ": "z", "η": "h", "ι": "i", "κ": "k", "μ": "m",
    "ν": "n", "ο": "o", "ρ": "p", "σ": "o", "τ": "t", "υ": "y", "χ": "x", "ω": "w",
    # Latin
    "l": "i", "ß": "ss", "ſ": "s", "ʍ": "m",
    "0": "o", "1": "i", "2": "z", "3": "e", "4": "a", "5": "s", "6": "g", "7": "t", "8": "b",
    "9": "q",
}  # fmt: skip
# Signs that are written for letters.
SIGNS = str.maketrans({"|": "i", "!": "i", "$": "s", "@": "a", "€": "e"})
# „LATIN LETTER SMALL CAPITAL M“, „NEGATIVE CIRCLED LATIN CAPITAL LETTER M“, „LATIN SMALL
# LETTER TURNED M WITH LONG LEG“, „REGIONAL INDICATOR SYMBOL LETTER M“.
_NAMED_LETTER = regex.compile(
    r"(?:.* )?(?:LATIN|REGIONAL INDICATOR SYMBOL) (?:.* )?LETTER (?:[A-Z]{2,} )*([A-Z])"
    r"(?: WITH .*)?"
)
_DATA = Path(__file__).parents[1] / "data" / "confusables.txt"
_IGNORED = regex.compile(r"[\p{Cf}\p{Cc}\p{M}\p{Default_Ignorable_Code_Point}--[\t\n]]", regex.V1)


def fold(text):
    """Return ``text`` in lower case, without marks and invisible characters, look-alikes folded.

    Blanks, punctuation and signs stay. Two texts that a reader takes for the same are the
    same here, but for „rn“ and „vv“ (see ``joined``).
    """
    text = _decomposed(text)
    return _decomposed("".join(map(_plain, text)))


def joined(text):
    """The letters and digits of a folded text, with „rn“ and „vv“ read as they look."""
    return regex.sub(r"[^\p{L}\p{N}]", "", text).replace("rn", "m").replace("vv", "w")


def skeleton(name):
    """Return the form of ``name`` in which two names that look alike are equal.

    Args:
        name: any text.

    Returns:
        A text of letters and digits, possibly empty.
    """
    return joined(fold(name).translate(SIGNS))


def _decomposed(text):
    return _IGNORED.sub("", unicodedata.normalize("NFKD", text).casefold())


@lru_cache(4096)
def _plain(character):
    if character.isascii() or character in _OWN:
        return _OWN.get(character, character)
    if found := _confusables().get(character):
        return "".join(_OWN.get(letter, letter) for letter in found)
    name = unicodedata.name(character, "")
    if match := _NAMED_LETTER.fullmatch(name):
        letter = match[1].lower()
        return _OWN.get(letter, letter)
    digit = unicodedata.digit(character, None)
    return character if digit is None else _OWN[str(digit)]


@cache
def _confusables():
    """Unicode's table: character → what it looks like, in Latin letters and digits."""
    table = {}
    for line in _DATA.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            shown, _semicolon, characters = line.partition(";")
            table |= dict.fromkeys((chr(int(c, 16)) for c in characters.split()), shown.strip())
    return table
