"""In which language something was written, where the page around it may be in another.

These tags stand ready in every template (``builtins`` in the settings).
"""

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def in_german():
    """The attribute of an element that holds what people here have written.

    Titles, texts, comments and reasons are in the municipality's own language, whatever
    the page is in; a screen reader has to know. ``<h1{% in_german %}>{{ title }}</h1>``
    """
    return "" if get_language() == settings.LANGUAGE_CODE else _attribute(settings.LANGUAGE_CODE)


@register.simple_tag
def in_page_language():
    """The attribute of an element inside such a one that holds words of the platform."""
    return "" if get_language() == settings.LANGUAGE_CODE else _attribute(get_language())


def _attribute(language):
    return format_html(' lang="{}"', language)
