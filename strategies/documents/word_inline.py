"""The inside of a Word paragraph, as the reader of the finished document sees it."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from lxml import etree

from . import symbols
from .blocks import Break, NoteRef, Run, link_target
from .word_math import WordMath
from .word_xml import MC, PIC, WP, A, M, O, R, V, W, child, number, on_off, val

_TRANSPARENT = {f"{W}{n}" for n in ("ins", "moveTo", "smartTag", "customXml", "dir", "bdo")}
_BLANKS = {f"{W}tab", f"{W}ptab"}
_BREAKS = {f"{W}br", f"{W}cr"}
_GRAPHICS = {f"{W}drawing", f"{W}pict", f"{W}object"}
_UNDERSTOOD = {"wps", "wpg", "wpc", "wp14", "w14", "w15", "w16se", "v", "a14"}
_HYPERLINK = re.compile(r'\s*HYPERLINK\s+(?!\\)"?([^"\s]+)"?', re.IGNORECASE)
_CONTENTS_FIELD = re.compile(r"\s*TOC\b", re.IGNORECASE)
_PRIVATE_USE = re.compile("[\uf000-\uf0ff]")
_DIAGRAMS = {"chart": gettext_lazy("Diagramm"), "relIds": gettext_lazy("SmartArt-Grafik")}


@dataclass
class _Field:
    """A field between its begin and end marks; only what follows `separate` shows."""

    instruction: str = ""
    shows: bool = False

    @property
    def is_contents(self):
        return bool(_CONTENTS_FIELD.match(self.instruction))

    @property
    def link(self):
        match = _HYPERLINK.match(self.instruction)
        return link_target(match[1]) if match else ""


class InlineReader:
    """Reads the paragraphs of one part (body, footnotes); fields may span several.

    Attributes:
        boxes: contents of the text boxes met since the list was last emptied.
    """

    def __init__(self, package, part, styles, shelf, position):
        self.boxes = []
        self._package = package
        self._relationships = package.relationships(part)
        self._styles = styles
        self._shelf = shelf
        self._position = position
        self._fields = []
        self._paragraph = None

    def line(self, paragraph):
        self._paragraph = paragraph
        return tuple(self._children(paragraph, ""))

    def mark_is_gone(self, paragraph):
        """Whether the paragraph's end is deleted or hidden, so that it runs into the next."""
        mark = child(paragraph, "pPr/rPr")
        return mark is not None and (
            mark.find(f"{W}del") is not None
            or mark.find(f"{W}moveFrom") is not None
            or bool(on_off(mark, "vanish"))
        )

    def _children(self, parent, link):
        for element in parent:
            tag = element.tag
            if tag == f"{W}r":
                yield from self._run(element, link)
            elif tag == f"{W}hyperlink":
                yield from self._children(element, self._target(element) or link)
            elif tag in _TRANSPARENT:
                yield from self._children(element, link)
            elif tag == f"{W}sdt":
                content = child(element, "sdtContent")
                if content is not None:
                    yield from self._children(content, link)
            elif tag == f"{W}fldSimple":
                field = _Field(element.get(f"{W}instr", ""))
                if not field.is_contents:
                    yield from self._children(element, field.link or link)
            elif tag == f"{MC}AlternateContent":
                branch = alternative(element)
                if branch is not None:
                    yield from self._children(branch, link)
            elif tag in {f"{M}oMath", f"{M}oMathPara"} and self._shows():
                yield from self._formula(element)

    def _formula(self, element):
        reader = WordMath()
        text = reader.text(element)
        yield Run(text)
        if not reader.complete:
            self._shelf.note_formula(text, str(self._position))

    def _target(self, hyperlink):
        relationship = self._relationships.get(hyperlink.get(f"{R}id", ""))
        return link_target(relationship.target) if relationship and relationship.external else ""

    def _shows(self):
        return all(field.shows and not field.is_contents for field in self._fields)

    def _run(self, run, link):
        look = self._styles.look(run, self._paragraph)
        for element in run:
            if element.tag == f"{W}fldChar":
                self._field_mark(element.get(f"{W}fldCharType"))
            elif element.tag == f"{W}instrText":
                if self._fields and not self._fields[-1].shows:
                    self._fields[-1].instruction += element.text or ""
            elif not look.hidden and self._shows():
                yield from self._content(element, run, look, link)

    def _field_mark(self, kind):
        if kind == "begin":
            self._fields.append(_Field())
        elif self._fields and kind == "separate":
            self._fields[-1].shows = True
        elif self._fields and kind == "end":
            self._fields.pop()

    def _content(self, element, run, look, link):
        tag = element.tag
        if tag == f"{W}t":
            yield self._text(element.text or "", run, look, link)
        elif tag in _BLANKS:
            yield Run(" ")
        elif tag in _BREAKS:
            yield Break()
        elif tag == f"{W}noBreakHyphen":
            yield self._text("-", run, look, link)
        elif tag == f"{W}sym":
            sign = self._symbol(element.get(f"{W}font", ""), _code(element.get(f"{W}char")))
            yield self._text(sign, run, look, link)
        elif tag in {f"{W}footnoteReference", f"{W}endnoteReference"}:
            yield NoteRef(f"{etree.QName(tag).localname[:-9]}{element.get(f'{W}id')}")
        elif tag in _GRAPHICS:
            yield from self._graphic(element)
        elif tag == f"{MC}AlternateContent":
            branch = alternative(element)
            for inner in branch if branch is not None else ():
                yield from self._content(inner, run, look, link)
        elif tag == f"{W}ruby":
            base = child(element, "rubyBase")
            yield from self._children(base, link) if base is not None else ()

    def _text(self, text, run, look, link):
        if _PRIVATE_USE.search(text):
            font = child(run, "rPr/rFonts")
            family = font.get(f"{W}ascii") or font.get(f"{W}hAnsi") if font is not None else ""
            text = _PRIVATE_USE.sub(lambda match: self._symbol(family or "", ord(match[0])), text)
        if look.position == "superscript":
            text = symbols.raised(text)
        elif look.position == "subscript":
            text = symbols.lowered(text)
        link = next((field.link for field in reversed(self._fields) if field.link), link)
        return Run(text, look.bold, look.italic, look.strike, look.code, link)

    def _symbol(self, font, code):
        return self._shelf.symbol(font, code, str(self._position))

    def _graphic(self, element):
        properties = next(element.iter(f"{WP}docPr"), None)
        if properties is not None and properties.get("hidden") in {"1", "true"}:
            return
        before = (len(self.boxes), self._shelf.count)
        pictures = list(self._pictures(element, _alternative_text(properties)))
        yield from pictures
        if not pictures and before == (len(self.boxes), self._shelf.count):
            self._leave_out(_alternative_text(properties), _("gezeichnete Form"))

    def _pictures(self, parent, alt):
        """Pictures below a drawing; its text boxes are put aside, once."""
        for element in parent:
            tag = element.tag
            if not isinstance(tag, str):
                continue
            if tag == f"{W}txbxContent":
                self.boxes.append(element)
            elif tag == f"{PIC}pic":
                own = _alternative_text(next(element.iter(f"{PIC}cNvPr"), None))
                names = (each.get("name", "") for each in element.iter(f"{PIC}cNvPr"))
                blip, name = next(element.iter(f"{A}blip"), None), next(names, "")
                yield from self._picture(blip, alt or own, _crop(element), name)
            elif tag == f"{V}imagedata":
                shape = element.getparent()
                yield from self._picture(element, alt or shape.get("alt", ""), (0, 0, 0, 0))
            elif tag == f"{MC}AlternateContent":
                branch = alternative(element)
                if branch is not None:
                    yield from self._pictures(branch, alt)
            elif (name := etree.QName(tag).localname) in _DIAGRAMS:
                yield from self._diagram(element, alt, _DIAGRAMS[name])
            elif tag != f"{O}OLEObject":
                yield from self._pictures(element, alt)

    def _diagram(self, element, alt, kind):
        relationship = self._relationships.get(element.get(f"{R}id", ""))
        data = self._package.data(relationship.target) if relationship else None
        if data is None or not self._shelf.knows(data):
            self._leave_out(alt, kind)
        elif picture := self._shelf.take(data, alt, str(self._position)):
            yield picture

    def _picture(self, reference, alt, crop, name=""):
        embedded = None
        if reference is not None:
            embedded = reference.get(f"{R}embed") or reference.get(f"{R}id")
        relationship = self._relationships.get(embedded or "")
        data = None
        if relationship is not None and not relationship.external:
            data = self._package.data(relationship.target)
        if data is None:
            self._leave_out(alt, _("das Bild liegt nicht in der Datei"))
        elif picture := self._shelf.take(data, alt, str(self._position), crop=crop, name=name):
            yield picture

    def _leave_out(self, alt, reason):
        self._shelf.leave_out(alt, str(self._position), str(reason))


def alternative(element):
    """The one branch of an mc:AlternateContent that is shown, never several."""
    for choice in element.iterchildren(f"{MC}Choice"):
        if set(choice.get("Requires", "").split()) <= _UNDERSTOOD:
            return choice
    return element.find(f"{MC}Fallback")


def is_contents_control(sdt):
    """Whether a content control holds Word's automatic table of contents."""
    gallery = val(sdt, "sdtPr/docPartObj/docPartGallery") or ""
    return gallery.lower() in {"table of contents", "inhaltsverzeichnisse"}


def _code(text):
    """A character's code in hexadecimal; a damaged one is that of no known character."""
    return int(text, 16) if text and re.fullmatch("[0-9A-Fa-f]{1,4}", text) else 0xF8FF


def _alternative_text(properties):
    if properties is None:
        return ""
    return properties.get("descr") or properties.get("title") or ""


def _crop(picture):
    rectangle = next(picture.iter(f"{A}srcRect"), None)
    if rectangle is None:
        return (0, 0, 0, 0)
    return tuple(max(number(rectangle.get(side)), 0) / 100_000 for side in "ltrb")
