"""The numbers and bullets that Word shows but that stand in no text."""

import re
from dataclasses import dataclass

from .word_xml import W, child, number, on_off, val

_LEVELS = 9
_MOST_LETTERS = 780  # Word repeats the letter up to thirty times, then starts anew
_ONLY_OWN_NUMBER = re.compile(r"\(?%\d[.)]?\)?\Z")
_PLACEHOLDER = re.compile(r"%([1-9])")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True)
class Mark:
    """What stands before a numbered or bulleted paragraph.

    `number` is set where a plain numbered list shows it; `text` is the label as read
    ("3.4.9", "a)"), empty for a bullet.
    """

    level: int
    text: str
    number: int | None


class Numbering:
    """Counts like Word does: per abstract numbering, restarting below a higher level."""

    def __init__(self, root, styles):
        self._styles = styles
        self._abstract = {}
        self._nums = {}
        self._counts = {}
        self._started = set()
        if root is None:
            return
        for element in root.iterchildren(f"{W}abstractNum"):
            self._abstract[element.get(f"{W}abstractNumId", "")] = element
        for element in root.iterchildren(f"{W}num"):
            self._nums[element.get(f"{W}numId", "")] = element

    def advance(self, paragraph):
        """Count the paragraph in, None where Word shows neither number nor bullet."""
        num_id, level = self._of_paragraph(paragraph)
        num = self._nums.get(num_id or "")
        if num is None:
            return None
        abstract_id = self._abstract_id(num)
        definition = self._level(num, abstract_id, level)
        if definition is None:
            return None
        counts = self._counts.setdefault(abstract_id, [None] * _LEVELS)
        self._count(num, abstract_id, counts, level)
        return self._mark(num, abstract_id, definition, counts, level)

    def _of_paragraph(self, paragraph):
        num_id = val(paragraph, "pPr/numPr/numId")
        level = val(paragraph, "pPr/numPr/ilvl")
        for style in self._styles.of_paragraph(paragraph):
            if num_id is not None and level is not None:
                break
            if num_id is None and (num_id := val(style, "pPr/numPr/numId")) is not None:
                level = level or val(style, "pPr/numPr/ilvl") or self._linked_level(num_id, style)
        return num_id, min(max(number(level), 0), _LEVELS - 1)

    def _linked_level(self, num_id, style):
        """The level that names the style, where the style itself does not say."""
        num = self._nums.get(num_id)
        abstract = self._abstract.get(self._abstract_id(num)) if num is not None else None
        for level in abstract.iterchildren(f"{W}lvl") if abstract is not None else ():
            if val(level, "pStyle") == style.get(f"{W}styleId"):
                return level.get(f"{W}ilvl")
        return None

    def _abstract_id(self, num):
        identifier = val(num, "abstractNumId") or ""
        link = val(self._abstract.get(identifier), "numStyleLink")
        for style in self._styles.chain(link):
            target = self._nums.get(val(style, "pPr/numPr/numId") or "")
            if target is not None and target is not num:
                return val(target, "abstractNumId") or ""
        return identifier

    def _override(self, num, level):
        for override in num.iterchildren(f"{W}lvlOverride"):
            if override.get(f"{W}ilvl") == str(level):
                return override
        return None

    def _level(self, num, abstract_id, level):
        overridden = child(self._override(num, level), "lvl")
        if overridden is not None:
            return overridden
        abstract = self._abstract.get(abstract_id)
        for definition in abstract.iterchildren(f"{W}lvl") if abstract is not None else ():
            if definition.get(f"{W}ilvl") == str(level):
                return definition
        return None

    def _count(self, num, abstract_id, counts, level):
        restart = val(self._override(num, level), "startOverride")
        first_use = (num.get(f"{W}numId", ""), level) not in self._started
        self._started.add((num.get(f"{W}numId", ""), level))
        for above in range(level):
            if counts[above] is None:
                counts[above] = self._start(num, abstract_id, above)
        if restart is not None and first_use:
            counts[level] = number(restart, 1)
        elif counts[level] is None:
            counts[level] = self._start(num, abstract_id, level)
        else:
            counts[level] += 1
        for below in range(level + 1, _LEVELS):
            definition = self._level(num, abstract_id, below)
            restart_after = val(definition, "lvlRestart")
            if restart_after is None or level < number(restart_after):
                counts[below] = None

    def _start(self, num, abstract_id, level):
        return number(val(self._level(num, abstract_id, level), "start"), 1)

    def _mark(
        self,
        num,
        abstract_id,
        definition,
        counts,
        level,
    ):
        pattern = val(definition, "lvlText") or ""
        kind = val(definition, "numFmt") or "decimal"
        if kind == "bullet":
            return Mark(level, "", None)
        decimal = bool(on_off(definition, "isLgl"))

        def shown(match):
            other = int(match[1]) - 1
            form = val(self._level(num, abstract_id, other), "numFmt") or "decimal"
            return format_number(counts[other] or 0, "decimal" if decimal else form)

        text = _PLACEHOLDER.sub(shown, pattern).strip()
        if not text:
            return None
        plain = kind == "decimal" and _ONLY_OWN_NUMBER.match(pattern.strip())
        return Mark(level, text, counts[level] if plain else None)


def format_number(value, form):
    """A number as Word writes it in a numbering format (ISO/IEC 29500-1, 17.18.59)."""
    match form:
        case "none":
            return ""
        case "lowerLetter" | "upperLetter" if 0 < value <= _MOST_LETTERS:
            letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
            return letter.upper() if form == "upperLetter" else letter
        case "lowerRoman" | "upperRoman" if 0 < value < 4000:
            text = ""
            for size, sign in _ROMAN:
                text += sign * (value // size)
                value %= size
            return text.upper() if form == "upperRoman" else text
        case "decimalZero":
            return f"{value:02d}"
        case "ordinal":
            return f"{value}."
    return str(value)
