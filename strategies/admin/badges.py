from django.utils.html import format_html

from ..models import Publikationsstatus

# Look of a badge (its CSS class) → sign in front of the word; colour only repeats both.
SIGNS = {"draft": "✎", "live": "●", "soon": "◷", "over": "■", "wait": "◔", "stop": "⊘"}

PUBLICATION_LOOKS = {
    Publikationsstatus.DRAFT: "draft",
    Publikationsstatus.PUBLISHED: "live",
    Publikationsstatus.ARCHIVED: "over",
}


def badge(word, look):
    """A status as a word with a sign.

    Args:
        word: text, is escaped.
        look: a key of ``SIGNS``.
    """
    return format_html(
        '<span class="badge badge-{}"><span aria-hidden="true">{}</span> {}</span>',
        look,
        SIGNS[look],
        word,
    )


def publication_badge(row):
    """The Publikationsstatus of a Konzept, Strategie or Baustein."""
    return badge(row.get_status_display(), PUBLICATION_LOOKS[row.status])
