"""A Jinja2 template inside one of Django's (docs/adr/0030-einfach-schnell.md)."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

register = template.Library()


@register.simple_tag(takes_context=True)
def jinja(context, name, **values):
    """``{% jinja "moderation/cases.html" cases=page.rows %}``; it gets these values alone."""
    html = render_to_string(name, values, context["request"], using="jinja2")
    return mark_safe(html)  # noqa: S308 (it escapes)
