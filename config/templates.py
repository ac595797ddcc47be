from functools import cache

from django.template.loaders import cached


class Loader(cached.Loader):
    """Django's, which also remembers which blocks a template has.

    Whoever extends it would go through all of it each time it is shown.
    """

    def get_template(self, template_name, skip=None):
        template = super().get_template(template_name, skip)
        nodes = template.nodelist
        if "get_nodes_by_type" not in vars(nodes):
            nodes.get_nodes_by_type = cache(nodes.get_nodes_by_type)
        return template
