from django.urls import path, re_path, register_converter
from django.urls.converters import StringConverter

from .. import following
from . import data, editions, listing, page, photos

app_name = "progress"


class VorhabenConverter(StringConverter):
    """The number of a Vorhaben, which holds a digit: words name the pages beside it."""

    regex = r"(?=[^/]*\d)\w[\w.\-]{0,19}"


register_converter(VorhabenConverter, "vorhaben")

urlpatterns = [
    path("umsetzung/", listing.umsetzung, name="umsetzung"),
    path("konzepte/<slug:konzept>/umsetzung/", listing.konzept, name="konzept"),
    path("konzepte/<slug:konzept>/umsetzung/feed/", data.feed, name="feed"),
    path("konzepte/<slug:konzept>/umsetzung/orte.geojson", data.places, name="places"),
    path("konzepte/<slug:konzept>/umsetzung/termine.ics", data.calendar, name="calendar"),
    path(
        "konzepte/<slug:konzept>/umsetzung/<slug:name>.<slug:format>",
        data.download,
        name="download",
    ),
    path(
        "konzepte/<slug:konzept>/umsetzung/berichte/<int:number>/",
        editions.bericht,
        name="bericht",
    ),
    path(
        "konzepte/<slug:konzept>/umsetzung/berichte/<int:number>.json",
        editions.document,
        name="bericht_document",
    ),
    path(
        "konzepte/<slug:konzept>/umsetzung/berichte/<int:number>.<slug:format>",
        editions.paper,
        name="bericht_paper",
    ),
    path("konzepte/<slug:konzept>/umsetzung/<vorhaben:number>/", page.vorhaben, name="vorhaben"),
    path("folgen/vorhaben/<int:pk>/", following.follow_vorhaben, name="follow"),
    re_path(
        r"^bilder/umsetzung/(?P<key>[0-9a-f]{16})-(?P<width>[1-9][0-9]{1,3})\.webp$",
        photos.foto,
        name="foto",
    ),
]
