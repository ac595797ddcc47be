"""The Umsetzung: its list, that of each Konzept, and a page for each Vorhaben."""

from django.db.models import Max, Q
from django.urls import reverse

from municipality.sitemaps import SiteSitemap
from strategies.models import Konzept, Publikationsstatus

from .models import Vorhaben


class VorhabenSitemap(SiteSitemap):
    """Every Vorhaben that everybody may read."""

    def items(self):
        return Vorhaben.objects.published().select_related("konzept", "stand").order_by("pk")

    def lastmod(self, row):
        return row.stand.published_at


class UmsetzungSitemap(SiteSitemap):
    """The list of each Konzept that has a public Vorhaben."""

    def items(self):
        is_public = Q(vorhaben__status=Publikationsstatus.PUBLISHED)
        newest = Max("vorhaben__stand__published_at", filter=is_public)
        rows = Konzept.objects.published().annotate(told_at=newest)
        return rows.filter(told_at__isnull=False).order_by("pk")

    def location(self, row):
        return reverse("progress:konzept", args=[row.slug])

    def lastmod(self, row):
        return row.told_at


SITEMAPS = {"umsetzung": UmsetzungSitemap(), "vorhaben": VorhabenSitemap()}
