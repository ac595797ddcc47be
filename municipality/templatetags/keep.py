from django import template
from django.utils.safestring import mark_safe

register = template.Library()


class KeepNode(template.Node):
    def __init__(self, name, nodelist):
        self.name, self.nodelist = name, nodelist

    def render(self, context):
        # What the nodes gave is escaped already; only the white space changes.
        text = mark_safe(" ".join(self.nodelist.render(context).split()))  # noqa: S308
        context[self.name] = text
        return text


@register.tag
def keep(parser, token):
    """Show what stands inside, on one line, and keep it as a variable to show again.

    ``{% keep page_title %}{% block title %}…{% endblock %}{% endkeep %}``: a block may
    stand in a template only once, but a page's title is said twice in its head.
    """
    _tag, name = token.split_contents()
    nodelist = parser.parse(("endkeep",))
    parser.delete_first_token()
    return KeepNode(name, nodelist)
