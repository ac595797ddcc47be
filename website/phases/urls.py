from django.urls import path

from . import views

app_name = "phases"

urlpatterns = [
    path("", views.start, name="start"),
    path("konzepte/<slug:konzept>/<slug:slug>/aushang/", views.poster, name="poster"),
    path("phasen/", views.phasen, name="phasen"),
    path("phasen/kalender.ics", views.kalender, name="kalender"),
]
