"""What can be searched: which rows a visitor may see, and where their words are."""

from dataclasses import dataclass
from html import unescape
from operator import attrgetter

from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from comments.models import Kommentar
from fulltext.words import matching
from progress import public
from progress.models import Vorhaben
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

    @property
    def is_there(self):
        """Whether there can be any such hit, so that it is worth a choice and a query."""
        return True

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


class VorhabenKind(SearchKind):
    """By what is planned and what the newest Stand says."""

    is_there = property(lambda self: public.is_told())

    def find(self, user, query):
        return self.rows(user).filter(matching(query, *_OF_VORHABEN))

    def text_of(self, row):
        return " ".join(filter(None, [row.summary, row.stand.text, row.stand.reason]))


_OF_VORHABEN = ("number", "title", "summary", "place", "office", "stand__text", "stand__reason")


def _vorhaben(user):
    """What everybody may read of the Umsetzung; staff find drafts at their desk."""
    return Vorhaben.objects.published().select_related("konzept", "stand")


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
            lambda user: Baustein.objects.visible_to(user).with_own_page()
            .filter(fassung__isnull=False).select_related("strategie__konzept", "fassung"),
            "fassung__folded", "fassung__html",
        ),
        VorhabenKind("vorhaben", _("Vorhaben"), _vorhaben, "title", "summary"),
        KommentarKind("kommentar", _("Beiträge"), _kommentare, "folded", "text"),
    )
}  # fmt: skip
