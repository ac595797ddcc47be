from django.contrib.sitemaps import Sitemap

from .models import Seitenfassung


class PageSitemap(Sitemap):
    def items(self):
        return Seitenfassung.objects.current().order_by("page")

    def lastmod(self, row):
        return row.published_at
