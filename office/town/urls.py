from django.urls import path

from . import views

app_name = "town"

urlpatterns = [path("", views.kommune, name="kommune")]
