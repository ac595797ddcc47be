"""Lines → the words of a paragraph: hyphens at line ends undone, looks and notes kept."""

import re
from itertools import pairwise

from .. import symbols
from ..blocks import Break, NoteRef, Run
from .model import gap_is_blank

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST_PART = re.compile(r"([^\W_]+(?:-[^\W_]+)*)-\Z")
_FIRST_PART = re.compile(r"[^\W_]+")
# After "Haupt-" these begin another word: it was no hyphen of a line's end.
_JOINING = {"und", "oder", "bzw", "sowie", "als", "wie", "noch", "bis", "u", "o", "statt", "aber"}
_SHY = "\u00ad"
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
_BULLET = "•"
_FEW = 6  # runs that a word may have


def vocabulary(texts):
    """The words of a document as they stand inside of its lines."""
    return {word for text in texts for word in _WORD.findall(text)}


class LineJoiner:
    """Writes lines as runs.

    Args:
        known: words of the document, for hyphens that may belong to a word.
        notes: keys of notes by the id of the span that refers to them.

    Attributes:
        lost: pages with signs of a symbol font that nobody knows.
    """

    def __init__(self, known, notes):
        self.lost = set()
        self._known = known
        self._notes = notes

    def line(self, lines, *, ends=None, skip=0):
        """The inline content of lines.

        Args:
            ends: says of a line and the next whether somebody ended it on purpose.
            skip: characters at the beginning that are no text, as the mark of a list.
        """
        result = []
        for index, line in enumerate(lines):
            runs = list(self._runs(line))
            if not index:
                runs = _without_start(runs, skip)
            elif result and ends is not None and ends(lines[index - 1], line):
                result.append(Break())
            elif result:
                self._join(result, runs)
            result += runs
        return tuple(result)

    def _runs(self, line):
        for before, span in pairwise([None, *line.spans]):
            if before is not None and gap_is_blank(before, span):
                yield Run(" ")
            if span.ready is not None:
                if span.ready.picture is not None:
                    yield span.ready.picture
            elif (key := self._notes.get(id(span))) is not None:
                yield NoteRef(key)
            else:
                text = self._without_unknown(_placed(line, span), span, first=before is None)
                yield Run(text, span.bold, span.italic, span.struck, link=span.link)

    def _without_unknown(self, text, span, *, first):
        """The text without signs that have no meaning outside of their font."""
        if not _PRIVATE_USE.search(text):
            return text
        # At the beginning it is the bullet of an entry.
        start = _BULLET if first and _PRIVATE_USE.match(text) else ""
        rest = _PRIVATE_USE.sub("", text[len(start) :])
        if len(start) + len(rest) < len(text):
            self.lost.add(span.page)
        return start + rest

    def _join(self, result, runs):
        """End one line and begin the next: a blank, a hyphen that stays, or nothing."""
        first = next((run for run in runs if isinstance(run, Run) and run.text.strip()), None)
        index = next(
            (
                place
                for place in range(len(result) - 1, -1, -1)
                if not (isinstance(result[place], Run) and not result[place].text.strip())
            ),
            None,
        )
        last = None if index is None else result[index]
        if not isinstance(last, Run) or first is None:
            result.append(Run(" "))
            return
        text = last.text.rstrip()
        if text.endswith(_SHY):
            joined = text[:-1]
        elif text.endswith("-") and (text != "-" or index):
            whole = "".join(map(_text, result[max(index - _FEW, 0) : index])) + text
            joined = text[:-1] if self.breaks(whole, first.text) else text
            if self._is_apart(first.text, whole):
                joined = f"{text} "
        else:
            joined = f"{text} "
        result[index:] = [last.saying(joined)]

    def _is_apart(self, after, before):
        word = _FIRST_PART.match(after.lstrip())
        return before[-2:-1].isspace() or (
            word is not None and word[0].lower() in _JOINING and word[0][0].islower()
        )

    def breaks(self, before, after):
        """Whether a hyphen at the end of a line is there for the line only."""
        left, right = _LAST_PART.search(before), _FIRST_PART.match(after.lstrip())
        if left is None or right is None:
            return False
        part, rest = left[1].rpartition("-")[2], right[0]
        if f"{part}{rest}" in self._known:
            return True
        if any(f"{part}-{rest}" in word for word in self._hyphened()):
            return False
        if part.isupper() and rest.isupper() and len(part) > 1:
            return len(part) + len(rest) > 8
        # "E-Mail", "CO2-neutral", "3-fach" keep it; so does what is written large.
        return rest[0].islower() and len(part) > 1 and not part[-1].isdigit() and not part.isupper()

    def _hyphened(self):
        if not hasattr(self, "_with_hyphen"):
            self._with_hyphen = {word for word in self._known if "-" in word}
        return self._with_hyphen


def _text(item):
    return item.text if isinstance(item, Run) else ""


def _without_start(runs, skip):
    result = []
    for run in runs:
        if skip and isinstance(run, Run):
            cut = min(skip, len(run.text))
            skip -= cut
            run = run.saying(run.text[cut:])
        if not isinstance(run, Run) or run.text:
            result.append(run)
    return result


def is_raised(line, span):
    """Whether a span stands above its line, as the mark of a note does."""
    main = line.main
    return (
        span is not main
        and span.size < 0.86 * main.size
        and span.base > main.base + 0.18 * main.size
    )


def _placed(line, span):
    """The text with figures raised or lowered, as Unicode has them."""
    main = line.main
    if span is main or span.size >= 0.86 * main.size:
        return span.text
    core = span.text.strip()
    if is_raised(line, span):
        return span.text.replace(core, symbols.raised(core))
    if span.base < main.base - 0.05 * main.size:
        return span.text.replace(core, symbols.lowered(core))
    return span.text
