from django.urls import path

from . import views

app_name = "letters"

urlpatterns = [
    path("", views.mitteilungen, name="list"),
    path("neu/", views.edit, name="new"),
    path("<int:pk>/", views.preview, name="preview"),
    path("<int:pk>/bearbeiten/", views.edit, name="edit"),
    path("<int:pk>/probe/", views.test, name="test"),
    path("<int:pk>/verschicken/", views.send, name="send"),
]
