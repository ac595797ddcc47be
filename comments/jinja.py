"""Jinja2, for what stands dozens of times on a page (docs/adr/0030-einfach-schnell.md).

Its templates lie in folders ``jinja2`` and use the filters of Django's, by the same names.
"""

from functools import cache

import jinja2
from django.template import defaultfilters
from django.urls import reverse
from django.utils.translation import gettext, pgettext

from municipality.language import german, in_german, isolated_text, sentence
from municipality.templatetags.icons import icon
from phases.templatetags import phasen

from .models import Status
from .templatetags.kommentare import author, contact_details
from .text import excerpt, to_html
from .words import open_reports, where


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
        contact_details=contact_details,
        date=defaultfilters.date,
        day=phasen.day,
        excerpt=excerpt,
        fill=sentence,
        german=german,
        iso=phasen.iso,
        isolated_text=isolated_text,
        long_datetime=phasen.long_datetime,
        open_reports=open_reports,
        truncatewords=defaultfilters.truncatewords,
        when=phasen.when,
        where=where,
    )
    return made


def once_for_all_comments(request):
    """Context processor: what is the same at each comment of a page is made once.

    Returns:
        ``_`` and ``pgettext``, which look each text up once; ``statuses``, labels by
        value; ``in_german``, the attributes of an element with words of residents;
        ``url_of``, which turns the name of a page of one row into its URL with ``{}`` in the
        place of its number.
    """
    return {
        "_": cache(gettext),
        "pgettext": cache(pgettext),
        "statuses": {value: str(label) for value, label in Status.choices},
        "in_german": in_german(),
        "url_of": cache(_url_of),
    }


def _url_of(name, *more):
    return reverse(name, args=[0, *more]).replace("/0/", "/{}/")
