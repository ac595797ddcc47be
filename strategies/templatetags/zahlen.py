from django import template

from .. import counts, topics

register = template.Library()

register.simple_tag(counts.contributions)
register.filter(counts.kinds)
register.filter(topics.opening)
