from django import template

register = template.Library()


@register.filter
def is_overdue(anliegen, today):
    return anliegen.is_overdue(today)
