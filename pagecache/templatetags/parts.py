"""These tags stand ready in every template (``builtins`` in the settings)."""

from django import template

from .. import parts

register = template.Library()
register.filter("columns", parts.columns)


class PartNode(template.Node):
    def __init__(self, name, values, nodelist):
        self.name, self.values, self.nodelist = name, values, nodelist

    def render(self, context):
        values = [value.resolve(context) for value in self.values]
        return parts.rendered(self.name, values, lambda: self.nodelist.render(context))


@register.tag
def part(parser, token):
    """Render what stands inside only if it was not rendered before for the same values.

    ``{% part "thread" node.shown can_write %}…{% endpart %}``: everything that is shown, and
    everything that decides what is shown, has to be named; the language and the day need not.
    A value of a row stands for that value alone, ``row|columns`` for all of the row.
    """
    _tag, name, *values = token.split_contents()
    nodelist = parser.parse(("endpart",))
    parser.delete_first_token()
    return PartNode(name.strip("\"'"), [parser.compile_filter(each) for each in values], nodelist)
