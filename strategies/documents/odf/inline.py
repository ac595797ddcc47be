"""The inside of an OpenDocument paragraph, as the reader of the finished document sees it."""

import re
from dataclasses import dataclass

from .. import symbols
from ..blocks import Break, NoteRef, Run, link_target
from ..word_xml import number
from .frames import Frames
from .names import DRAW, OFFICE, TEXT, XLINK, is_true
from .styles import merged

_PRIVATE_USE = re.compile("[\uf000-\uf0ff]")
_SILENT = {
    f"{OFFICE}annotation", f"{OFFICE}annotation-end", f"{OFFICE}forms", f"{TEXT}number",
    f"{TEXT}script", f"{TEXT}ruby-text", f"{TEXT}tracked-changes", f"{TEXT}note-citation",
    f"{DRAW}control", f"{OFFICE}event-listeners", f"{OFFICE}scripts",
}  # fmt: skip
_HIDDEN = {f"{TEXT}hidden-text", f"{TEXT}hidden-paragraph"}
_LETTERS = {f"{TEXT}span", f"{TEXT}a"}
_BLANKS = {f"{TEXT}tab"}
_MOST_BLANKS = 200


@dataclass(frozen=True)
class _Place:
    """What holds for the text inside of an element: its look and where it links to."""

    look: dict
    link: str = ""


class OdfInline:
    """Reads the paragraphs of a document.

    Attributes:
        boxes: contents of the text boxes met since the list was last emptied.
        notes: bodies of the notes met, by key.
        pages: how many page breaks were met inside of paragraphs and before them.
    """

    def __init__(self, package, styles, shelf, position):
        self.notes = {}
        self.pages = 0
        self._styles = styles
        self._shelf = shelf
        self._position = position
        self._frames = Frames(package, styles, shelf, position)

    @property
    def boxes(self):
        return self._frames.boxes

    def take_boxes(self):
        """The text boxes met since they were last taken."""
        boxes, self._frames.boxes = self._frames.boxes, []
        return boxes

    def line(self, paragraph, style):
        """The line of a text:p or text:h whose `ParagraphStyle` is ``style``."""
        if any(is_true(mark, f"{TEXT}is-hidden") for mark in paragraph.iter(*_HIDDEN)
               if mark.tag == f"{TEXT}hidden-paragraph"):  # fmt: skip
            return ()
        return tuple(self._inside(paragraph, _Place(style.text)))

    def first_letters(self, element, style):
        """The look of the letters with which a paragraph begins."""
        look = style.text
        while not (element.text or "").strip():
            element = next((e for e in element if e.tag in _LETTERS), None)
            if element is None:
                break
            look = merged(look, self._styles.span(element.get(f"{TEXT}style-name", "")))
        return look

    def frame(self, element):
        """The same for a frame that stands in no paragraph but on the page."""
        return tuple(self._frames.read(element))

    def _inside(self, parent, place):
        if parent.text:
            yield from self._text(parent.text, place)
        for element in parent:
            if isinstance(element.tag, str):
                yield from self._element(element, place)
            if element.tail:
                yield from self._text(element.tail, place)

    def _element(self, element, place):
        tag = element.tag
        if tag == f"{TEXT}span":
            style = self._styles.span(element.get(f"{TEXT}style-name", ""))
            yield from self._inside(element, _Place(merged(place.look, style), place.link))
        elif tag == f"{TEXT}s":
            blanks = number(element.get(f"{TEXT}c"), 1, most=_MOST_BLANKS)
            yield from self._text(" " * blanks, place)
        elif tag in _BLANKS:
            yield from self._text(" ", place)
        elif tag == f"{TEXT}line-break":
            if not place.look.get("hidden"):
                yield Break()
        elif tag == f"{TEXT}a":
            link = link_target(element.get(f"{XLINK}href", "")) or place.link
            style = self._styles.span(element.get(f"{TEXT}style-name", ""))
            yield from self._inside(element, _Place(merged(place.look, style), link))
        elif tag == f"{TEXT}soft-page-break":
            self.pages += 1
        elif tag == f"{TEXT}note":
            yield from self._note(element, place)
        elif tag.startswith(DRAW) and tag not in _SILENT:
            if not place.look.get("hidden"):
                yield from self._frames.read(element)
        elif tag not in _SILENT and not (tag in _HIDDEN and is_true(element, f"{TEXT}is-hidden")):
            yield from self._inside(element, place)

    def _note(self, element, place):
        body = element.find(f"{TEXT}note-body")
        if body is None or place.look.get("hidden"):
            return
        key = f"{element.get(f'{TEXT}note-class', 'footnote')}{len(self.notes) + 1}"
        self.notes[key] = body
        yield NoteRef(key)

    def _text(self, text, place):
        look = place.look
        if look.get("hidden"):
            return
        if _PRIVATE_USE.search(text):
            font = look.get("font", "")
            text = _PRIVATE_USE.sub(lambda match: self._symbol(font, ord(match[0])), text)
        if look.get("position") == "super":
            text = symbols.raised(text)
        elif look.get("position") == "sub":
            text = symbols.lowered(text)
        yield Run(
            text,
            bool(look.get("bold")),
            bool(look.get("italic")),
            bool(look.get("strike")),
            bool(look.get("code")),
            link=place.link,
        )

    def _symbol(self, font, code):
        return self._shelf.symbol(font, code, str(self._position))
