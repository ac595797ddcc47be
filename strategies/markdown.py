"""Markdown of the editors → HTML that is safe to put on a public page.

The only module that imports bleach, which is end-of-life upstream; replacing it
means changing this file.
"""

import re
from dataclasses import dataclass
from itertools import chain
from urllib.parse import urlsplit

import bleach
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from .limits import TooMuchWork, refuse_work

NARROW = "breite=800"
"""The query with which the address of a picture gives the one for narrow screens."""

PROTOCOLS = frozenset({"http", "https", "mailto", "tel"})
PICTURE_SOURCE = re.compile(r"bild:([0-9a-f]{64})\Z")

_TAGS = frozenset({
    "a", "blockquote", "br", "code", "del", "div", "em", "h2", "h3", "h4", "h5", "h6", "hr", "img",
    "li", "ol", "p", "pre", "s", "span", "strong", "sup", "table", "tbody", "td", "th",
    "thead", "tr", "ul",
})  # fmt: skip
_TABLE_REGION = {"class": "table", "tabindex": "0", "role": "region"}
_FOOTNOTE_CLASSES = frozenset(
    {"footnote-ref", "footnotes", "footnotes-list", "footnote-item", "footnote-backref"}
)
_FOOTNOTE_ID = re.compile(r"fn(ref)?[-\w:]*\Z")
_LINE_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
_GENDER_STAR = re.compile(r"(?<=\w)\*(?=\w)")
_LOWEST_HEADING = 6
_SIZES = "(min-width: 46rem) 42rem, 92vw"
_SOURCES = re.compile(r"/[^/\s,][^\s,]* \d{1,4}w(, /[^/\s,][^\s,]* \d{1,4}w)*\Z")


@dataclass(frozen=True)
class ShownPicture:
    """What is known of a picture beside the text that shows it.

    Attributes:
        size: width and height in pixels: with them, nothing moves when it arrives.
        credit: who made it; stands below it.
        has_small: whether there is one for narrow screens.
    """

    size: tuple[int, int] | None = None
    credit: str = ""
    has_small: bool = False


def build_parser(*, html=False):
    """The one dialect of the platform: CommonMark, tables, strikethrough, footnotes.

    Two things differ from CommonMark: `<br>` is a line break, because a table cell has
    no other way to hold one; and the asterisk inside a word is an asterisk, because
    "Senior*innen und Bürger*innen" means it so.

    Args:
        html: recognise HTML as such instead of showing it as text. Only the document
            import asks for it, to find comments; never when rendering.
    """
    parser = MarkdownIt("commonmark", {"html": html}).enable(["table", "strikethrough"])
    parser.use(footnote_plugin, inline=False)
    parser.inline.ruler.before("autolink", "line_break", _line_break)
    parser.inline.ruler.before("emphasis", "gender_star", _gender_star)
    return parser


def render(
    text,
    *,
    prefix="",
    highest_heading=3,
    pictures=None,
):
    """Render an editor's Markdown as sanitised HTML.

    Args:
        text: Markdown. HTML in it is shown as text, never interpreted.
        prefix: makes the footnote ids of this text differ from those of the other
            texts on the same page, e.g. `"baustein-12"`.
        highest_heading: level of the highest heading; what is above it belongs to the page.
        pictures: `ShownPicture` by their sha256.

    Returns:
        HTML whose pictures come from this platform only, and which holds no style and no
        script. A text that would keep the server busy (``strategies.limits``) is shown as it
        was written: forms and import let none in.
    """
    try:
        refuse_work(text)
    except TooMuchWork:
        return f"<pre>{escape(text)}</pre>"
    parser = build_parser()
    env = {"docId": prefix} if prefix else {}
    tokens = parser.parse(text, env)
    _shift_headings(tokens, highest_heading)
    for token in tokens:
        if token.children:
            parts = (_with_own_picture(child, pictures or {}) for child in token.children)
            token.children = list(chain.from_iterable(parts))
    for name, rule in _RENDER_RULES.items():
        parser.add_render_rule(name, rule)
    html = parser.renderer.render(tokens, parser.options, env)
    return bleach.clean(
        html, tags=_TAGS, attributes=_is_allowed, protocols=PROTOCOLS, strip=True
    ).strip()


def _line_break(state, silent):
    match = _LINE_BREAK.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        state.push("hardbreak", "br", 0)
    state.pos = match.end()
    return True


