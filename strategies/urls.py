from django.urls import path, re_path

from . import follow, views

app_name = "strategies"

urlpatterns = [
    path("konzepte/", views.konzepte, name="konzepte"),
    path("konzepte/<slug:slug>/", views.konzept, name="konzept"),
    path("konzepte/<slug:konzept>/dokumente/<int:pk>/", views.dokument, name="dokument"),
    path("konzepte/<slug:konzept>/<slug:slug>/", views.strategie, name="strategie"),
    path("folgen/strategie/<int:pk>/", follow.follow_strategie, name="follow_strategie"),
    path("folgen/baustein/<int:pk>/", follow.follow_baustein, name="follow_baustein"),
    re_path(r"^bilder/(?P<sha256>[0-9a-f]{64})$", views.bild, name="bild"),
]
