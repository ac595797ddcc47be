from django.urls import path, re_path

from pages import security
from pages.models import Page

from . import views

app_name = "pages"

_PAGES = "|".join(Page.values)

urlpatterns = [
    re_path(rf"^(?P<page>{_PAGES})/$", views.page, name="page"),
    re_path(
        rf"^(?P<page>{_PAGES})/fassung/(?P<number>[0-9]{{1,6}})/$", views.fassung, name="fassung"
    ),
    path(".well-known/security.txt", security.security, name="security"),
    path("barriere-melden/", views.report_barrier, name="report_barrier"),
]
