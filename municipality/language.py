"""Words that people here have written, among words of the platform in another language.

A screen reader has to know where the language changes (WCAG 3.1.2).
"""

from django.conf import settings
from django.db.models import Model
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language


class Own(str):
    """Words of people here, where no markup can stand: an option shows it and says its language."""

    is_own = True


def is_german():
    """Whether the platform speaks the municipality's own language now."""
    return get_language() == settings.LANGUAGE_CODE


def in_german():
    """The attribute of an element that holds what people here have written.

    Titles, texts, comments and reasons are in the municipality's own language, whatever
    the page is in; a screen reader has to know. ``<h1{% in_german %}>{{ title }}</h1>``
    """
    return "" if is_german() else _attribute(settings.LANGUAGE_CODE)


def in_page_language():
    """The attribute of an element inside such a one that holds words of the platform."""
    return "" if is_german() else _attribute(get_language())


def _attribute(code):
    return format_html(' lang="{}"', code)


def german(words):
    """What people here have written, in the middle of a sentence of the platform.

    ``{% blocktranslate with title=strategie.title|german %}``. Not in attributes and page
    titles: they hold no markup. Of a row („Leitziel 1: …“) only the title is marked: its label
    is in the language of the page, and so is a number.
    """
    if not words or isinstance(words, int) or is_german():
        return words
    text = str(words)
    own = getattr(words, "title", text) if isinstance(words, Model) else text
    label = text.removesuffix(own)
    return format_html("{}<span{}>{}</span>", label, in_german(), own)


def sentence(text, **words):
    """A sentence of the platform with words of people in it, as HTML.

    Args:
        text: with a ``%(name)s`` for each of ``words``.
        words: marked with ``german`` or not.
    """
    escaped = {name: conditional_escape(value) for name, value in words.items()}
    return mark_safe(conditional_escape(text) % escaped)  # noqa: S308
