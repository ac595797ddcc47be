"""Words that people here have written, among words of the platform in another language.

A screen reader has to know where the language changes (WCAG 3.1.2), and a browser in which
direction words are read that may be Arabic or Hebrew (Unicode, UAX #9).
"""

import regex
from django.conf import settings
from django.db.models import Model
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

# Letters and marks that change the direction of what stands around them.
_OTHER_WAY = regex.compile(r"[\p{bc=R}\p{bc=AL}\p{bc=AN}\p{bc=RLE}\p{bc=RLO}\p{bc=RLI}]")
_STRONG = regex.compile(r"[\p{bc=L}\p{bc=R}\p{bc=AL}]")
# FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE: what ``<bdi>`` is where no markup can stand.
_ISOLATE, _END = "\u2068", "\u2069"


class Own(str):
    """Words of people here, where no markup can stand: an option shows it and says its language."""

    is_own = True


def is_german():
    """Whether the platform speaks the municipality's own language now."""
    return get_language() == settings.LANGUAGE_CODE


def in_german():
    """The attributes of an element that holds what people here have written.

    Titles, texts, comments and reasons are in the municipality's own language, whatever
    the page is in, and are read in the direction of their first letter; a screen reader and
    a browser have to know. ``<h1{% in_german %}>{{ title }}</h1>``
    """
    if is_german():
        return _OWN_DIRECTION
    return _OWN_DIRECTION + _attribute(settings.LANGUAGE_CODE)


def in_page_language():
    """The attribute of an element inside such a one that holds words of the platform."""
    return "" if is_german() else _attribute(get_language())


_OWN_DIRECTION = mark_safe(' dir="auto"')


def _attribute(code):
    return format_html(' lang="{}"', code)


def german(words):
    """What people here have written, in the middle of a sentence of the platform.

    ``{% blocktranslate with title=strategie.title|german %}``. Not in attributes and page
    titles: they hold no markup. Of a row („Leitziel 1: …“) only the title is marked: its label
    is in the language of the page, and so is a number.
    """
    if not words or isinstance(words, int):
        return words
    text = str(words)
    if is_german():
        return isolated(text) if turns(text) else words
    own = getattr(words, "title", text) if isinstance(words, Model) else text
    label, lang = text.removesuffix(own), _attribute(settings.LANGUAGE_CODE)
    element = "bdi" if turns(own) else "span"
    return format_html("{0}<{1}{2}>{3}</{1}>", label, element, lang, own)


def turns(text):
    """Whether ``text`` holds letters that are read from right to left."""
    return not text.isascii() and bool(_OTHER_WAY.search(text))


def begins_right(text):
    """Whether ``text`` as a whole is read from right to left: its first letter says so."""
    first = None if text.isascii() else _STRONG.search(text)
    return bool(first and _OTHER_WAY.match(first[0]))


def isolated(name):
    """A name in a sentence of HTML, whose letters turn nothing around it."""
    return format_html("<bdi>{}</bdi>", name) if turns(str(name)) else name


def isolated_text(words):
    """The same where no markup can stand: in an attribute, a page title, a mail's text."""
    text = str(words)
    return f"{_ISOLATE}{text}{_END}" if turns(text) else words


def sentence(text, **words):
    """A sentence of the platform with words of people in it, as HTML.

    Args:
        text: with a ``%(name)s`` for each of ``words``.
        words: marked with ``german`` or not.
    """
    escaped = {name: conditional_escape(value) for name, value in words.items()}
    return mark_safe(conditional_escape(text) % escaped)  # noqa: S308
