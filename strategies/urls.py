from django.urls import include, path, re_path

from . import follow, versions, views

app_name = "strategies"

_fassungen = [
    path("", versions.fassungen, name="fassungen"),
    path("<int:number>/", versions.fassung, name="fassung"),
    path("entwurf/", versions.entwurf, name="entwurf"),
    path("<int:old>..<int:new>/", versions.unterschied, name="unterschied"),
    path("<int:old>..entwurf/", versions.unterschied_entwurf, name="unterschied_entwurf"),
]

urlpatterns = [
    path("konzepte/", views.konzepte, name="konzepte"),
    path("konzepte/<slug:slug>/", views.konzept, name="konzept"),
    path("konzepte/<slug:konzept>/dokumente/<int:pk>/", views.dokument, name="dokument"),
    path("konzepte/<slug:konzept>/<slug:slug>/", views.strategie, name="strategie"),
    path(
        "konzepte/<slug:konzept>/<slug:strategie>/<slug:kind>/<slug:slug>/fassungen/",
        include(_fassungen),
    ),
    path("folgen/strategie/<int:pk>/", follow.follow_strategie, name="follow_strategie"),
    path("folgen/baustein/<int:pk>/", follow.follow_baustein, name="follow_baustein"),
    re_path(r"^bilder/(?P<sha256>[0-9a-f]{64})$", views.bild, name="bild"),
]
