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


def german(words):
    """Mark what people here have written as German where the page is not.

    Of a row („Leitziel 1: …“) only the title is: its label is in the language of the page, and
    so is a number.
    """
    if not words or isinstance(words, int) or is_german():
        return words
    text = str(words)
    own = getattr(words, "title", text) if isinstance(words, Model) else text
    label = text.removesuffix(own)
    return format_html('{}<span lang="{}">{}</span>', label, settings.LANGUAGE_CODE, own)


def sentence(text, **words):
    """A sentence of the platform with words of people in it, as HTML.

    Args:
        text: with a ``%(name)s`` for each of ``words``.
        words: marked with ``german`` or not.
    """
    escaped = {name: conditional_escape(value) for name, value in words.items()}
    return mark_safe(conditional_escape(text) % escaped)  # noqa: S308
