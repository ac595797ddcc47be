from django.urls import path

from . import views

app_name = "everyday"

urlpatterns = [
    path("", views.start, name="start"),
    path("<slug:page>/", views.page, name="page"),
]
