from django.urls import path

from . import mails

app_name = "mails"

urlpatterns = [
    path("konto/mails/", mails.preferences, name="preferences"),
    path("mails/abbestellen/<str:token>/", mails.unsubscribe, name="unsubscribe"),
]
