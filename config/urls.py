from django.conf import settings
from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path, re_path
from django.views.decorators.http import require_safe

from accounts.language import switch as switch_language
from strategies.models import Baustein
from website.discussion import discussion

from . import views
from .sitemaps import SITEMAPS

_KINDS = "|".join(Baustein.Kind.values)

urlpatterns = [
    path("", include("website.phases.urls")),
    path("", include("website.cards.urls")),
    # Before the Strategie: three parts and a kind belong to a Baustein.
    re_path(
        rf"^konzepte/(?P<konzept>[-\w]+)/(?P<strategie>[-\w]+)/(?P<kind>{_KINDS})/(?P<slug>[-\w]+)/$",
        discussion.baustein,
        name="baustein",
    ),
    # Before the Strategien: „moderation“ and „umsetzung“ are no Strategien of a Konzept.
    path("", include("website.progress.urls")),
    path("", include("website.discussion.urls")),
    path("", include("website.offices.urls")),
    path("", include("website.results.urls")),
    path("", include("website.strategies.urls")),
    path("schreibtisch/", include("office.desk.urls")),
    path("schreibtisch/rueckfragen/", include("office.inquiries.urls")),
    path("schreibtisch/mitteilungen/", include("office.letters.urls")),
    path("schreibtisch/", include("office.geography.urls")),
    path("schreibtisch/umsetzung/", include("office.progress.urls")),
    path("schreibtisch/termine/", include("office.dates.urls")),
    path("schreibtisch/mitarbeitende/", include("office.staff.urls")),
    path("schreibtisch/phasen/", include("office.plan.urls")),
    path("schreibtisch/texte/", include("office.texts.urls")),
    path("schreibtisch/seiten/", include("office.pages.urls")),
    path("schreibtisch/kommune/", include("office.town.urls")),
    path("schreibtisch/bilder/", include("office.pictures.urls")),
    path("schreibtisch/vorlage/", include("office.stationery.urls")),
    path("schreibtisch/gliederung/", include("office.outline.urls")),
    path("schreibtisch/einlesen/", include("office.importing.urls")),
    path("schreibtisch/umsetzung/liste/", include("office.progress.lists.urls")),
    path("auswertung/", include("office.evaluation.urls")),
    path("moderation/", include("office.moderation.urls")),
    path("", include("municipality.urls")),
    path("", include("website.pages.urls")),
    path("", include("website.search.urls")),
    path("sprache/", switch_language, name="language"),
    path("", include("website.account.mail_urls")),
    path("konto/", include("website.account.urls")),
    path("verwaltung/", admin.site.urls),
    path("sitemap.xml", require_safe(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
    path(".well-known/change-password", views.change_password, name="change_password"),
    path("robots.txt", views.robots, name="robots"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]

if not settings.PRODUCTION:
    from demo.musterseite import musterseite

    urlpatterns.append(path("musterseite/", musterseite, name="musterseite"))

if settings.DEMO:
    urlpatterns.append(path("demo/", include("demo.urls")))

handler400 = "config.views.bad_request"
handler403 = "config.views.permission_denied"
handler404 = "config.views.not_found"
handler500 = "config.views.server_error"
