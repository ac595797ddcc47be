"""What can be searched: which rows a visitor may see, and where their words are."""

from dataclasses import dataclass
from html import unescape
from operator import attrgetter

from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from comments.models import Kommentar
from fulltext.words import matching
from strategies.models import Baustein, Konzept, Strategie


@dataclass(frozen=True)
class SearchKind:
    """One kind of hit.

    Attributes:
        name: value of the address's parameter ``art``.
        rows: makes the queryset a user may see.
        folded: the lookup of the folded text that is searched.
        excerpt: the lookup whose text is shown; ``text_of`` reads it from a row.
    """

    name: str
    label: Promise
    rows: object
    folded: str
    excerpt: str

    def find(self, user, query):
        """The rows in which ``user`` may find every word of ``query``."""
        return self.rows(user).filter(matching(query, self.folded))

    def text_of(self, row):
        """Its text on one line, whether that is HTML, Markdown or neither."""
        return unescape(strip_tags(attrgetter(self.excerpt.replace("__", "."))(row) or ""))


class KommentarKind(SearchKind):
    def find(self, user, query):
        """Also by the name that stands under them."""
        return self.rows(user).with_words(query)

    def text_of(self, row):
        return row.text


def _kommentare(user):
    """Published comments on what the user may see: nothing held back, hidden or withdrawn."""
    return (
        Kommentar.objects.published()
        .filter(baustein__in=Baustein.objects.visible_to(user))
        .select_related("author", "baustein__strategie__konzept")
    )


KINDS = {
    kind.name: kind
    for kind in (
        SearchKind(
            "konzept", _("Konzepte"), lambda user: Konzept.objects.visible_to(user),
            "folded", "summary",
        ),
        SearchKind(
            "strategie", _("Strategien"),
            lambda user: Strategie.objects.visible_to(user).select_related("konzept"),
            "folded", "intro_html",
        ),
        SearchKind(
            "text", _("Ziele, Felder und Projekte"),
            lambda user: Baustein.objects.visible_to(user).filter(fassung__isnull=False)
            .select_related("strategie__konzept", "fassung"),
            "fassung__folded", "fassung__html",
        ),
        KommentarKind("kommentar", _("Beiträge"), _kommentare, "folded", "text"),
    )
}  # fmt: skip
