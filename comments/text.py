"""The plain text of comments: cleaned once when it comes in, escaped whenever it goes out."""

import unicodedata

import regex
from django.core.exceptions import ValidationError
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from municipality.language import turns
from municipality.wording import says_something

# Characters nobody types on purpose: controls other than line break and tab, and
# those that reverse the direction of what follows (https://www.unicode.org/reports/tr9/).
_INVISIBLE = regex.compile(
    r"[\p{Cc}\p{Cs}\p{Co}\u202A-\u202E\u2066-\u2069\uFEFF--[\n\t]]", regex.V1
)
_MARK_FLOOD = regex.compile(r"(\p{M}{6})\p{M}+")
_WEB_ADDRESS = regex.compile(r"\bhttps?://\w[^\s<>\"]*", regex.IGNORECASE)
_TRAILING = ".,;:!?…'\"»«“”’*_"
_BRACKETS = {")": "(", "]": "["}


def count_characters(text):
    """Number of characters as a reader counts them (extended grapheme clusters, UAX #29)."""
    return len(regex.findall(r"\X", text))


def excerpt(text, limit):
    """The beginning of ``text``, with an ellipsis where more than ``limit`` characters follow."""
    return text if len(text) <= limit else Truncator(text).chars(limit)


def same_words(text):
    """The form in which two texts are the same: whatever their case and blanks."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def clean_text(text, *, limit):
    """Return ``text`` as it is kept: line breaks as ``\\n``, no invisible characters.

    Args:
        text: what was typed.
        limit: most characters allowed, as a reader counts them.

    Raises:
        ValidationError: it is empty or too long; the sentence says by how much.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    text = _MARK_FLOOD.sub(r"\1", text).strip()
    if not says_something(text):
        raise ValidationError(_("Bitte schreiben Sie etwas."), code="empty")
    count = count_characters(text)
    if count > limit:
        raise ValidationError(
            _("Der Text ist um %(excess)d Zeichen zu lang (erlaubt sind %(limit)d)."),
            code="too_long",
            params={"excess": count - limit, "limit": limit},
        )
    return text


def _link(address):
    """An escaped link to ``address``, and what followed the address but is not part of it."""
    rest = ""
    while address[-1] in _TRAILING or _closes_nothing(address):
        address, rest = address[:-1], address[-1] + rest
    shown = escape(address)
    return f'<a href="{shown}" rel="nofollow ugc noopener">{shown}</a>{escape(rest)}'


def _closes_nothing(address):
    """Whether ``address`` ends with a bracket that was opened before it began."""
    opening = _BRACKETS.get(address[-1])
    return opening is not None and address.count(address[-1]) > address.count(opening)


def to_html(text):
    """Turn a comment's plain text into HTML: paragraphs, line breaks, linked addresses.

    Everything else stands as it was typed; nothing is interpreted. Each paragraph is read in
    the direction of its own letters where one is in Arabic, say.
    """
    parts, position = [], 0
    for match in _WEB_ADDRESS.finditer(text):
        parts += [escape(text[position : match.start()]), _link(match.group())]
        position = match.end()
    parts.append(escape(text[position:]))
    paragraphs = regex.split(r"\n{2,}", "".join(parts))
    start = '<p dir="auto">' if turns(text) else "<p>"
    # Every part above went through escape().
    return mark_safe("".join(f"{start}{p.replace(chr(10), '<br>')}</p>" for p in paragraphs))  # noqa: S308
