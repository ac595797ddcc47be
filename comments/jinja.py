"""Jinja2, for what stands dozens of times on a page (docs/adr/0030-einfach-schnell.md).

Its templates lie in folders ``jinja2`` and use the filters of Django's, by the same names.
"""

from functools import cache

import jinja2
from django.template import defaultfilters
from django.urls import reverse
from django.utils.translation import gettext, pgettext

from municipality.language import german, in_german, sentence
from municipality.templatetags.icons import icon
from phases.templatetags import phasen

from .templatetags.kommentare import author
from .text import to_html

_PAGES = ("kommentar", "vote", "reply", "report", "edit", "withdraw")


def environment(**options):
    """Return a ``jinja2.Environment``; ``options`` are those of Django's backend.

    Texts are written ``_("…")``, which ``makemessages`` finds in templates of any kind; the
    filter ``fill`` puts words into one of them.
    """
    made = jinja2.Environment(  # noqa: S701 (Django's backend says autoescape=True)
        **{**options, "undefined": jinja2.StrictUndefined}, trim_blocks=True, lstrip_blocks=True
    )
    made.globals.update(icon=icon)
    made.filters.update(
        author=author,
        comment_html=to_html,
        date=defaultfilters.date,
        fill=sentence,
        german=german,
        iso=phasen.iso,
        long_datetime=phasen.long_datetime,
        truncatewords=defaultfilters.truncatewords,
        when=phasen.when,
    )
    return made


def once_for_all_comments(request):
    """Context processor: what is the same at each comment of a page is made once.

    Returns:
        ``_`` and ``pgettext``, which look each text up once; ``in_german``, the attributes of
        an element with words of residents; ``urls``, for pages of a comment their URL with
        ``{}`` in the place of its number.
    """
    return {
        "_": cache(gettext),
        "pgettext": cache(pgettext),
        "in_german": in_german(),
        "urls": {
            name: reverse(f"comments:{name}", args=[0]).replace("/0/", "/{}/") for name in _PAGES
        },
    }
