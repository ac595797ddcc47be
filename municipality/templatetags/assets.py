from django import template
from django.urls import reverse

from .. import assets

register = template.Library()


@register.simple_tag
def script_address():
    return reverse("municipality:script", args=[assets.version(assets.SCRIPT)])


@register.simple_tag
def stylesheet_address(kommune):
    """Of the stylesheet of all pages, in the colours of the municipality if it has any."""
    version = assets.version(assets.STYLESHEET)
    return reverse("municipality:whole_stylesheet", args=[version, *(kommune.colours or ())])
