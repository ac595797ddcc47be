"""Inline text → HTML in which everything somebody typed is escaped."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ..documents.blocks import Break, Inline, NoteRef, Picture, Run


def plain(items: Iterable[Inline]) -> str:
    """The words alone; a line break is one, a picture its alternative text."""
    return "".join(map(_plain_item, items))


def _plain_item(item: Inline) -> str:
    match item:
        case Run(text):
            return text
        case Break():
            return "\n"
        case NoteRef(key):
            return f"[{key}]"
        case Picture(alt=alt):
            return _("[Bild: %(alt)s]") % {"alt": alt}


def to_html(items: Iterable[Inline]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in _parts(items)))


def _parts(items: Iterable[Inline]) -> Iterator[SafeString]:
    # Words of one look make one element, not one each.
    for look, group in groupby(items, key=lambda item: getattr(item, "look", None)):
        if look is not None:
            yield _emphasised("".join(run.text for run in group), *look)
        else:
            yield from map(_sign, group)


def _emphasised(text, bold, italic, strike, code, link) -> SafeString:
    html = format_html("{}", text)
    for tag, wanted in (("code", code), ("s", strike), ("em", italic), ("strong", bold)):
        if wanted:
            html = format_html("<{0}>{1}</{0}>", tag, html)
    if not link:
        return html
    # Only addresses that `documents.blocks.link_target` let pass come this far.
    rel = format_html(' rel="nofollow noopener"') if urlsplit(link).netloc else ""
    return format_html('<a href="{}"{}>{}</a>', link, rel, html)


def _sign(item: Inline) -> SafeString:
    match item:
        case Break():
            return format_html("<br>{}", "")
        case NoteRef(key):
            return format_html("<sup>[{}]</sup>", key)
        case Picture(sha256, alt):
            source = reverse("strategies:bild", args=[sha256])
            return format_html('<img src="{}" alt="{}" loading="lazy">', source, alt)
