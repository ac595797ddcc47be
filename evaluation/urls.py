from django.urls import path

from . import views

app_name = "evaluation"

_STRATEGIE = "konzepte/<slug:konzept>/<slug:strategie>/auswertung/"

urlpatterns = [
    path(_STRATEGIE, views.newest, name="newest"),
    path(f"{_STRATEGIE}<int:pk>/", views.auswertung, name="auswertung"),
    path(f"{_STRATEGIE}<int:pk>/ausgabe/<int:number>/", views.ausgabe, name="ausgabe"),
    path(
        f"{_STRATEGIE}<int:pk>/ausgabe/<int:number>/dokument.json",
        views.dokument,
        name="dokument",
    ),
]
