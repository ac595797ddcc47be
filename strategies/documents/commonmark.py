"""Markdown → blocks, for documents handed in as .md and for checking our own output."""

import re
from collections.abc import Callable

from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.front_matter import front_matter_plugin

from strategies.markdown import build_parser

from . import symbols
from .blocks import (
    Break,
    Code,
    Heading,
    Inline,
    ListBlock,
    NoteRef,
    Paragraph,
    Quote,
    Rule,
    Run,
    Table,
    link_target,
    plain_text,
)
from .canonical import canonical_blocks
from .places import Position

PictureReader = Callable[[str, str, str], Inline | None]

_PARSER = build_parser(html=True).use(front_matter_plugin)
_PARSER_AS_SHOWN = build_parser()
_HTML_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_HTML_TAG = re.compile(r"<(/?)(b|strong|i|em|s|del|sup|sub|u|span)(?:\s[^<>]*)?>\Z", re.IGNORECASE)
_TAG_LOOKS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "s": "strike", "del": "strike",
}  # fmt: skip


def parse(text, *, picture, as_shown=False):
    """Read Markdown into (canonical blocks, {footnote: its blocks}).

    Args:
        text: the Markdown.
        picture: called with source, alternative text and place of every picture;
            returns what stands in the text for it, None to leave it out.
        as_shown: take HTML for text, as ``strategies.markdown.render`` does.
    """
    parser = _PARSER_AS_SHOWN if as_shown else _PARSER
    root = SyntaxTreeNode(parser.parse(text))
    reader = _BlockReader(picture)
    blocks = canonical_blocks(reader.blocks(root))
    return blocks, {key: canonical_blocks(note) for key, note in reader.notes.items()}


class _BlockReader:
    def __init__(self, picture):
        self.notes = {}
        self._picture = picture
        self._position = Position()
        self._depth = 0

    def blocks(self, parent):
        return tuple(block for node in parent.children for block in self._block(node))

    def _inner(self, parent):
        self._depth += 1
        blocks = self.blocks(parent)
        self._depth -= 1
        return blocks

    def _block(self, node):
        match node.type:
            case "heading":
                yield self._heading(node)
            case "paragraph":
                self._position.enter_paragraph()
                yield Paragraph(self._line(node))
            case "bullet_list" | "ordered_list":
                items = tuple(self._inner(item) for item in node.children)
                start = None if node.type == "bullet_list" else int(node.attrs.get("start", 1))
                yield ListBlock(start, items)
            case "table":
                self._position.enter_paragraph()
                rows = (row for part in node.children for row in part.children)
                yield Table(tuple(tuple(map(self._line, row.children)) for row in rows))
            case "blockquote":
                yield Quote(self._inner(node))
            case "fence" | "code_block":
                self._position.enter_paragraph()
                yield Code(node.content.rstrip("\n"))
            case "hr":
                yield Rule()
            case "html_block":
                text = _HTML_COMMENT.sub("", node.content)
                if text.strip():
                    self._position.enter_paragraph()
                    yield Paragraph((Run(text),))
            case "footnote_block":
                for note in node.children:
                    self.notes[str(note.meta["label"])] = self._inner(note)

    def _heading(self, node):
        if self._depth:
            return Paragraph(self._line(node))
        line = self._line(node)
        self._position.enter_heading(plain_text(line))
        return Heading(int(node.tag[1]), line)

    def _line(self, node):
        return tuple(
            item
            for child in node.children
            if child.token and child.token.children
            for item in self._inlines(child.token.children)
        )

    def _inlines(self, tokens):
        look = {"bold": 0, "italic": 0, "strike": 0}
        position = {"sup": 0, "sub": 0}
        link = ""

        def run(text, *, code=False):
            if position["sup"] or position["sub"]:
                text = symbols.raised(text) if position["sup"] else symbols.lowered(text)
            return Run(text, **{k: v > 0 for k, v in look.items()}, code=code, link=link)

        for token in tokens:
            match token.type:
                case "text":
                    yield run(token.content)
                case "code_inline":
                    yield run(token.content, code=True)
                case "softbreak":
                    yield run(" ")
                case "hardbreak":
                    yield Break()
                case "strong_open" | "em_open" | "s_open":
                    look[_TAG_LOOKS[token.tag]] += 1
                case "strong_close" | "em_close" | "s_close":
                    look[_TAG_LOOKS[token.tag]] -= 1
                case "link_open":
                    link = link_target(str(token.attrGet("href")))
                case "link_close":
                    link = ""
                case "footnote_ref":
                    yield NoteRef(str(token.meta["label"]))
                case "image":
                    alt = "".join(child.content for child in token.children or ())
                    source = str(token.attrGet("src"))
                    if found := self._picture(source, alt, str(self._position)):
                        yield found
                case "html_inline":
                    if _HTML_COMMENT.fullmatch(token.content):
                        continue
                    if not (tag := _HTML_TAG.match(token.content)):
                        yield run(token.content)
                        continue
                    name, change = tag[2].lower(), -1 if tag[1] else 1
                    if name in position:
                        position[name] += change
                    elif name in _TAG_LOOKS:
                        look[_TAG_LOOKS[name]] += change
