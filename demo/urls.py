from django.urls import path

from . import views

app_name = "demo"

urlpatterns = [path("postfach/", views.postfach, name="postfach")]
