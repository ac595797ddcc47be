from django.urls import path, re_path

from . import fassungen, follow, views
from .models import Baustein

app_name = "strategies"

_BAUSTEIN = (
    r"^konzepte/(?P<konzept>[-\w]+)/(?P<strategie>[-\w]+)/"
    rf"(?P<kind>{'|'.join(Baustein.Kind.values)})/(?P<slug>[-\w]+)/fassungen/"
)
# No number of a Fassung has more digits.
_NUMBER = "[0-9]{1,6}"

urlpatterns = [
    path("konzepte/", views.konzepte, name="konzepte"),
    path("konzepte/<slug:slug>/", views.konzept, name="konzept"),
    path("konzepte/<slug:konzept>/dokumente/<int:pk>/", views.dokument, name="dokument"),
    path("konzepte/<slug:konzept>/<slug:slug>/", views.strategie, name="strategie"),
    re_path(rf"{_BAUSTEIN}$", fassungen.fassungen, name="fassungen"),
    re_path(rf"{_BAUSTEIN}(?P<number>{_NUMBER})/$", fassungen.fassung, name="fassung"),
    re_path(rf"{_BAUSTEIN}entwurf/$", fassungen.entwurf, name="entwurf"),
    re_path(
        rf"{_BAUSTEIN}(?P<older>{_NUMBER})\.\.(?P<newer>{_NUMBER})/$",
        fassungen.unterschied,
        name="unterschied",
    ),
    re_path(
        rf"{_BAUSTEIN}(?P<older>{_NUMBER})\.\.entwurf/$",
        fassungen.unterschied_entwurf,
        name="unterschied_entwurf",
    ),
    path("folgen/strategie/<int:pk>/", follow.follow_strategie, name="follow_strategie"),
    path("folgen/baustein/<int:pk>/", follow.follow_baustein, name="follow_baustein"),
    re_path(r"^bilder/(?P<sha256>[0-9a-f]{64})$", views.bild, name="bild"),
]
