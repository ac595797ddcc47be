from django import template
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from .. import readings

register = template.Library()
register.filter("result", readings.result)


@register.simple_tag(takes_context=True)
def outcome(context, outcome):
    """What became of a contribution (``evaluation/outcome.html``, a Jinja2 template)."""
    # Escaped by the template.
    values = {"outcome": outcome}
    return mark_safe(render_to_string("evaluation/outcome.html", values, context["request"]))  # noqa: S308


@register.filter
def of(found, row):
    """What ``readings.outcomes_of`` or ``changes_of`` found for one row."""
    return found.get(row.pk) if found else None


@register.filter
def is_overdue(anliegen, today):
    return anliegen.is_overdue(today)
