from django.urls import path, re_path

from . import about, creating, publication, views

app_name = "texts"

urlpatterns = [
    path("", views.start, name="start"),
    path("<int:pk>/", views.text, name="text"),
    path("konzept/neu/", creating.konzept, name="new_konzept"),
    path("konzept/<int:pk>/", about.konzept, name="konzept"),
    path("konzept/<int:pk>/neu/", creating.strategie, name="new_strategie"),
    path("strategie/<int:pk>/", about.strategie, name="strategie"),
    path("strategie/<int:pk>/neu/", creating.text, name="new_text"),
    re_path(
        r"^(?P<kind>konzept|strategie|baustein)/(?P<pk>[0-9]{1,18})/(?P<name>[-a-z]+)/$",
        publication.act,
        name="act",
    ),
]
