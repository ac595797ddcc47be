from django.urls import path, re_path

from strategies.models import Baustein

from . import views

app_name = "cards"

_KINDS = "|".join(Baustein.Kind.values)

urlpatterns = [
    path("konzepte/<slug:konzept>/<slug:slug>/karte.png", views.strategie, name="strategie"),
    path(
        "konzepte/<slug:konzept>/<slug:strategie>/auswertung/<int:pk>/karte.png",
        views.result,
        name="result",
    ),
    re_path(
        rf"^konzepte/(?P<konzept>[-\w]+)/(?P<strategie>[-\w]+)/(?P<kind>{_KINDS})/(?P<slug>[-\w]+)"
        r"/karte\.png$",
        views.baustein,
        name="baustein",
    ),
]
