import json

from django import template

register = template.Library()


@register.filter
def as_json(value):
    """Data for a script, to be put into an attribute: the policy allows no script in the page."""
    return json.dumps(value)
