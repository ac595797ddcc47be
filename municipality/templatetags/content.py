"""In which language something was written, where the page around it may be in another.

These tags stand ready in every template (``builtins`` in the settings).
"""

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import get_language

from .. import language

register = template.Library()


@register.simple_tag
def in_german():
    """The attribute of an element that holds what people here have written.

    Titles, texts, comments and reasons are in the municipality's own language, whatever
    the page is in; a screen reader has to know. ``<h1{% in_german %}>{{ title }}</h1>``
    """
    return "" if language.is_german() else _attribute(settings.LANGUAGE_CODE)


@register.simple_tag
def in_page_language():
    """The attribute of an element inside such a one that holds words of the platform."""
    return "" if language.is_german() else _attribute(get_language())


@register.filter
def german(words):
    """What people here have written, in the middle of a sentence of the platform.

    ``{% blocktranslate with title=strategie.title|german %}``. Not in attributes and page
    titles: they hold no markup.
    """
    return language.german(words)


def _attribute(code):
    return format_html(' lang="{}"', code)
