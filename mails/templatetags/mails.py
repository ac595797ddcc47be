from django import template

from .. import marks

register = template.Library()


@register.filter
def quote(text):
    """Mark every line as a quotation."""
    return marks.quote(text)


@register.filter
def one_line(text):
    """A name or title that cannot break out of its line."""
    return marks.one_line(text)


@register.filter
def own(text):
    """Words of people here in one line, which the HTML part says are in German."""
    return marks.own(text)


@register.filter
def name(text):
    """Somebody's name in one line, whose letters turn nothing around it."""
    return marks.name(text)


@register.filter
def own_paragraph(text):
    """Words of people here that may be longer than a title, in one line."""
    return marks.own_paragraph(text)


@register.filter
def changed(pieces):
    """One side of a changed passage."""
    return marks.changed(pieces)


@register.filter
def look(text, name):
    """A line that looks like ``name`` in the HTML part."""
    return marks.look(text, name)
