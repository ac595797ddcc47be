"""How much work a text may make: counted before anything is parsed, each with its sentence.

Bytes say little about work: six kilobytes can hold twenty thousand paragraphs, a table of ten
kilobytes two million cells. What is counted here costs next to nothing to count.
"""

import re
from itertools import groupby

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _

MOST_CHARACTERS = 200_000
"""Of one text; a book of a hundred pages has as many."""

MOST_IN_PARAGRAPH = 20_000
MOST_LINES = 20_000
MOST_COLUMNS = 63  # as in Word
MOST_CELLS = 20_000
MOST_NOTES = 1_000
MOST_PICTURES = 500
MOST_DEPTH = 20
# What links by name may write out together, in characters.
_MOST_LINKED = 2_000_000

_RULER = re.compile(r"[ >]*\|?[ :|-]*-[ :|-]*")
_NESTING = re.compile(r"(?:[ \t]*(?:>|[-+*][ \t]|\d{1,9}[.)][ \t]))+")
_MARK = re.compile(r">|[-+*][ \t]|\d{1,9}[.)][ \t]")
_LINK_BY_NAME = re.compile(r"^[ >]*\[[^\]\n]+\]:.*$", re.MULTILINE)


class TooMuchWork(Exception):
    """A text that is not even parsed; the message is a sentence for who wrote it."""


def refuse_work(text):
    """Raise `TooMuchWork` for Markdown that would keep the server busy."""
    _refuse(len(text), MOST_CHARACTERS, _("Zeichen"))
    lines = text.split("\n")
    _refuse(len(lines), MOST_LINES, _("Zeilen"))
    _refuse(text.count("[^"), MOST_NOTES, _("Fußnoten und Verweise darauf"))
    _refuse(text.count("!["), MOST_PICTURES, _("Bilder"))
    links = [len(match[0]) for match in _LINK_BY_NAME.finditer(text)]
    _refuse(max(links, default=0) * text.count("["), _MOST_LINKED, _("Zeichen in Linkadressen"))
    cells = 0
    for is_blank, group in groupby(lines, key=lambda line: not line.strip()):
        if is_blank:
            continue
        paragraph = list(group)
        # Each row of a table is parsed by itself.
        is_table = all("|" in line for line in paragraph)
        length = max(map(len, paragraph)) if is_table else sum(map(len, paragraph))
        _refuse(length, MOST_IN_PARAGRAPH, _("Zeichen in einem Absatz"))
        _refuse(max(map(_depth, paragraph)), MOST_DEPTH, _("Ebenen ineinander"))
        columns = max((line.count("|") for line in paragraph if _RULER.fullmatch(line)), default=0)
        _refuse(columns, MOST_COLUMNS + 1, _("Spalten einer Tabelle"))
        cells += columns * len(paragraph)
    _refuse(cells, MOST_CELLS, _("Zellen in Tabellen"))


def validate_work(text):
    """The same as a validator of a form's field."""
    try:
        refuse_work(text)
    except TooMuchWork as excess:
        raise ValidationError(str(excess), code="work") from excess


def _depth(line):
    """How many quotations and lists a line opens inside each other."""
    match = _NESTING.match(line)
    return len(_MARK.findall(match[0])) if match else 0


def _refuse(found, most, what):
    if found > most:
        raise TooMuchWork(too_many(found, most, what))


def too_many(found, most, what):
    """The sentence that says what there is too much of."""
    return _(
        "Das ist zu viel auf einmal: %(found)s %(what)s, möglich sind höchstens %(most)s. "
        "Bitte teilen Sie den Text auf."
    ) % {
        "found": number_format(found, force_grouping=True),
        "what": what,
        "most": number_format(most, force_grouping=True),
    }
