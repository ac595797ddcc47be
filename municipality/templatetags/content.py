"""In which language something was written, where the page around it may be in another.

These tags stand ready in every template (``builtins`` in the settings).
"""

import re

from django import template
from django.template.defaultfilters import urlize
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

from .. import language

register = template.Library()

_MAIL_LINK = re.compile(r'(<a href="mailto:[^"]*">[^<@]+@)')

register.simple_tag(language.in_german)
register.simple_tag(language.in_page_language)
register.filter(language.german)
register.filter(language.isolated)
# It adds no character of HTML.
register.filter("isolated_text", language.isolated_text, is_safe=True)


@register.filter(needs_autoescape=True)
def linked(text, autoescape=True):
    """Like ``urlize``; on a narrow page an e-mail address breaks after its @ before anywhere else.

    Args:
        text: plain text, such as a contact; it is escaped.
        autoescape: handed in by the template.
    """
    # Every character of the text was escaped by urlize.
    return mark_safe(_MAIL_LINK.sub(r"\1<wbr>", urlize(text, autoescape=autoescape)))  # noqa: S308


@register.filter(needs_autoescape=True)
def breaking(address, autoescape=True):
    """An address of the web that breaks after its slashes before anywhere else, for paper.

    Args:
        address: as text; it is escaped.
        autoescape: handed in by the template.
    """
    escape = conditional_escape if autoescape else str
    return mark_safe("<wbr>".join(re.split(r"(?<=[^/]/)(?=[^/])", escape(address))))  # noqa: S308
