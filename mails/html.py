"""The HTML part of a mail, made from its text: it says the same, with links that have names."""

import re
from html import escape
from itertools import groupby

from django.conf import settings
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from municipality.language import german, in_german, isolated, turns

from .marks import ALL, CAME, END, GONE, LOOK_OF_LINE, OPEN, OWN, unmarked

_ADDRESS = re.compile(rf"https?://[^\s<>\"{ALL}]+[^\s<>\".,;:!?){ALL}]")
# Words before an address that is alone after them.
_LABELLED = re.compile(r"(?P<label>.+?):?\s+(?P<address>https?://\S+)")
# A longer label is a sentence, and its link gets a name of its own.
LONGEST_LABEL = 60
# One side of a changed text; every other look frames all the lines of its paragraph.
_SIDES = ("old", "new")


def text_to_html(text):
    """Turn the text of a mail into HTML that says the same.

    Knows paragraphs, „> “ quotations, „- “ lists, „-- “ before the end, what is indented by
    four blanks (a code), and lines with a look (``marks.look``). Our own addresses become
    links with the words before them as their name, the first of them a button. Others
    become links that show where they lead, except in a quotation: what somebody else wrote
    must not look like our own invitation.
    """
    return _HtmlWriter(text).html()


def in_languages(html):
    """Say of words that are marked as ``own`` or ``name`` in which language they are."""
    html = OWN.sub(_marked, html)
    for begin, element in ((GONE, "del"), (CAME, "ins")):
        html = re.sub(f"{begin}([^{END}]*){END}", rf"<{element}>\1</{element}>", html)
    return html


def _marked(match):
    mark = german if match[1] == OPEN else isolated
    # Escaped with the text around them.
    return str(mark(mark_safe(match[2])))  # noqa: S308


class _HtmlWriter:
    """Writes one text; knows whether the end of the mail has begun and a button is there."""

    def __init__(self, text):
        self._lines = text.split("\n")
        self._is_end = False
        self._has_button = False
        body = text.partition("\n-- \n")[0]
        lines = [line for line in body.split("\n") if not line.startswith(">")]
        self._is_only_link = len(_own_addresses("\n".join(lines))) == 1

    def html(self):
        blocks = groupby(self._lines, key=lambda line: not line.strip())
        return "\n".join(self._block(list(lines)) for is_blank, lines in blocks if not is_blank)

    def _block(self, lines):
        """The HTML of neighbouring lines: quotations and lists stand out of a paragraph."""
        found = LOOK_OF_LINE.match(lines[0])
        if found and found[1] not in _SIDES:
            return self._framed(lines, found[1])
        parts = []
        for shape, group in groupby(lines, key=_shape):
            content = [line.removeprefix(shape) for line in group]
            parts.append(self._of_shape(shape, content))
        return "\n".join(parts)

    def _framed(self, lines, look):
        words = LOOK_OF_LINE.sub("", lines[0])
        rest = self._paragraph(lines[1:]) if lines[1:] else ""
        return f'<div class="says {look}">\n<p class="verdict">{_linked(words)}</p>\n{rest}</div>'

    def _of_shape(self, shape, content):
        if shape == ">":
            return f"<blockquote{in_german()}>{_quoted(content)}</blockquote>"
        if shape == "- ":
            items = "\n".join(f"<li>{_linked(line)}</li>" for line in content)
            return f"<ul>\n{items}\n</ul>"
        if shape == "--":
            self._is_end = True
            return "<hr>"
        if shape == "    ":
            return f'<p class="code">{escape(" ".join(content))}</p>'
        if shape in _SIDES:
            return "\n".join(_side(line, shape) for line in content)
        return self._paragraph(content)

    def _paragraph(self, lines):
        """Lines of running text; an address of ours takes the words before it as its name."""
        parts, lines = [], list(lines)
        while lines:
            line = lines.pop(0)
            if lines and _is_own_address(lines[0]):
                line = f"{line} {lines.pop(0)}"
            found = _LABELLED.fullmatch(line)
            if found and _is_own_address(found["address"]):
                parts += self._named(found["label"], found["address"])
            elif _is_own_address(line):
                parts.append(self._link(_("Ansehen"), line, is_main=self._is_only_link))
            else:
                parts.append(_linked(line))
        return _in_paragraphs(parts)

    def _named(self, label, address):
        if self._is_end or len(unmarked(label)) <= LONGEST_LABEL:
            return [self._link(label, address, is_main=True)]
        sentence = _linked(label if label.rstrip()[-1] in ".!?" else f"{label}:")
        return [sentence, self._link(_("Ansehen"), address, is_main=self._is_only_link)]

    def _link(self, label, address, *, is_main):
        words = in_languages(escape(label.rstrip(":")))
        if self._is_end or self._has_button or not is_main:
            return f'<a href="{escape(address)}">{words}</a>'
        self._has_button = True
        return _Block(
            '<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr>'
            f'<td class="button"><a href="{escape(address)}">{words}</a></td></tr></table>'
        )


class _Block(str):
    """HTML that stands in no paragraph."""


def _in_paragraphs(parts):
    html = []
    for is_block, group in groupby(parts, key=lambda part: isinstance(part, _Block)):
        rows = list(group)
        html.append("\n".join(rows) if is_block else f"<p>{'<br>\n'.join(rows)}</p>")
    return "\n".join(html)


def _is_own_address(line):
    # An address that ends in a slash or dot matches but for that.
    return bool(re.fullmatch(r"https?://\S+", line.strip())) and _is_ours(line.strip())


def _own_addresses(text):
    return [address for address in _ADDRESS.findall(text) if _is_ours(address)]


def _is_ours(address):
    site = settings.SITE_URL
    return address == site or address.startswith(f"{site}/")


def _quoted(lines):
    """The lines of a quotation; each in its own direction, where one is in Arabic, say."""
    words = [line.removeprefix(" ") for line in lines]
    if not turns("".join(words)):
        return "<br>\n".join(map(escape, words))
    return "\n".join(f'<div dir="auto">{escape(line) or "<br>"}</div>' for line in words)


def _side(line, shape):
    label, _colon, words = LOOK_OF_LINE.sub("", line).partition(": ")
    return f'<p class="{shape}"><b>{escape(label)}:</b> {_linked(words)}</p>'


def _shape(line):
    if line.rstrip() == "--":
        return "--"
    if found := LOOK_OF_LINE.match(line):
        return found[1]
    return next((start for start in (">", "- ", "    ") if line.startswith(start)), "")


def _linked(line):
    parts, end = [], 0
    for match in _ADDRESS.finditer(line):
        address = escape(match.group())
        parts += [escape(line[end : match.start()]), f'<a href="{address}">{address}</a>']
        end = match.end()
    return in_languages("".join([*parts, escape(line[end:])]))
