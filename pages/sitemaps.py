from municipality.sitemaps import SiteSitemap

from .models import Seitenfassung


class PageSitemap(SiteSitemap):
    def items(self):
        return Seitenfassung.objects.current().order_by("page")

    def lastmod(self, row):
        return row.published_at
