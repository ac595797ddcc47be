"""One spelling for everything that is searched: however it is typed, it comes out the same.

A folded text is a line of words and signs with one blank around each, so that a blank before
or after a word in a pattern means where it begins or ends. Letters are lower case and bear no
marks; „ä“, „ae“ and „a“ are one letter, „ß“ is „ss“. What nobody sees (soft hyphens, joiners,
https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point) is not there.
"""

import unicodedata

import regex

# Neither seen nor meant: formats, controls, halves of characters, private use; no blanks.
_UNSEEN = regex.compile(
    r"[[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\p{Cs}\p{Co}]--\s]", regex.V1
)
_MARKS = regex.compile(r"\p{Mn}+")
# One sign each for what a keyboard, a phone and a word processor write differently.
_SIGNS = {
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-"),
    **dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201b\u02bc\u00b4`"), "'"),
    **dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u00ab\u00bb"), '"'),
}
# Letters of our neighbours that Unicode does not take apart.
_LETTERS = str.maketrans(
    {"æ": "a", "œ": "o", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i"}
)
_TOKEN = regex.compile(r"[\p{L}\p{M}\p{N}_]+|[^\s\p{L}\p{M}\p{N}_]")
_HYPHENATED = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:-[\p{L}\p{M}\p{N}]+)+")
_DIGRAPH = regex.compile(r"([aou])e")
# „ue“ after a vowel or „q“ is mostly no „ü“: „Mauer“, „neue“, „Quelle“.
_UMLAUT = regex.compile(r"([ao])e|(?<![aeioyq])(u)e")


def fold(text):
    """Return the folded form of ``text``, with a blank at both ends; „“ if it says nothing.

    Other readings of single words follow at the end: „zuerkannt“ is no „zürkannt“, so that
    „erkannt“ is found in it too, and „Elbe-Radweg“ is also „Elberadweg“.
    """
    text = _normalised(text)
    line = " ".join(_TOKEN.findall(text))
    others = {}
    if "-" in text:
        joined = (word.replace("-", "") for word in _HYPHENATED.findall(text))
        others = dict.fromkeys(reading for word in joined for reading in _readings(word))
    for word in line.split():
        if "ae" in word or "oe" in word or "ue" in word:
            usual, *rest = _readings(word)
            others |= dict.fromkeys(reading for reading in rest if reading != usual)
    line = " ".join((_without_umlauts(line), *others))
    return f" {line} " if line else ""


def fold_word(word):
    """Return the readings of one word that somebody looks for, folded, without blanks around."""
    text = _normalised(word)
    tokens = _TOKEN.findall(text)
    readings = [" ".join(_without_umlauts(token) for token in tokens)]
    if len(tokens) > 1 and _HYPHENATED.fullmatch(text):
        readings.append(_without_umlauts(text.replace("-", "")))
    every = " ".join(_DIGRAPH.sub(r"\1", token) for token in tokens)
    if len(every) >= _SHORTEST_READING:
        readings.append(every)
    return list(dict.fromkeys(readings))


# A shorter one stands in too many other words.
_SHORTEST_READING = 5


def without_unseen(text):
    """Return ``text`` as it is seen: composed letters, no invisible characters."""
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text))


def _normalised(text):
    text = _UNSEEN.sub("", text).translate(_SIGNS)
    if not text.isascii():
        text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
        text = _UNSEEN.sub("", _MARKS.sub("", text)).translate(_SIGNS).translate(_LETTERS)
    return text.casefold()


def _without_umlauts(text):
    return _UMLAUT.sub(r"\1\2", text)


def _readings(word):
    """Everything a word may be read as."""
    return _without_umlauts(word), word, _DIGRAPH.sub(r"\1", word)
