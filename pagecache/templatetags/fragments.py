from django import template

from .. import fragments

register = template.Library()


@register.simple_tag(takes_context=True)
def fragment(context, name, *key):
    """Include a template, rendered once for the same values (``fragments.fragment``).

    ``{% fragment "comments/filter.html" filter.shown %}``: the values are everything that
    decides what it shows.
    """
    included = context.template.engine.get_template(name)
    return fragments.fragment(name, key, lambda: included.render(context))
