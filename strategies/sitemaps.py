"""What search engines are told of: everything public, and when it last changed."""

from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap

from .models import Baustein, Konzept, Strategie


class PublicSitemap(Sitemap):
    """The rows of ``model`` that everybody may read."""

    limit = 5000

    def __init__(self, model, *related):
        self.model, self.related = model, related

    def items(self):
        rows = self.model.objects.visible_to(AnonymousUser())
        related = rows.select_related(*self.related) if self.related else rows
        return related.order_by("pk")

    def lastmod(self, row):
        return row.fassung.published_at if isinstance(row, Baustein) else None


SITEMAPS = {
    "konzepte": PublicSitemap(Konzept),
    "strategien": PublicSitemap(Strategie, "konzept"),
    "bausteine": PublicSitemap(Baustein, "strategie__konzept", "fassung"),
}
