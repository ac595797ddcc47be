from functools import cache

from django import template
from django.template.loader import render_to_string

register = template.Library()


@register.simple_tag
@cache
def icon(name):
    """An icon of ``includes/icon.html``; a page of comments shows dozens of the same few."""
    return render_to_string("includes/icon.html", {"name": name})
