"""What a paragraph or a span looks like in OpenDocument, through style inheritance."""

import re
from dataclasses import dataclass

from ..word_xml import number
from .names import FO, OFFICE, STYLE, SVG, TEXT, points

_ESCAPED = re.compile("_([0-9a-fA-F]{2,4})_")
_HEADING_NAME = re.compile(r"(?:heading|überschrift)\s*([1-9])\Z")
_CONTENTS_NAME = re.compile(r"(?:toc|contents|verzeichnis|inhaltsverzeichnis)\s*(?:[1-9]|10)\Z")
_CONTENTS_TITLE = {
    "contents heading", "toc heading", "inhaltsverzeichnisüberschrift",
    "inhaltsverzeichnis überschrift",
}  # fmt: skip
_LIST_NAME = re.compile(r"(?:list bullet|list number|aufzählungszeichen|listennummer)\s*([2-5])?\Z")
_CONTINUATION_NAME = re.compile(r"(?:list continue|listenfortsetzung)(?: [2-5])?\Z")
_QUOTE_NAMES = {"quote", "quotations", "intense quote", "zitat", "intensives zitat"}
_TITLES = {"title", "titel", "subtitle", "untertitel"}
_PLAIN = {None, "transparent", "#ffffff"}
_CODE_NAMES = {"preformatted text", "vorformatierter text"}
_CODE_SPAN_NAMES = {"source text", "quelltext"}
_RULE_NAMES = {"horizontal line", "horizontale linie"}
_MOST_PARENTS = 100
_BOLD_FROM = 600
_MOST_POINTS = 1_000
_NO_LOOK = ("bold", "italic", "strike")
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)%\Z")


@dataclass(frozen=True)
class ParagraphStyle:
    """What the styles of a paragraph say together, the nearest first.

    Attributes:
        level: of a heading, 1 to 9; None for other paragraphs.
        lists: name of the list style, "" for expressly none, None where nothing is said.
        depth: how deep a list style such as "List Bullet 2" nests by itself, from 0.
        breaks: whether a new page begins before it.
        apart: whether it is centred, on a bar of colour, or called a title.
        text: look of its letters.
    """

    level: int | None
    lists: str | None
    depth: int
    contents: bool
    quote: bool
    continuation: bool
    code: bool
    rule: bool
    breaks: bool
    apart: bool
    text: dict


class OdfStyles:
    """The styles of a document; what is asked once is kept."""

    def __init__(self, package):
        self._named = {}
        self._automatic = {}
        self._defaults = {}
        self.lists = {}
        self.outline = None
        self._fonts = {}
        self._read = {}
        for root in (package.styles, package.content):
            if root is not None:
                self._collect(root)

    def _collect(self, root):
        for group, styles in (("styles", self._named), ("automatic-styles", self._automatic)):
            for parent in root.iterchildren(f"{OFFICE}{group}"):
                for style in parent.iterchildren(f"{STYLE}style"):
                    key = (style.get(f"{STYLE}family"), style.get(f"{STYLE}name", ""))
                    styles[key] = style
                for style in parent.iterchildren(f"{STYLE}default-style"):
                    self._defaults[style.get(f"{STYLE}family")] = style
                for style in parent.iterchildren(f"{TEXT}list-style"):
                    self.lists[style.get(f"{STYLE}name", "")] = style
                for style in parent.iterchildren(f"{TEXT}outline-style"):
                    self.outline = style
        for parent in root.iterchildren(f"{OFFICE}font-face-decls"):
            for face in parent.iterchildren(f"{STYLE}font-face"):
                name = face.get(f"{STYLE}name", "")
                self._fonts[name] = face.get(f"{SVG}font-family", name).strip("'\"")

    def _chain(self, family, name):
        """The style and those it is based on, nearest first."""
        seen = []
        styles = self._automatic if (family, name) in self._automatic else self._named
        while (style := styles.get((family, name))) is not None and len(seen) < _MOST_PARENTS:
            if style in seen:
                break
            seen.append(style)
            styles, name = self._named, style.get(f"{STYLE}parent-style-name", "")
        return seen

    def paragraph(self, name):
        """The `ParagraphStyle` of that name; of no style if there is none."""
        key = ("paragraph", name)
        if key not in self._read:
            self._read[key] = self._paragraph(self._chain("paragraph", name))
        return self._read[key]

    def _paragraph(self, chain):
        names = [_name(style) for style in chain]
        depths = [int(m[1] or 1) - 1 for name in names if (m := _LIST_NAME.match(name))]
        quote = any(name in _QUOTE_NAMES for name in names)
        text = self._text("paragraph", chain)
        if quote:  # the quotation's own look is expressed by being one
            text = {key: value for key, value in text.items() if key not in _NO_LOOK}
        own = chain[:1]
        return ParagraphStyle(
            level=_level(chain, names),
            lists=_first(chain, f"{STYLE}list-style-name"),
            depth=depths[0] if depths else 0,
            contents=any(_CONTENTS_NAME.match(n) or n in _CONTENTS_TITLE for n in names),
            quote=quote,
            continuation=any(map(_CONTINUATION_NAME.match, names)),
            code=any(name in _CODE_NAMES for name in names),
            rule=any(name in _RULE_NAMES for name in names),
            breaks=_paragraph_says(chain, f"{FO}break-before") == "page"
            or any(style.get(f"{STYLE}master-page-name") for style in own),
            apart=_paragraph_says(chain, f"{FO}text-align") == "center"
            or _paragraph_says(chain, f"{FO}background-color") not in _PLAIN
            or any(name in _TITLES for name in names),
            text=text,
        )

    def span(self, name):
        """What a text style changes, as a dictionary like `ParagraphStyle.text`."""
        key = ("text", name)
        if key not in self._read:
            self._read[key] = self._text("text", self._chain("text", name))
        return self._read[key]

    def graphic(self, name):
        """A property of a frame's style, the nearest first: `graphic(name)("fo:clip")`."""
        chain = self._chain("graphic", name)

        def value(attribute):
            properties = (p for s in chain for p in s.iterchildren(f"{STYLE}graphic-properties"))
            return next((found for p in properties if (found := p.get(attribute))), None)

        return value

    def _text(self, family, chain):
        found = {}
        default = self._defaults.get(family)
        if default is not None:
            found |= {k: v for k, v in self._properties(default).items() if k in {"size", "font"}}
        for style in reversed(chain):
            new = self._properties(style)
            if family == "text" and _name(style) in _CODE_SPAN_NAMES:
                new["code"] = True
            if isinstance(size := new.get("size"), str):
                new["size"] = min(found.get("size", 0) * float(size[:-1]) / 100, _MOST_POINTS)
            found |= new
        return found

    def _properties(self, style):
        found = {}
        for element in style.iterchildren(f"{STYLE}text-properties"):
            for attribute, value in element.items():
                if (reader := _PROPERTIES.get(attribute)) is not None:
                    name, read = reader
                    found[name] = read(value)
            if (font := element.get(f"{STYLE}font-name")) is not None:
                found["font"] = self._fonts.get(font, font)
        return {name: value for name, value in found.items() if value is not None}


