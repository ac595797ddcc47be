"""Inline text → HTML in which everything somebody typed is escaped."""

from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from ..documents.blocks import Break, NoteRef, Picture, Run


def plain(items):
    """The words alone; a line break is one, a picture its alternative text."""
    return "".join(map(_plain_item, items))


def _plain_item(item):
    match item:
        case Run(text):
            return text
        case Break():
            return "\n"
        case NoteRef(key):
            return f"[{key}]"
        case Picture(alt=alt):
            return _("[Bild: %(alt)s]") % {"alt": alt}


def to_html(items):
    return format_html_join("", "{}", ((_item(item),) for item in items))


def _item(item):
    match item:
        case Run():
            return _emphasised(item)
        case Break():
            return mark_safe("<br>")
        case NoteRef(key):
            return format_html("<sup>[{}]</sup>", key)
        case Picture(sha256, alt):
            source = reverse("strategies:bild", args=[sha256])
            return format_html('<img src="{}" alt="{}" loading="lazy">', source, alt)


def _emphasised(run):
    html = escape(run.text)
    for tag, wanted in (
        ("code", run.code), ("s", run.strike), ("em", run.italic), ("strong", run.bold),
    ):  # fmt: skip
        if wanted:
            html = format_html("<{0}>{1}</{0}>", tag, html)
    if not run.link:
        return html
    # Only addresses that ``documents.blocks.link_target`` let pass come this far.
    rel = mark_safe(' rel="nofollow noopener"') if urlsplit(run.link).netloc else ""
    return format_html('<a href="{}"{}>{}</a>', run.link, rel, html)
