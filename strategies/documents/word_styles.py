"""What a paragraph or a run looks like in Word, through style inheritance."""

import re
from dataclasses import dataclass

from .word_xml import W, child, is_on, number, on_off, val

_HEADING_NAME = re.compile(r"(?:heading|überschrift)\s*([1-9])\Z")
_CONTENTS_NAME = re.compile(r"(?:toc|verzeichnis)\s*[1-9]\Z")
_CONTENTS_TITLE = {"toc heading", "inhaltsverzeichnisüberschrift"}
_LIST_NAME = re.compile(r"(?:list bullet|list number|aufzählungszeichen|listennummer)\s*([2-5])?\Z")
_CONTINUATION_NAME = re.compile(r"(?:list continue|listenfortsetzung)(?: [2-5])?\Z")
_QUOTE_NAMES = {"quote", "intense quote", "zitat", "intensives zitat"}
_CODE_NAMES = {"html preformatted", "html vorformatiert", "source code"}
_CODE_RUN_NAMES = {"html code", "verbatim char"}
_RULE_NAMES = {"horizontal line", "horizontale linie"}
_BODY_TEXT_LEVEL = 9


_VAL = f"{W}val"
_LOOKS = {
    f"{W}{name}": name for name in ("b", "i", "strike", "dstrike", "vanish", "vertAlign", "rStyle")
}


@dataclass(frozen=True)
class RunLook:
    """How a run is set; ``position`` is "superscript", "subscript" or something else."""

    bold: bool
    italic: bool
    strike: bool
    hidden: bool
    code: bool
    position: str | None


class _Kind:
    """What a paragraph style says, with those it is based on (``chain``)."""

    def __init__(self, chain):
        names = [_name(style) for style in chain]
        depths = [number(m[1], 1) - 1 for name in names if (m := _LIST_NAME.match(name))]
        self.chain = chain
        self.level = _level_of(chain, names)
        self.is_contents = any(_CONTENTS_NAME.match(n) or n in _CONTENTS_TITLE for n in names)
        self.is_quote = any(name in _QUOTE_NAMES for name in names)
        self.depth = depths[0] if depths else 0
        self.continues = any(map(_CONTINUATION_NAME.match, names))
        self.is_code = any(name in _CODE_NAMES for name in names)
        self.is_rule = any(name in _RULE_NAMES for name in names)
        self.looks = {}


class Styles:
    """The styles of a document; every question follows `w:basedOn` upwards."""

    def __init__(self, root):
        self._styles = {}
        self._default = None
        self._chains = {}
        self._kinds = {}
        self._asked = self._answer = None
        for style in root.iterchildren(f"{W}style") if root is not None else ():
            identifier = style.get(f"{W}styleId", "")
            self._styles[identifier] = style
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in {"1", "true"}:
                self._default = identifier

    def chain(self, identifier):
        """The style and those it is based on, nearest first."""
        if identifier not in self._styles:
            return ()
        if identifier not in self._chains:
            self._chains[identifier] = tuple(self._walk(identifier))
        return self._chains[identifier]

    def _walk(self, identifier):
        seen = set()
        while identifier in self._styles and identifier not in seen:
            seen.add(identifier)
            style = self._styles[identifier]
            yield style
            identifier = val(style, "basedOn")

    def of_paragraph(self, paragraph):
        return self._kind(paragraph).chain

    def _kind(self, paragraph):
        """What the style of a paragraph says; the last one asked for is kept at hand."""
        if paragraph is not self._asked:
            identifier = val(paragraph, "pPr/pStyle") or self._default
            if identifier not in self._kinds:
                self._kinds[identifier] = _Kind(self.chain(identifier))
            self._asked, self._answer = paragraph, self._kinds[identifier]
        return self._answer

    def heading_level(self, paragraph):
        """1 to 9 for a heading, by outline level or by the style's name; else None."""
        direct = val(paragraph, "pPr/outlineLvl")
        return _level(direct) if direct is not None else self._kind(paragraph).level

    def is_contents(self, paragraph):
        """Whether the paragraph is a line or the title of a table of contents."""
        return self._kind(paragraph).is_contents

    def is_quote(self, paragraph):
        return self._kind(paragraph).is_quote

    def is_code(self, paragraph):
        return self._kind(paragraph).is_code

    def is_rule(self, paragraph):
        return self._kind(paragraph).is_rule

    def list_depth(self, paragraph):
        """How deep a list style such as "List Bullet 2" nests by itself, from 0."""
        return self._kind(paragraph).depth

    def continues_list_item(self, paragraph):
        return self._kind(paragraph).continues

    def look(self, run, paragraph):
        """The switches and the position of a run, set on it directly or by its styles.

        A switch set in the paragraph's and in the character style is off again
        (ISO/IEC 29500-1, 17.7.3).

        Returns:
            A `RunLook`.
        """
        kind = self._kind(paragraph)
        properties = child(run, "rPr")
        if properties is None:
            return self._look(kind, ())
        return self._look(kind, tuple(_relevant(properties)))

    def _look(self, kind, direct):
        if direct not in kind.looks:
            kind.looks[direct] = self._read_look(kind, dict(direct))
        return kind.looks[direct]

    def _read_look(self, kind, direct):
        characters = self.chain(direct.get("rStyle"))

        def toggle(name):
            if name in direct:
                return is_on(direct[name])
            by_character = _in_chain(characters, name)
            if kind.is_quote:
                return by_character  # the quotation's own look is expressed by being one
            return by_character is not _in_chain(kind.chain, name)

        positions = (val(style, "rPr/vertAlign") for style in characters)
        return RunLook(
            bold=toggle("b"),
            italic=toggle("i"),
            strike=toggle("strike") or toggle("dstrike"),
            hidden=toggle("vanish"),
            code=any(_name(style) in _CODE_RUN_NAMES for style in characters),
            position=direct.get("vertAlign") or next(filter(None, positions), None),
        )

    def run_value(self, run, path):
        """A value of the run or of its character style, e.g. `vertAlign`."""
        direct = val(run, f"rPr/{path}")
        if direct is not None:
            return direct
        for style in self.chain(val(run, "rPr/rStyle")):
            if (value := val(style, f"rPr/{path}")) is not None:
                return value
        return None


def _in_chain(chain, name):
    for style in chain:
        value = on_off(child(style, "rPr"), name)
        if value is not None:
            return value
    return False


def _relevant(properties):
    """Of the direct properties of a run those that a `RunLook` is made of."""
    for element in properties:
        if (name := _LOOKS.get(element.tag)) is not None:
            yield name, element.get(_VAL)


def _name(style):
    return " ".join((val(style, "name") or "").lower().split())


def _level(outline):
    level = number(outline, _BODY_TEXT_LEVEL)
    return level + 1 if level < _BODY_TEXT_LEVEL else None


def _level_of(chain, names):
    for style, name in zip(chain, names, strict=True):
        if match := _HEADING_NAME.match(name):
            return int(match[1])
        if (level := val(style, "pPr/outlineLvl")) is not None:
            return _level(level)
    return None
