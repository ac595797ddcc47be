from django.urls import path

from . import views

app_name = "places"

urlpatterns = [
    path("orte/", views.bausteine, name="bausteine"),
    path("orte/<int:pk>/", views.lage, name="lage"),
    path("karte/", views.ground, name="ground"),
    path("karte/ebene/", views.layer, name="new_layer"),
    path("karte/ebene/<int:pk>/", views.layer, name="layer"),
    path("karte/ort/", views.ort, name="new_ort"),
    path("karte/orte/", views.orte, name="new_orte"),
    path("karte/ort/<int:pk>/", views.ort, name="ort"),
    path("ortsteile/", views.ortsteile, name="ortsteile"),
    path("ortsteile/<int:pk>/", views.ortsteil, name="ortsteil"),
    path("skizze.svg", views.picture, name="picture"),
]
