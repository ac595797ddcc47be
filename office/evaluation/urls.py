from django.urls import path

from . import views

app_name = "auswertung"

urlpatterns = [
    path("", views.start, name="start"),
    path("phase/<int:pk>/beginnen/", views.begin, name="begin"),
    path("<int:pk>/", views.auswertung, name="auswertung"),
    path("<int:pk>/beitraege/", views.beitraege, name="beitraege"),
    path("<int:pk>/beitraege/anliegen/", views.found, name="found"),
    path("<int:pk>/beitraege/buendeln/", views.bundle, name="bundle"),
    path("<int:pk>/anliegen/", views.many, name="many"),
    path("<int:pk>/freigeben/", views.to_release, name="to_release"),
    path("<int:pk>/erfassen/", views.erfassen, name="erfassen"),
    path("<int:pk>/einlesen/", views.einlesen, name="einlesen"),
    path("<int:pk>/einlesen/vorlage/", views.sheet_template, name="sheet_template"),
    path("<int:pk>/einlesen/<str:token>/", views.preview, name="preview"),
    path("<int:pk>/rat/", views.rat, name="rat"),
    path("<int:pk>/briefe/", views.letters, name="letters"),
    path("beitrag/<int:pk>/absender/", views.sender, name="sender"),
    path("<int:pk>/abwaegung/", views.abwaegung, name="abwaegung"),
    path("<int:pk>/veroeffentlichen/", views.publish, name="publish"),
    path("anliegen/<int:pk>/", views.anliegen, name="anliegen"),
    path("anliegen/<int:pk>/<slug:name>/", views.step, name="step"),
    path("beitrag/<int:pk>/", views.beitrag, name="beitrag"),
    path("<int:pk>/daten/", views.data, name="data"),
]
