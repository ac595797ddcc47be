from django.urls import path

from . import views

app_name = "evaluation"

_STRATEGIE = "konzepte/<slug:konzept>/<slug:strategie>"
_RESULT = f"{_STRATEGIE}/auswertung/"
_DATA = f"{_STRATEGIE}/daten/"

urlpatterns = [
    path(_RESULT, views.newest, name="newest"),
    path(f"{_RESULT}<int:pk>/", views.auswertung, name="auswertung"),
    path(f"{_RESULT}<int:pk>/bericht.docx", views.report, name="report"),
    path(f"{_RESULT}<int:pk>/ausgabe/<int:number>/", views.ausgabe, name="ausgabe"),
    path(
        f"{_RESULT}<int:pk>/ausgabe/<int:number>/bericht.docx",
        views.ausgabe_report,
        name="ausgabe_report",
    ),
    path(f"{_RESULT}<int:pk>/ausgabe/<int:number>/dokument.json", views.dokument, name="dokument"),
    path(_DATA, views.data, name="data"),
    path(f"{_DATA}<slug:name>.<slug:format>", views.download, name="download"),
    path(f"{_STRATEGIE}/feed/", views.strategie_feed, name="strategie_feed"),
    path(f"{_STRATEGIE}/<slug:kind>/<slug:slug>/feed/", views.baustein_feed, name="baustein_feed"),
    path("feed/", views.feed, name="feed"),
    path("verfahren.json", views.verfahren, name="verfahren"),
    path("catalog.jsonld", views.catalog, name="catalog"),
]
