"""Days, months and money as pages show them."""

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .. import money, months

register = template.Library()

register.filter("month", months.in_words)
register.filter("euro", money.in_words)


@register.filter
def full_day(day):
    """„9. November 2026“ of a date; empty for None."""
    return date_format(day, _("j. F Y")) if day else ""
