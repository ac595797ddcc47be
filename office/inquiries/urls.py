from django.urls import path

from . import views

app_name = "inquiries"

urlpatterns = [
    path("", views.start, name="start"),
    path("beitrag/<int:pk>/", views.about, name="about"),
]