def _is_bold(value):
    return value == "bold" or number(value) >= _BOLD_FROM


def _size(value):
    """Points; a share of the size above stays text until that is known."""
    return value if _PERCENT.match(value) else points(value)


def _position(value):
    first = value.split()[0] if value.split() else ""
    if first in {"super", "sub"}:
        return first
    try:
        share = float(first.rstrip("%"))
    except ValueError:
        return ""
    return "super" if share > 0 else "sub" if share < 0 else ""


_PROPERTIES = {
    f"{FO}font-weight": ("bold", _is_bold),
    f"{FO}font-style": ("italic", lambda value: value in {"italic", "oblique"}),
    f"{STYLE}text-line-through-style": ("strike", lambda value: value != "none"),
    f"{STYLE}text-line-through-type": ("strike", lambda value: value != "none"),
    f"{FO}text-transform": ("caps", lambda value: value == "uppercase"),
    f"{FO}font-variant": ("small", lambda value: value == "small-caps"),
    f"{STYLE}text-underline-style": ("underline", lambda value: value != "none"),
    f"{TEXT}display": ("hidden", lambda value: value == "none"),
    f"{STYLE}text-position": ("position", _position),
    f"{FO}font-size": ("size", _size),
    f"{FO}font-family": ("font", lambda value: value.strip("'\"")),
}


def _name(style):
    """The name people see, in small letters."""
    name = style.get(f"{STYLE}display-name") or _ESCAPED.sub(
        lambda match: chr(int(match[1], 16)), style.get(f"{STYLE}name", "")
    )
    return " ".join(name.lower().split())


def _paragraph_says(chain, attribute):
    """A property of paragraphs, the nearest first."""
    properties = (p for s in chain for p in s.iterchildren(f"{STYLE}paragraph-properties"))
    return next((value for p in properties if (value := p.get(attribute)) is not None), None)


def _first(chain, attribute):
    return next((value for style in chain if (value := style.get(attribute)) is not None), None)


def _level(chain, names):
    for style, name in zip(chain, names, strict=True):
        if (level := style.get(f"{STYLE}default-outline-level")) is not None:
            return number(level, most=9) or None
        if match := _HEADING_NAME.match(name):
            return int(match[1])
    return None


def merged(look, style):
    """A look with what a style changes in it."""
    if not style:
        return look
    return {**look, **style}
