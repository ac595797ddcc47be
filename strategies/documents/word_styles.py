"""What a paragraph or a run looks like in Word, through style inheritance."""

import re

from .word_xml import W, child, number, on_off, val

_HEADING_NAME = re.compile(r"(?:heading|überschrift)\s*([1-9])\Z")
_CONTENTS_NAME = re.compile(r"(?:toc|verzeichnis)\s*[1-9]\Z")
_CONTENTS_TITLE = {"toc heading", "inhaltsverzeichnisüberschrift"}
_LIST_NAME = re.compile(r"(?:list bullet|list number|aufzählungszeichen|listennummer)\s*([2-5])?\Z")
_CONTINUATION_NAME = re.compile(r"(?:list continue|listenfortsetzung)(?: [2-5])?\Z")
_QUOTE_NAMES = {"quote", "intense quote", "zitat", "intensives zitat"}
_BODY_TEXT_LEVEL = 9


class Styles:
    """The styles of a document; every question follows `w:basedOn` upwards."""

    def __init__(self, root):
        self._styles = {}
        self._default = None
        self._chains = {}
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
        return self.chain(val(paragraph, "pPr/pStyle") or self._default)

    def heading_level(self, paragraph):
        """1 to 9 for a heading, by outline level or by the style's name; else None."""
        direct = val(paragraph, "pPr/outlineLvl")
        if direct is not None:
            return _level(direct)
        for style in self.of_paragraph(paragraph):
            if match := _HEADING_NAME.match(_name(style)):
                return int(match[1])
            if (level := val(style, "pPr/outlineLvl")) is not None:
                return _level(level)
        return None

    def is_contents(self, paragraph):
        """Whether the paragraph is a line or the title of a table of contents."""
        return any(
            _CONTENTS_NAME.match(_name(style)) or _name(style) in _CONTENTS_TITLE
            for style in self.of_paragraph(paragraph)
        )

    def is_quote(self, paragraph):
        return any(_name(style) in _QUOTE_NAMES for style in self.of_paragraph(paragraph))

    def list_depth(self, paragraph):
        """How deep a list style such as "List Bullet 2" nests by itself, from 0."""
        for style in self.of_paragraph(paragraph):
            if match := _LIST_NAME.match(_name(style)):
                return number(match[1], 1) - 1
        return 0

    def continues_list_item(self, paragraph):
        return any(_CONTINUATION_NAME.match(_name(s)) for s in self.of_paragraph(paragraph))

    def toggle(self, run, paragraph, name):
        """A switch of a run: set on it directly, or by its styles.

        A switch set in the paragraph's and in the character style is off again
        (ISO/IEC 29500-1, 17.7.3).
        """
        direct = on_off(child(run, "rPr"), name)
        if direct is not None:
            return direct
        by_character = self._in_chain(self.chain(val(run, "rPr/rStyle")), name)
        if self.is_quote(paragraph):
            return by_character  # the quotation's own look is expressed by being one
        return by_character is not self._in_chain(self.of_paragraph(paragraph), name)

    def run_value(self, run, path):
        """A value of the run or of its character style, e.g. `vertAlign`."""
        direct = val(run, f"rPr/{path}")
        if direct is not None:
            return direct
        for style in self.chain(val(run, "rPr/rStyle")):
            if (value := val(style, f"rPr/{path}")) is not None:
                return value
        return None

    @staticmethod
    def _in_chain(chain, name):
        for style in chain:
            value = on_off(child(style, "rPr"), name)
            if value is not None:
                return value
        return False


def _name(style):
    return " ".join((val(style, "name") or "").lower().split())


def _level(outline):
    level = number(outline, _BODY_TEXT_LEVEL)
    return level + 1 if level < _BODY_TEXT_LEVEL else None
