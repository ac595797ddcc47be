from django.urls import path, re_path

from . import signs, views

app_name = "municipality"

urlpatterns = [
    re_path(
        r"^stil/(?P<light>[0-9a-f]{6})-(?P<dark>[0-9a-f]{6})\.css$",
        views.stylesheet,
        name="stylesheet",
    ),
    re_path(
        r"^stil/(?P<version>[0-9a-f]{12})/(?P<light>[0-9a-f]{6})-(?P<dark>[0-9a-f]{6})\.css$",
        views.whole_stylesheet,
        name="whole_stylesheet",
    ),
    re_path(
        r"^stil/(?P<version>[0-9a-f]{12})\.css$", views.whole_stylesheet, name="whole_stylesheet"
    ),
    re_path(r"^skript/(?P<version>[0-9a-f]{12})\.js$", views.script, name="script"),
    re_path(r"^logo/(?P<name>\w+\.png)$", views.logo, name="logo"),
    path("schema/<slug:name>-<int:version>.json", views.schema, name="schema"),
    path("site.webmanifest", views.manifest, name="manifest"),
    path("favicon.ico", signs.favicon, name="favicon"),
    path("apple-touch-icon.png", signs.touch_icon, name="touch_icon"),
    path("apple-touch-icon-precomposed.png", signs.touch_icon, name="touch_icon_precomposed"),
]
