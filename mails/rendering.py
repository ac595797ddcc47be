"""From a template to the parts of a mail: one text, and the HTML made from that same text."""

import re
import unicodedata
from html import escape
from itertools import groupby
from urllib.parse import urlsplit

from django.conf import settings
from django.template import Context, TemplateDoesNotExist, engines
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe

from municipality.current import current
from municipality.language import german, in_german, isolated, isolated_text, turns

SUBJECT_LENGTH = 200
# Around words of people here, and around their names, until it is known whether they go into
# the text or the HTML.
_OPEN, _CLOSE, _NAME = "\ue000", "\ue001", "\ue002"
_OWN = re.compile(f"({_OPEN}|{_NAME})([^{_OPEN}{_NAME}{_CLOSE}]*){_CLOSE}")
_ADDRESS = re.compile(
    rf"https?://[^\s<>\"{_OPEN}{_NAME}{_CLOSE}]+[^\s<>\".,;:!?){_OPEN}{_NAME}{_CLOSE}]"
)


def site_host():
    """The host of our own addresses, for Message-IDs (RFC 5322, 3.6.4)."""
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def render_mail(template, context, *, language, unsubscribe_link=""):
    """Render ``templates/mails/<template>.txt`` for one reader.

    Args:
        template: its name without folder and ending. It defines the partials
            ``subject`` and ``text``, and ``short`` if it can be part of a digest.
        context: what the template shows.
        language: code of the reader's language.
        unsubscribe_link: address that ends mails like this one; may be empty.

    Returns:
        subject, text, html.
    """
    with translation.override(language):
        subject = _partial(template, "subject", context)
        return finish(subject, _partial(template, "text", context), unsubscribe_link)


def render_short(template, context, *, language):
    """Render what stands for a mail in a digest: its subject and its short text."""
    with translation.override(language):
        return (
            one_line(_partial(template, "subject", context)),
            _unmarked(_partial(template, "short", context)).strip(),
        )


def finish(subject, text, unsubscribe_link=""):
    """Add the end that all mails have, and make the HTML part; in the active language."""
    end = _render("mails/end.txt", {"unsubscribe_link": unsubscribe_link})
    text = f"{_tidy(text)}\n\n{_tidy(end)}\n"
    marked, text = text, _unmarked(text)
    heading = _in_languages(escape(" ".join(subject.split())))
    subject = one_line(subject)
    html = render_to_string(
        "mails/base.html",
        {
            "subject": subject,
            "heading": mark_safe(heading),  # noqa: S308 (escaped there)
            "content": mark_safe(text_to_html(marked)),  # noqa: S308 (escaped there)
            "language": translation.get_language(),
            **_accent(),
        },
    )
    return subject, text, html


def _accent():
    """The municipality's colour in light and dark, or the platform's own."""
    light, dark = current().colours or ("0a4d5c", "8fd0dd")
    return {"accent": f"#{light}", "accent_dark": f"#{dark}"}


def _partial(template, name, context):
    try:
        return _render(f"mails/{template}.txt#{name}", context)
    except TemplateDoesNotExist:
        if name != "short":
            raise
        return ""


def _render(name, context):
    """Render a text template: nothing is escaped, the HTML part is escaped as a whole."""
    kommune = current()
    site = {
        "site_name": kommune.shown_name,
        "site_claim": kommune.shown_claim,
        "site_url": settings.SITE_URL,
        "answers_to": kommune.contact_email,
    }
    template = engines["django"].engine.get_template(name)
    return template.render(Context({**site, **context}, autoescape=False))


def one_line(text):
    """Return ``text`` as a header can carry it: one line, no control characters, not endless.

    A line break in a pseudonym or title would otherwise begin a header of its own
    (RFC 5322, 2.2).
    """
    words = " ".join(_unmarked(str(text)).split())
    clean = "".join(char for char in words if unicodedata.category(char) not in ("Cc", "Cs"))
    return clean if len(clean) <= SUBJECT_LENGTH else f"{clean[: SUBJECT_LENGTH - 1].rstrip()}…"


def own(text):
    """Return words of people here in one line, marked: the HTML says that they are in German."""
    return f"{_OPEN}{one_line(text)}{_CLOSE}"


def name(text):
    """Return somebody's name in one line, marked: its letters turn nothing around it."""
    return f"{_NAME}{one_line(text)}{_CLOSE}"


def _unmarked(text):
    text = _OWN.sub(lambda match: isolated_text(match[2]), text)
    return re.sub(f"[{_OPEN}{_NAME}{_CLOSE}]", "", text)


def quote(text):
    """Return ``text`` with every line marked as a quotation (RFC 3676, 4.5)."""
    return "\n".join(f"> {line}".rstrip() for line in _unmarked(str(text)).splitlines())


def _tidy(text):
    """Drop what the template's tags leave behind: blanks at line ends, rows of empty lines."""
    text = text.replace("\r\n", "\n").replace("\x00", "")
    # „-- “ keeps its blank: that marks the signature (RFC 3676, 4.3).
    lines = (line if line == "-- " else line.rstrip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def text_to_html(text):
    """Turn the text of a mail into HTML that says the same.

    Knows paragraphs, „> “ quotations, „- “ lists, „-- “ before the end and what
    is indented by four blanks (a code). Addresses become links, except in a
    quotation: what somebody else wrote must not look like our own invitation.
    """
    return "\n".join(
        _block(list(lines))
        for is_blank, lines in groupby(text.split("\n"), key=lambda line: not line.strip())
        if not is_blank
    )


def _block(lines):
    """The HTML of neighbouring lines: quotations and lists stand out of a paragraph."""
    parts = []
    for shape, group in groupby(lines, key=_shape):
        content = [line.removeprefix(shape) for line in group]
        if shape == ">":
            parts.append(f"<blockquote{in_german()}>{_quoted(content)}</blockquote>")
        elif shape == "- ":
            items = "\n".join(f"<li>{_linked(line)}</li>" for line in content)
            parts.append(f"<ul>\n{items}\n</ul>")
        elif shape == "--":
            parts.append("<hr>")
        elif shape == "    ":
            parts.append(f'<p class="code">{escape(" ".join(content))}</p>')
        else:
            parts.append(f"<p>{'<br>\n'.join(_linked(line) for line in content)}</p>")
    return "\n".join(parts)


def _quoted(lines):
    """The lines of a quotation; each in its own direction, where one is in Arabic, say."""
    words = [line.removeprefix(" ") for line in lines]
    if not turns("".join(words)):
        return "<br>\n".join(map(escape, words))
    return "\n".join(f'<div dir="auto">{escape(line) or "<br>"}</div>' for line in words)


def _shape(line):
    if line.rstrip() == "--":
        return "--"
    return next((start for start in (">", "- ", "    ") if line.startswith(start)), "")


def _linked(line):
    parts, end = [], 0
    for match in _ADDRESS.finditer(line):
        address = escape(match.group())
        parts += [escape(line[end : match.start()]), f'<a href="{address}">{address}</a>']
        end = match.end()
    return _in_languages("".join([*parts, escape(line[end:])]))


def _in_languages(html):
    """Say of words that are marked as ``own`` or ``name`` in which language they are."""
    return _OWN.sub(_marked, html)


def _marked(match):
    mark = german if match[1] == _OPEN else isolated
    # Escaped with the text around them.
    return str(mark(mark_safe(match[2])))  # noqa: S308
