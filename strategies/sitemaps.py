"""What search engines are told of: everything public, and when it last changed."""

from django.contrib.auth.models import AnonymousUser

from municipality.sitemaps import SiteSitemap

from .models import Baustein, Fassung, Konzept, Strategie


class PublicSitemap(SiteSitemap):
    """The rows of ``model`` that everybody may read."""

    def __init__(self, model, *related):
        self.model, self.related = model, related

    def rows(self):
        return self.model.objects.visible_to(AnonymousUser())

    def items(self):
        rows = self.rows()
        related = rows.select_related(*self.related) if self.related else rows
        return related.order_by("pk")


class BausteinSitemap(PublicSitemap):
    """Each Baustein with a page of its own, of the day of its text."""

    def rows(self):
        return super().rows().with_own_page()

    def lastmod(self, row):
        return row.fassung.published_at


class FassungSitemap(SiteSitemap):
    """Every wording that was ever published, each with a page of its own."""

    def items(self):
        rows = Fassung.objects.visible_to(AnonymousUser()).defer("text", "html")
        rows = rows.exclude(baustein__kind=Baustein.Kind.VORHABEN)
        return rows.select_related("baustein__strategie__konzept").order_by("pk")

    def lastmod(self, row):
        return row.published_at


SITEMAPS = {
    "konzepte": PublicSitemap(Konzept),
    "strategien": PublicSitemap(Strategie, "konzept"),
    "bausteine": BausteinSitemap(Baustein, "strategie__konzept", "fassung"),
    "fassungen": FassungSitemap(),
}
