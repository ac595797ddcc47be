"""The text of a Baustein with its passages: how many spoke about each, and a way to quote it."""

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.passages import name_of, numbers_by_block
from municipality.language import in_page_language, isolated_text
from municipality.templatetags.icons import icon
from pagecache.fragments import fragment
from strategies.passages import with_passages

# The field of the buttons that put a passage into the form.
QUOTES = "zitieren"


def quotable_html(baustein, *, can_write):
    """The text that holds now, as HTML.

    Args:
        baustein: with its published ``fassung``.
        can_write: whether the visitor may write, so that each passage can be quoted.
    """
    fassung, url = baustein.fassung, baustein.get_absolute_url()
    numbers = numbers_by_block(baustein) if baustein.comment_count else {}

    def mark(passage):
        name, number = name_of(fassung, passage), numbers.get(passage.block, 0)
        links = [_spoken(url, name, number)] if number else []
        if can_write:
            links.append(_quote(name, passage))
        return format_html_join("", "&nbsp;{}", ((link,) for link in links))

    def render():
        return with_passages(fassung.html, mark)

    key = ("buttons", url, fassung.number, fassung.html, can_write, sorted(numbers.items()))
    return fragment("website/passages", key, render)


def _spoken(url, name, number):
    """The link to what was written about a passage."""
    words = ngettext("%(n)s Beitrag zu dieser Stelle", "%(n)s Beiträge zu dieser Stelle", number)
    return format_html(
        '<a class="spoken" href="{}?stelle={}#diskussion"{} aria-label="{}">{}{}</a>',
        url, name, in_page_language(), words % {"n": number}, icon("talk"), number,
    )  # fmt: skip


def _quote(name, passage):
    """The button that puts a passage into the form; it is sent with what is typed there.

    It is no stop for the tab key: one for each paragraph would stand in the way of who reads by
    keyboard. The form itself offers all passages to choose from.
    """
    words = isolated_text(passage.first_words(4))
    label = _("Zu dieser Stelle schreiben: ‚%(words)s‘") % {"words": words}
    return format_html(
        '<button class="cite" form="bewerten" name="{}" value="{}" tabindex="-1"{} aria-label="{}">'
        "„“</button>",
        QUOTES, name, in_page_language(), label,
    )  # fmt: skip
