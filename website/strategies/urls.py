from django.urls import include, path, re_path, register_converter
from django.urls.converters import IntConverter

from .. import following
from . import messages, pictures, places, text, versions, views

app_name = "strategies"


class NumberConverter(IntConverter):
    """The number of a Fassung, spelled in one way and never too large for the database."""

    regex = "[1-9][0-9]{0,5}"


register_converter(NumberConverter, "number")

_fassungen = [
    path("", versions.fassungen, name="fassungen"),
    path("<number:number>/", versions.fassung, name="fassung"),
    path("entwurf/", versions.entwurf, name="entwurf"),
    path("<number:old>..<number:new>/", versions.unterschied, name="unterschied"),
    path("<number:old>..entwurf/", versions.unterschied_entwurf, name="unterschied_entwurf"),
]

urlpatterns = [
    path("konzepte/", views.konzepte, name="konzepte"),
    path("konzepte/<slug:slug>/", views.konzept, name="konzept"),
    path("konzepte/<slug:konzept>/dokumente/<int:pk>/", views.dokument, name="dokument"),
    path("konzepte/<slug:slug>/orte.geojson", places.konzept, name="places"),
    path(
        "konzepte/<slug:konzept>/<slug:strategie>/<slug:kind>/<slug:slug>/ort.geojson",
        places.baustein,
        name="baustein_places",
    ),
    path("konzepte/<slug:slug>/text.<slug:format>", text.konzept_text, name="konzept_text"),
    path("konzepte/<slug:konzept>/<slug:slug>/", views.strategie, name="strategie"),
    path(
        "konzepte/<slug:konzept>/<slug:slug>/text.<slug:format>",
        text.strategie_text,
        name="strategie_text",
    ),
    path(
        "konzepte/<slug:konzept>/<slug:strategie>/<slug:kind>/<slug:slug>/fassungen/",
        include(_fassungen),
    ),
    path("mitteilungen/", messages.mitteilungen, name="mitteilungen"),
    path("mitteilungen/<int:pk>/", messages.mitteilung, name="mitteilung"),
    path("folgen/strategie/<int:pk>/", following.follow_strategie, name="follow_strategie"),
    path("folgen/baustein/<int:pk>/", following.follow_baustein, name="follow_baustein"),
    re_path(r"^bilder/(?P<sha256>[0-9a-f]{64})$", views.bild, name="bild"),
    re_path(
        r"^bilder/titel/(?P<key>[0-9a-f]{16})-(?P<width>[1-9][0-9]{1,3})\.webp$",
        pictures.titelbild,
        name="titelbild",
    ),
]
