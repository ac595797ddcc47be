from django.urls import path

from . import views

app_name = "outline"

urlpatterns = [
    path("", views.start, name="start"),
    path("<int:pk>/", views.outline, name="outline"),
]
