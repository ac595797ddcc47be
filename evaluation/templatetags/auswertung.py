from django import template
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from .. import readings

register = template.Library()
register.filter("result", readings.result)


@register.simple_tag
def outcomes_of(kommentare, phases=()):
    """What became of these contributions, all at once; look one up with ``of``."""
    return readings.outcomes_of(kommentare, phases or ())


@register.simple_tag
def changes_of(bausteine, phases):
    """Because of what these Bausteine were changed last, all at once; look one up with ``of``."""
    return readings.changes_of(bausteine, phases)


@register.simple_tag
def change_of(baustein, phases):
    """Because of what this Baustein was changed last; None if by no published Auswertung."""
    return readings.changes_of([baustein], phases).get(baustein.pk)


@register.simple_tag(takes_context=True)
def outcome(context, ergebnis):
    """What became of a contribution (``evaluation/outcome.html``, a Jinja2 template)."""
    # Escaped by the template.
    values = {"ergebnis": ergebnis}
    return mark_safe(render_to_string("evaluation/outcome.html", values, context["request"]))  # noqa: S308


@register.filter
def of(found, row):
    """What ``outcomes_of`` or ``changes_of`` found for one row."""
    return found.get(row.pk) if found else None


@register.filter
def is_overdue(anliegen, today):
    return anliegen.is_overdue(today)
