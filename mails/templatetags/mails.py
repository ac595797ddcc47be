from django import template

from .. import rendering

register = template.Library()


@register.filter
def quote(text):
    """Mark every line as a quotation."""
    return rendering.quote(text)


@register.filter
def one_line(text):
    """A name or title that cannot break out of its line."""
    return rendering.one_line(text)


@register.filter
def own(text):
    """Words of people here in one line, which the HTML part says are in German."""
    return rendering.own(text)


@register.filter
def name(text):
    """Somebody's name in one line, whose letters turn nothing around it."""
    return rendering.name(text)
