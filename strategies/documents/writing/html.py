"""Blocks from the HTML that `strategies.markdown.render` made: of texts whose source went on.

The introduction of a Strategie is kept as readers see it and as editors work on it; what goes
out is what readers see.
"""

import re

from lxml import html as lxml_html

from ..blocks import (
    Break,
    Code,
    Heading,
    ListBlock,
    NoteRef,
    Paragraph,
    Quote,
    Rule,
    Run,
    Table,
    link_target,
)
from ..canonical import canonical_blocks

_LOOKS = {"strong": "bold", "em": "italic", "s": "strike", "del": "strike", "code": "code"}
_NOTE = re.compile(r"#fn(?!ref)[-\w]*?(\d+)\Z")
_PICTURE = re.compile(r"/bilder/([0-9a-f]{64})\Z")
_LEVEL = re.compile(r"h([1-6])\Z")


def read_html(text, *, picture):
    """Return (canonical blocks, {footnote: its blocks}) of HTML of ours.

    Args:
        picture: as in `commonmark.parse`.
    """
    if not text.strip():
        return (), {}
    root = lxml_html.fragment_fromstring(text, create_parent="div")
    reader = _HtmlBlocks(picture)
    blocks = canonical_blocks(reader.blocks(root))
    return blocks, {key: canonical_blocks(note) for key, note in reader.notes.items()}


class _HtmlBlocks:
    def __init__(self, picture):
        self.notes = {}
        self._picture = picture

    def blocks(self, parent):
        """Yield what stands in an element; text without a paragraph is one."""
        waiting = list(self._text(parent.text, {}))
        for child in parent:
            found = self._block(child)
            if found is None:
                waiting += self._inline(child, {})
            else:
                if waiting:
                    yield Paragraph(tuple(waiting))
                    waiting = []
                yield from found
            waiting += self._text(child.tail, {})
        if waiting:
            yield Paragraph(tuple(waiting))

    def _block(self, node):
        """The blocks an element makes; None for one that stands in a line."""
        if level := _LEVEL.match(node.tag):
            return [Heading(int(level[1]), self._line(node))]
        match node.tag:
            case "p":
                return [Paragraph(self._line(node))]
            case "ul" | "ol":
                start = None if node.tag == "ul" else int(node.get("start", 1))
                return [ListBlock(start, tuple(tuple(self.blocks(item)) for item in node))]
            case "blockquote":
                return [Quote(tuple(self.blocks(node)))]
            case "pre":
                return [Code(node.text_content().rstrip("\n"))]
            case "hr":
                return [Rule()]
            case "table":
                rows = node.iter("tr")
                return [Table(tuple(tuple(map(self._line, row)) for row in rows))]
            case "div" if node.get("class") == "footnotes":
                for number, item in enumerate(node.iter("li"), start=1):
                    self.notes[str(number)] = tuple(self.blocks(item))
                return []
            case "div":
                return list(self.blocks(node))
        return None

    def _line(self, node):
        line = list(self._text(node.text, {}))
        for child in node:
            line += self._inline(child, {})
            line += self._text(child.tail, {})
        return tuple(line)

    def _text(self, text, looks):
        if text:
            yield Run(text, **looks)

    def _inline(self, node, looks):
        if node.tag == "br":
            yield Break()
        elif node.tag == "img":
            yield from self._shown_picture(node)
        elif node.get("class") == "footnote-backref":
            return
        elif node.get("class") == "footnote-ref":
            if match := _NOTE.match(node[0].get("href", "")):
                yield NoteRef(match[1])
        else:
            inside = dict(looks)
            if name := _LOOKS.get(node.tag):
                inside[name] = True
            elif node.tag == "a":
                inside["link"] = link_target(node.get("href", ""))
            yield from self._text(node.text, inside)
            for child in node:
                yield from self._inline(child, inside)
                yield from self._text(child.tail, inside)

    def _shown_picture(self, node):
        match = _PICTURE.search(node.get("src", ""))
        if match and (found := self._picture(f"bild:{match[1]}", node.get("alt", ""), "")):
            yield found
