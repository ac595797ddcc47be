from django.urls import path

from . import views

app_name = "stationery"

urlpatterns = [
    path("", views.template, name="template"),
    path("muster.docx", views.sample, name="sample"),
]
