"""Months and money as pages show them."""

from django import template

from .. import money, months

register = template.Library()

register.filter("month", months.in_words)
register.filter("euro", money.in_words)
