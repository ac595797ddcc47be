from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from pages.sitemaps import PageSitemap
from strategies.sitemaps import SITEMAPS as STRATEGIES


class StartSitemap(Sitemap):
    def items(self):
        return ["phases:start", "phases:phasen", "strategies:konzepte"]

    def location(self, name):
        return reverse(name)


SITEMAPS = {"start": StartSitemap(), **STRATEGIES, "seiten": PageSitemap()}
