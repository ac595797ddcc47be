from django.urls import path

from . import views

app_name = "demo"

urlpatterns = [
    path("postfach/", views.postfach, name="postfach"),
    path("postfach/<str:name>.html", views.mail, name="mail"),
    path("postfach/<str:name>.css", views.mail_stylesheet, name="mail_stylesheet"),
]
