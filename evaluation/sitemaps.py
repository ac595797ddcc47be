"""Results and the pages with the data, which nobody finds by walking from page to page."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, Max, OuterRef, Q, Subquery
from django.urls import reverse

from municipality.sitemaps import SiteSitemap
from phases.models import Kommentierphase
from strategies.models import Publikationsstatus, Strategie

from .models import Ausgabe, Auswertung


class ResultSitemap(SiteSitemap):
    """Each published Auswertung, where its newest edition stands."""

    def items(self):
        newest = Max("ausgaben__published_at")
        rows = Auswertung.objects.published().with_strategie().annotate(published_at=newest)
        return rows.order_by("pk")

    def lastmod(self, row):
        return row.published_at


class DataSitemap(SiteSitemap):
    """The page with the data of each Strategie that could be commented on, or can."""

    def items(self):
        public = Kommentierphase.objects.public().filter(strategie=OuterRef("pk"))
        published = Q(bausteine__status=Publikationsstatus.PUBLISHED)
        editions = Ausgabe.objects.filter(
            auswertung__in=Auswertung.objects.published(),
            auswertung__kommentierphase__strategie=OuterRef("pk"),
        )
        return (
            Strategie.objects.visible_to(AnonymousUser())
            .filter(Exists(public))
            .annotate(last_comment_at=Max("bausteine__last_comment_at", filter=published))
            .annotate(
                last_result_at=Subquery(
                    editions.order_by("-published_at").values("published_at")[:1]
                )
            )
            .select_related("konzept")
            .order_by("pk")
        )

    def location(self, row):
        return reverse("evaluation:data", args=[row.konzept.slug, row.slug])

    def lastmod(self, row):
        moments = [row.last_comment_at, row.last_result_at]
        return max((moment for moment in moments if moment), default=row.konzept.created_at)


SITEMAPS = {"auswertungen": ResultSitemap(), "daten": DataSitemap()}
