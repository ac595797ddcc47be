from django.urls import path

from . import views

app_name = "evaluation"

_STRATEGIE = "konzepte/<slug:konzept>/<slug:strategie>/auswertung/"
_DATA = "konzepte/<slug:konzept>/<slug:strategie>/daten/"

urlpatterns = [
    path(_STRATEGIE, views.newest, name="newest"),
    path(f"{_STRATEGIE}<int:pk>/", views.auswertung, name="auswertung"),
    path(f"{_STRATEGIE}<int:pk>/ausgabe/<int:number>/", views.ausgabe, name="ausgabe"),
    path(_DATA, views.data, name="data"),
    path("catalog.jsonld", views.data, name="catalog"),
    path(f"{_STRATEGIE}<int:pk>/bericht.docx", views.auswertung, name="report"),
    path("konzepte/<slug:konzept>/<slug:strategie>/feed/", views.data, name="strategie_feed"),
    path(f"{_DATA}<slug:name>.<slug:format>", views.download, name="download"),
]
