from django.urls import path

from . import catalog, data, feeds, papers, report, results

app_name = "evaluation"

_STRATEGIE = "konzepte/<slug:konzept>/<slug:strategie>"
_RESULT = f"{_STRATEGIE}/auswertung/"
_DATA = f"{_STRATEGIE}/daten/"

urlpatterns = [
    path("ergebnisse/", results.results, name="results"),
    path(_RESULT, report.newest, name="newest"),
    path(f"{_RESULT}<int:pk>/", report.auswertung, name="auswertung"),
    path(f"{_RESULT}<int:pk>/leinwand/", report.canvas, name="canvas"),
    path(f"{_RESULT}<int:pk>/bericht.<slug:format>", papers.report, name="report"),
    path(f"{_RESULT}<int:pk>/ausgabe/<int:number>/", report.ausgabe, name="ausgabe"),
    path(
        f"{_RESULT}<int:pk>/ausgabe/<int:number>/bericht.<slug:format>",
        papers.ausgabe_report,
        name="ausgabe_report",
    ),
    path(
        f"{_RESULT}<int:pk>/ausgabe/<int:number>/synopse.<slug:format>",
        papers.synopse,
        name="synopse",
    ),
    path(
        f"{_RESULT}<int:pk>/ausgabe/<int:number>/abwaegung.<slug:format>",
        papers.abwaegung,
        name="abwaegung",
    ),
    path(f"{_RESULT}<int:pk>/ausgabe/<int:number>/dokument.json", report.dokument, name="dokument"),
    path(
        "konzepte/<slug:slug>/synopse.<slug:format>",
        papers.konzept_synopse,
        name="konzept_synopse",
    ),
    path(
        "konzepte/<slug:konzept>/<slug:slug>/synopse.<slug:format>",
        papers.strategie_synopse,
        name="strategie_synopse",
    ),
    path(_DATA, data.data, name="data"),
    path(f"{_DATA}<slug:name>.<slug:format>", data.download, name="download"),
    path(f"{_STRATEGIE}/feed/", feeds.strategie_feed, name="strategie_feed"),
    path(f"{_STRATEGIE}/<slug:kind>/<slug:slug>/feed/", feeds.baustein_feed, name="baustein_feed"),
    path("feed/", feeds.feed, name="feed"),
    path("verfahren.json", catalog.verfahren, name="verfahren"),
    path("catalog.jsonld", catalog.catalog, name="catalog"),
]
