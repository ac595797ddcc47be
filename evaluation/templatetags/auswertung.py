from django import template

from .. import readings

register = template.Library()
register.filter("result", readings.result)


@register.filter
def of(found, row):
    """What ``readings.outcomes_of`` or ``changes_of`` found for one row."""
    return found.get(row.pk) if found else None


@register.filter
def is_overdue(anliegen, today):
    return anliegen.is_overdue(today)
