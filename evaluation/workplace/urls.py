from django.urls import path

from . import views

app_name = "auswertung"

urlpatterns = [
    path("", views.start, name="start"),
    path("anliegen/<int:pk>/", views.anliegen, name="anliegen"),
    path("beitrag/<int:pk>/", views.beitrag, name="beitrag"),
    path("<int:pk>/daten/", views.data, name="data"),
]
