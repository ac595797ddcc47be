"""Lists: one pattern for bullets, one for numbers, and a numbering for each list of numbers.

Numberings of one pattern go on counting where another stopped (ECMA-376, part 1, 17.9.15);
so each says where it starts.
"""

from docx.oxml.ns import qn

from .elements import element, twips

LEVELS = 9
_STEP_MM = 6.5
_BULLETS = ("•", "–", "▪")


class Numberings:
    """The numbering part of a document, to which ours are added."""

    def __init__(self, part):
        self._root = part.element
        self._next = _highest(self._root, "w:num", "w:numId") + 1
        self._bullets = self._numbers = None

    def bullets(self):
        """The identifier of the numbering of all lists with bullets."""
        if self._bullets is None:
            self._bullets = self._add(self._pattern(is_numbered=False))
        return self._bullets

    def numbers(self, level, start):
        """The identifier of a new numbering that begins with ``start`` at ``level``."""
        if self._numbers is None:
            self._numbers = self._pattern(is_numbered=True)
        begins = element("startOverride", val=start)
        return self._add(self._numbers, element("lvlOverride", begins, ilvl=level))

    def _add(self, pattern, *overrides):
        identifier, self._next = self._next, self._next + 1
        refers = element("abstractNumId", val=pattern)
        self._root.append(element("num", refers, *overrides, numId=identifier))
        return identifier

    def _pattern(self, *, is_numbered):
        identifier = _highest(self._root, "w:abstractNum", "w:abstractNumId") + 1
        levels = [_level(number, is_numbered=is_numbered) for number in range(LEVELS)]
        kind = element("multiLevelType", val="hybridMultilevel")
        pattern = element("abstractNum", kind, *levels, abstractNumId=identifier)
        # Patterns stand before the numberings that refer to them.
        first = self._root.find(qn("w:num"))
        if first is None:
            self._root.append(pattern)
        else:
            first.addprevious(pattern)
        return identifier


def _level(number, *, is_numbered):
    text = f"%{number + 1}." if is_numbered else _BULLETS[number % len(_BULLETS)]
    indent = element("ind", left=twips(_STEP_MM * (number + 1)), hanging=twips(_STEP_MM))
    return element(
        "lvl",
        element("start", val=1),
        element("numFmt", val="decimal" if is_numbered else "bullet"),
        element("lvlText", val=text),
        element("lvlJc", val="left"),
        element("pPr", indent),
        ilvl=number,
    )


def _highest(root, tag, name):
    return max((int(each.get(qn(name))) for each in root.iterchildren(qn(tag))), default=0)


def continued_indent(level):
    """Where a further paragraph of an item stands, as attributes."""
    return {"left": twips(_STEP_MM * (level + 1))}
