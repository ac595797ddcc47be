from django.urls import path

from . import views

app_name = "mails"

urlpatterns = [
    path("konto/mails/", views.preferences, name="preferences"),
    path("mails/abbestellen/<str:token>/", views.unsubscribe, name="unsubscribe"),
]
