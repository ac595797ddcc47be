"""In which language something was written, where the page around it may be in another.

These tags stand ready in every template (``builtins`` in the settings).
"""

from django import template

from .. import language

register = template.Library()

register.simple_tag(language.in_german)
register.simple_tag(language.in_page_language)
register.filter(language.german)
register.filter(language.isolated)
# It adds no character of HTML.
register.filter("isolated_text", language.isolated_text, is_safe=True)
