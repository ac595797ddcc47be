"""From a template to the parts of a mail: one text, and the HTML made from that same text."""

import re
from html import escape
from urllib.parse import urlsplit

from django.conf import settings
from django.template import Context, TemplateDoesNotExist, engines
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe

from municipality import colour
from municipality.current import current

from .html import in_languages, text_to_html
from .marks import one_line, unmarked

# How high the municipality's logo stands in a mail, in pixels.
LOGO_HEIGHT = 40


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
        text = _partial(template, "text", context)
        return finish(subject, text, unsubscribe_link, has_account=context.get("has_account", True))


def render_subject(template, context, *, language):
    """Render the subject alone, as the heading of a part of another mail."""
    with translation.override(language):
        return one_line(_partial(template, "subject", context))


def render_short(template, context, *, language):
    """Render what stands for a mail in a digest: its subject and its short text."""
    with translation.override(language):
        return (
            one_line(_partial(template, "subject", context)),
            unmarked(_partial(template, "short", context)).strip(),
        )


def finish(subject, text, unsubscribe_link="", *, has_account=True):
    """Add the end that all mails have, and make the HTML part; in the active language."""
    links = {"unsubscribe_link": unsubscribe_link, "has_account": has_account}
    end = _render("mails/end.txt", links)
    text = f"{_tidy(text)}\n\n{_tidy(end)}\n"
    marked, text = text, unmarked(text)
    heading = in_languages(escape(" ".join(subject.split())))
    subject = one_line(subject)
    html = render_to_string(
        "mails/base.html",
        {
            "subject": subject,
            "heading": mark_safe(heading),  # noqa: S308 (escaped there)
            "content": mark_safe(text_to_html(marked)),  # noqa: S308 (escaped there)
            "language": translation.get_language(),
            **_look(),
        },
    )
    return subject, text, html


def logo_id():
    """The Content-ID of the logo, which goes along with a mail (RFC 2392): nothing is fetched."""
    return f"logo@{site_host()}"


def _look():
    """The municipality's name, logo and colour in light and dark, or the platform's own."""
    kommune = current()
    light, dark = kommune.colours or ("0a4d5c", "8fd0dd")
    logo = None
    if kommune.logo and kommune.logo_height:
        width = round(kommune.logo_width * LOGO_HEIGHT / kommune.logo_height)
        logo = {"id": logo_id(), "width": width, "height": LOGO_HEIGHT}
    return {
        "accent": f"#{light}",
        "accent_dark": f"#{dark}",
        "on_accent": colour.WHITE,
        "on_accent_dark": colour.NIGHT,
        "logo": logo,
        "site_name": kommune.shown_name,
        "site_claim": kommune.shown_claim,
    }


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


def _tidy(text):
    """Drop what the template's tags leave behind: blanks at line ends, rows of empty lines."""
    text = text.replace("\r\n", "\n").replace("\x00", "")
    # „-- “ keeps its blank: that marks the signature (RFC 3676, 4.3).
    lines = (line if line == "-- " else line.rstrip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
