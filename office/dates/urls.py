from django.urls import path

from . import views

app_name = "dates"

urlpatterns = [
    path("", views.veranstaltungen, name="list"),
    path("neu/", views.veranstaltung, name="new"),
    path("<int:pk>/", views.veranstaltung, name="edit"),
]
