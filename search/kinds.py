"""What can be searched: which rows a visitor may see, and where their words are."""

from dataclasses import dataclass
from operator import attrgetter

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comments.models import Kommentar
from strategies.models import Baustein, Konzept, Strategie


@dataclass(frozen=True)
class SearchKind:
    """One kind of hit.

    Attributes:
        name: value of the address's parameter ``art``.
        rows: makes the queryset a user may see.
        vectors: groups of lookups whose words are searched; each has an index of its own.
        excerpt: the lookup whose text is shown; ``text_of`` reads it from a row.
    """

    name: str
    label: Promise
    rows: object
    vectors: tuple
    excerpt: str

    def text_of(self, row):
        return attrgetter(self.excerpt.replace("__", "."))(row) or ""


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
            (("title", "summary", "region"),), "summary",
        ),
        SearchKind(
            "strategie", _("Strategien"),
            lambda user: Strategie.objects.visible_to(user).select_related("konzept"),
            (("title", "intro_html"),), "intro_html",
        ),
        SearchKind(
            "text", _("Ziele, Felder und Projekte"),
            lambda user: Baustein.objects.visible_to(user).filter(fassung__isnull=False)
            .select_related("strategie__konzept", "fassung"),
            (("fassung__title", "fassung__text"),), "fassung__html",
        ),
        SearchKind("kommentar", _("Kommentare"), _kommentare, (("text",),), "text"),
    )
}  # fmt: skip
