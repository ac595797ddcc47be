from django import template
from django.utils.translation import gettext as _

from accounts.sign_in.redirects import KEEPS_TYPED
from municipality.language import Own, german, isolated

from .. import charts
from ..contact_details import find_details
from ..text import to_html

register = template.Library()

register.filter("comment_html", to_html)
register.simple_tag(charts.highest, name="highest")


@register.filter
def author(kommentar):
    """The public name of whoever wrote this, in a sentence; an office's is in German."""
    mark = german if kommentar.is_official else isolated
    return mark(kommentar.author_name)


@register.filter
def contact_details(kommentar):
    """What looks like contact details in what a resident wrote: Details, with kind and words."""
    return [] if kommentar.is_official else find_details(kommentar.text)


@register.simple_tag
def comments_by_baustein(bausteine):
    """A Chart of the numbers that stand beside the texts of the Bausteine."""
    return charts.Chart(
        _("Beiträge nach Thema"),
        _("Thema"),
        _("Beiträge"),
        charts.bars((Own(row.title), row.comment_count) for row in bausteine),
    )


@register.simple_tag(takes_context=True)
def page_link(context, **changes):
    """The present address with some parameters changed; an empty value drops one."""
    parameters = context["request"].GET.copy()
    parameters.pop("nach", None)
    parameters.pop(KEEPS_TYPED, None)
    for name, value in changes.items():
        parameters.pop(name, None)
        if value:
            parameters[name] = value
    return f"?{parameters.urlencode()}" if parameters else "?"
