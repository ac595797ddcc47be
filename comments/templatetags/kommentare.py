from django import template

from ..text import to_html

register = template.Library()

register.filter("comment_html", to_html)


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
