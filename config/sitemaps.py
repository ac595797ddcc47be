from django.urls import reverse

from evaluation.sitemaps import SITEMAPS as EVALUATION
from municipality.sitemaps import SiteSitemap
from pages.sitemaps import PageSitemap
from progress.sitemaps import SITEMAPS as PROGRESS
from strategies.sitemaps import SITEMAPS as STRATEGIES


class StartSitemap(SiteSitemap):
    def items(self):
        return ["phases:start", "phases:phasen", "strategies:konzepte"]

    def location(self, name):
        return reverse(name)


SITEMAPS = {
    "start": StartSitemap(),
    **STRATEGIES,
    **EVALUATION,
    **PROGRESS,
    "seiten": PageSitemap(),
}
