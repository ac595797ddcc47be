from django.urls import path, re_path

from . import views

app_name = "importing"

urlpatterns = [
    path("", views.start, name="start"),
    path("woerter/", views.words, name="words"),
    path("<int:pk>/", views.desk, name="desk"),
    path("<int:pk>/abgleich/", views.plan, name="plan"),
    path("<int:pk>/abbrechen/", views.cancel, name="cancel"),
    path("<int:pk>/lesen/", views.read_again, name="read_again"),
    re_path(r"^(?P<pk>[0-9]{1,18})/bild/(?P<sha256>[0-9a-f]{64})$", views.picture, name="picture"),
]