def _gender_star(state, silent):
    match = _GENDER_STAR.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        state.pending += "*"
    state.pos += 1
    return True


def _shift_headings(tokens, highest):
    headings = [t for t in tokens if t.type in {"heading_open", "heading_close"}]
    shift = highest - min((int(t.tag[1]) for t in headings), default=0)
    for token in headings:
        token.tag = f"h{min(int(token.tag[1]) + shift, _LOWEST_HEADING)}"


def _with_own_picture(token, pictures):
    """Point a picture at our own address; any other picture becomes its alternative text."""
    if token.type != "image":
        return [token]
    alt = "".join(child.content for child in token.children or ())
    match = PICTURE_SOURCE.match(str(token.attrGet("src")))
    if not match:
        return [Token("text", "", 0, content=alt)]
    source = reverse("strategies:bild", args=[match[1]])
    attrs = {"src": source, "alt": alt, "loading": "lazy"}
    shown = pictures.get(match[1], ShownPicture())
    if shown.size:
        attrs["width"], attrs["height"] = shown.size
        if shown.has_small:
            attrs["srcset"] = f"{source}?{NARROW} 800w, {source} {shown.size[0]}w"
            attrs["sizes"] = _SIZES
    found = [Token("picture", "img", 0, attrs=attrs)]
    if shown.credit:
        found.append(Token("credit", "span", 0, content=shown.credit))
    return found


def _render_picture(renderer, tokens, index, options, env):
    return f"<img{renderer.renderAttrs(tokens[index])}>"


def _render_credit(renderer, tokens, index, options, env):
    words = _("Bild: %(credit)s") % {"credit": tokens[index].content}
    return f'<span class="credit">{escape(words)}</span>'


def _render_link(renderer, tokens, index, options, env):
    token = tokens[index]
    if urlsplit(str(token.attrGet("href"))).netloc:
        token.attrSet("rel", "nofollow noopener")
    return renderer.renderToken(tokens, index, options, env)


def _render_table_open(renderer, tokens, index, options, env):
    label = escape(_("Tabelle"))
    return f'<div class="table" tabindex="0" role="region" aria-label="{label}"><table>\n'


def _render_table_close(renderer, tokens, index, options, env):
    return "</table></div>\n"


def _render_footnotes_open(renderer, tokens, index, options, env):
    return '<div class="footnotes"><ol class="footnotes-list">\n'


def _render_footnotes_close(renderer, tokens, index, options, env):
    return "</ol></div>\n"


def _render_footnote_return(renderer, tokens, index, options, env):
    anchor = renderer.rules["footnote_anchor_name"](tokens, index, options, env)
    repeat = tokens[index].meta["subId"]
    target = f"fnref{anchor}:{repeat}" if repeat > 0 else f"fnref{anchor}"
    label = escape(_("Zurück zur Stelle im Text"))
    return f' <a href="#{target}" class="footnote-backref" aria-label="{label}">↩︎</a>'


_RENDER_RULES = {
    "picture": _render_picture,
    "credit": _render_credit,
    "link_open": _render_link,
    "table_open": _render_table_open,
    "table_close": _render_table_close,
    "footnote_block_open": _render_footnotes_open,
    "footnote_block_close": _render_footnotes_close,
    "footnote_anchor": _render_footnote_return,
}


def _is_allowed(tag, name, value):
    """Whether bleach may keep an attribute; the values we set ourselves are checked too."""
    match tag, name:
        case "a", "href" | "title":
            return True
        case "a", "rel":
            return value == "nofollow noopener"
        case "img", "src":
            return value.startswith("/") and not value.startswith("//")
        case "img", "alt" | "loading":
            return True
        case "img", "srcset":
            return bool(_SOURCES.match(value))
        case "img", "sizes":
            return value == _SIZES
        case "span", "class":
            return value == "credit"
        case "img", "width" | "height":
            return value.isdecimal()
        case "ol", "start":
            return value.isdecimal()
        case "div", "class" if value in _FOOTNOTE_CLASSES:
            return True
        case "div", "class" | "tabindex" | "role":
            return value == _TABLE_REGION[name]
        case "div" | "a", "aria-label":
            return True
        case (("a" | "li"), "id"):
            return bool(_FOOTNOTE_ID.match(value))
        case (("a" | "li" | "ol" | "sup"), "class"):
            return value in _FOOTNOTE_CLASSES
    return False
