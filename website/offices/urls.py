from django.urls import path

from . import views

app_name = "offices"

urlpatterns = [path("auskunft/<str:token>/", views.answer, name="answer")]
