"""Threads as HTML, by the Jinja2 templates of this app."""

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from pagecache.fragments import fragment

TEMPLATE = "comments/threads.html"


def threads_html(
    request,
    nodes,
    *,
    baustein,
    can_write,
    outcomes=None,
    phase=None,
    highlight=None,
    told=(),
    said="",
):
    """Threads as the items of a list.

    Args:
        nodes: a ``Node`` for each.
        can_write: whether the visitor may answer and vote here now.
        outcomes: what became of the comments in them, {primary key: [ShownOutcome, …]}.
        phase: the Kommentierphase that matters now.
        highlight: the comment the visitor came for.
        told: the messages of the page, to stand at the highlighted comment.
        said: a sentence for the messages of the page, in an answer to htmx.
    """
    values = {
        "threads": nodes,
        "baustein": baustein,
        "can_write": can_write,
        "phase_pk": phase and phase.pk,
        "highlight_pk": highlight and highlight.pk,
        "outcomes": outcomes or {},
        "told": told,
        "said": said,
        "vote_refused": "",
    }

    def render():
        return mark_safe(render_to_string(TEMPLATE, values, request))  # noqa: S308 (it escapes)

    if outcomes or told or said:
        # Their many rows are in no key, and no message is ever shown twice.
        return render()
    place = (baustein.pk, baustein.fassung_id) if baustein else ()
    key = (place, can_write, values["phase_pk"], values["highlight_pk"])
    return fragment(TEMPLATE, (*key, [node.shown() for node in nodes]), render)
