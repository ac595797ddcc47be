from django.urls import path, re_path

from . import views

app_name = "municipality"

urlpatterns = [
    re_path(
        r"^stil/(?P<light>[0-9a-f]{6})-(?P<dark>[0-9a-f]{6})\.css$",
        views.stylesheet,
        name="stylesheet",
    ),
    re_path(r"^logo/(?P<name>\w+\.png)$", views.logo, name="logo"),
    path("site.webmanifest", views.manifest, name="manifest"),
]
