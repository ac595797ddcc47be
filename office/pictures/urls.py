from django.urls import path, re_path

from . import views

app_name = "pictures"

urlpatterns = [
    path("", views.start, name="start"),
    path("vorschau/<int:konzept>/<str:token>", views.preview, name="preview"),
    re_path(
        r"^(?P<kind>konzept|strategie|baustein)/(?P<pk>[0-9]{1,18})/$",
        views.picture,
        name="picture",
    ),
]
