from django import template

from .. import charts, participation
from ..text import to_html

register = template.Library()

register.filter("comment_html", to_html)
register.simple_tag(charts.highest, name="highest")
register.simple_tag(participation.so_far, name="participation_so_far")


@register.simple_tag
def comments_by_baustein(bausteine):
    """A Bar for each Baustein, with the number that stands beside its text."""
    return charts.bars((row.title, row.comment_count) for row in bausteine)


@register.simple_tag(takes_context=True)
def page_link(context, **changes):
    """The present address with some parameters changed; an empty value drops one."""
    parameters = context["request"].GET.copy()
    parameters.pop("nach", None)
    for name, value in changes.items():
        parameters.pop(name, None)
        if value:
            parameters[name] = value
    return f"?{parameters.urlencode()}" if parameters else "?"
