"""Schwärzung: which passages of a text are taken out, and what stands in their place.

``Kommentar.text`` holds what everybody may read; whoever shows, searches or exports a comment
needs to know nothing of this. The wording before is evidence (``models.Schwaerzung``).
"""

import re
from dataclasses import dataclass

from registry import Registry

from .models import Ground

# What the passage was, in the words that stand in its place. The text of a comment is German.
REMOVED = {
    Ground.PERSOENLICHE_DATEN: "persönliche Daten",
    Ground.BELEIDIGUNG: "persönlicher Angriff",
    Ground.HASS: "Hass oder Hetze",
    Ground.WERBUNG: "Werbung",
    Ground.STRAFBAR: "verstößt gegen ein Gesetz",
}
MOST_PASSAGES = 50
# A beginning of a passage this long may say what it is, where an excerpt ends within it.
_TELLING = 3
_CUT = "…"

# What keeps the words of a comment besides the comment itself. Each is called in the
# transaction of the Schwärzung with (kommentar, RemovedWords) and replaces them there.
COPIES = Registry()


def placeholder(ground):
    """„[Angabe entfernt: persönliche Daten]“."""
    return f"[Angabe entfernt: {REMOVED[Ground(ground)]}]"


def redact_text(text, passages):
    """Put placeholders in the place of passages.

    Args:
        text: the wording that they refer to.
        passages: (start, end, ground) of each; of two that overlap, the first says why.
    """
    parts, position = [], 0
    for start, end, ground in sorted(passages):
        if end <= position:
            continue
        if start >= position or not parts:
            parts += [text[position:start], _in_each_line(text[start:end], ground)]
        position = end
    return "".join([*parts, text[position:]])


def _in_each_line(words, ground):
    """The placeholder for each line of a passage: paragraphs keep their numbers by it."""
    pieces = re.split(r"(\s*\n\s*)", words)
    # Every second one is a break.
    return "".join(
        piece if at % 2 or not piece else placeholder(ground) for at, piece in enumerate(pieces)
    )


def find_words(text, words):
    """Where ``words`` stand in ``text``, whatever the case and the blanks between them.

    Whole words first; where there are none, parts of words.

    Returns:
        A list of (start, end).
    """
    pattern = r"\s+".join(map(re.escape, words.split()))
    if not pattern:
        return []
    whole = rf"(?<!\w){pattern}(?!\w)"
    for each in (whole, pattern):
        if found := [match.span() for match in re.finditer(each, text, re.IGNORECASE)]:
            return found
    return []


@dataclass(frozen=True)
class RemovedWords:
    """The words of a Schwärzung, to be replaced wherever they are copied.

    Attributes:
        removed: (words, placeholder) of each passage.
    """

    removed: tuple

    def replaced_in(self, text, between=r"\s+", prepare=str):
        """``text`` with the placeholder wherever one of the passages stands.

        Args:
            between: regular expression for what may stand between two words.
            prepare: makes of words what they are in ``text``, such as ``html.escape``.
        """
        for words, instead in self.removed:
            parts = [re.escape(prepare(part)) for part in words.split()]
            whole = re.compile(between.join(parts), re.IGNORECASE)
            text = whole.sub(lambda _match, new=instead: prepare(new), text)
            text = _replace_cut(text, prepare(words), prepare(instead))
        return text

    @property
    def beginnings(self):
        """By which texts that may have one of them can be looked for."""
        return [words.split()[0][:_TELLING] for words, _instead in self.removed]


def _replace_cut(text, words, instead):
    """Replace the beginning of ``words`` with which an excerpt ends."""
    found = text.find(_CUT)
    while found >= 0:
        before = text[:found].rstrip()
        longest = min(len(words), len(before))
        cut = next((n for n in range(longest, _TELLING - 1, -1) if before.endswith(words[:n])), 0)
        if cut:
            text = before[:-cut] + instead + text[found:]
            found = len(before) - cut + len(instead)
        found = text.find(_CUT, found + 1)
    return text
