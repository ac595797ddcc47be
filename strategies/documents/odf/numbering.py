"""The numbers and bullets of OpenDocument that stand in no text."""

import re
from dataclasses import dataclass, field

from ..word_numbering import Mark, format_number
from ..word_xml import number
from .names import STYLE, TEXT

_LEVELS = 10
_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman",
          "I": "upperRoman", "": "none"}  # fmt: skip
_LEADING_ZERO = "01"
_PATTERN = re.compile(r"%(\d{1,2})%")
_ONLY_OWN_NUMBER = re.compile(r"\(?%\d{1,2}%[.)]?\)?\Z")


@dataclass
class Count:
    """How far one list has come; lists that continue each other share it."""

    style: str
    levels: list = field(default_factory=lambda: [None] * _LEVELS)


class OdfNumbering:
    """Counts the items of a document's lists, and its headings."""

    def __init__(self, styles):
        self._styles = styles
        self._by_id = {}
        self._by_style = {}
        self._definitions = {}
        self._outline = Count("")

    def count_of(self, element, style):
        """The `Count` of an outermost text:list (or numbered paragraph) with that style."""
        identifier = element.get("{http://www.w3.org/XML/1998/namespace}id")
        identifier = identifier or element.get(f"{TEXT}list-id") or element.get(f"{TEXT}id")
        count = self._by_id.get(element.get(f"{TEXT}continue-list"))
        if count is None and element.tag == f"{TEXT}numbered-paragraph":
            count = self._by_id.get(identifier)
        if count is None and element.get(f"{TEXT}continue-numbering") == "true":
            count = self._by_style.get(style)
        if count is None:
            count = Count(style)
        if identifier:
            self._by_id[identifier] = count
        self._by_style[style] = count
        return count

    def item(self, count, style, level, *, start=None):
        """Count an item in; None where neither number nor bullet is shown.

        Args:
            count: of its list.
            style: name of the list style.
            level: from 1.
            start: the number it has, None for the next one.
        """
        definitions = self._levels(style, self._styles.lists.get(style))
        return _advance(count.levels, definitions, level, start)

    def heading(self, level, *, start=None):
        """The same for a heading that stands in no list."""
        definitions = self._levels(None, self._styles.outline)
        return _advance(self._outline.levels, definitions, level, start)

    def _levels(self, name, element):
        if name not in self._definitions:
            levels = element.iterchildren() if element is not None else ()
            self._definitions[name] = {
                number(level.get(f"{TEXT}level"), most=_LEVELS): level for level in levels
            }
        return self._definitions[name]


def _advance(counts, definitions, level, start):
    level = min(max(level, 1), _LEVELS)
    definition = definitions.get(level)
    if definition is None:
        return None
    for above in range(level - 1):
        if counts[above] is None:
            counts[above] = _start(definitions, above + 1)
    if start is not None:
        counts[level - 1] = start
    elif counts[level - 1] is None:
        counts[level - 1] = _start(definitions, level)
    else:
        counts[level - 1] += 1
    for below in range(level, _LEVELS):
        counts[below] = None
    return _mark(definition, definitions, counts, level)


def _start(definitions, level):
    definition = definitions.get(level)
    return number(definition.get(f"{TEXT}start-value"), 1) if definition is not None else 1


def _mark(definition, definitions, counts, level):
    if definition.tag in {f"{TEXT}list-level-style-bullet", f"{TEXT}list-level-style-image"}:
        return Mark(level - 1, "", None)
    own = definition.get(f"{STYLE}num-format", "")
    if not own:
        return None
    pattern = _pattern(definition, level)

    def shown(match):
        other = number(match[1], most=_LEVELS) or 1
        above = definitions.get(other)
        form = above.get(f"{STYLE}num-format", "") if above is not None else "1"
        return format_number(counts[other - 1] or 0, _form(form))

    text = _PATTERN.sub(shown, pattern).strip()
    if not text:
        return None
    plain = own == "1" and _ONLY_OWN_NUMBER.match(pattern.strip())
    return Mark(level - 1, text, counts[level - 1] if plain else None)


def _form(form):
    return "decimalZero" if form.startswith(_LEADING_ZERO) else _FORMS.get(form, "decimal")


def _pattern(definition, level):
    """As newer versions write it in one attribute, or put together of prefix and suffix."""
    for name, value in definition.items():
        if name.endswith("}num-list-format"):
            return value
    first = level - number(definition.get(f"{TEXT}display-levels"), 1, most=level) + 1
    numbers = ".".join(f"%{above}%" for above in range(max(first, 1), level + 1))
    prefix = definition.get(f"{STYLE}num-prefix", "")
    return f"{prefix}{numbers}{definition.get(f'{STYLE}num-suffix', '')}"
