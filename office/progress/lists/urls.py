from django.urls import path

from . import views

app_name = "lists"

urlpatterns = [
    path("", views.start, name="start"),
    path("<int:pk>/vorlage.xlsx", views.blank_list, name="blank"),
    path("<int:pk>/<str:token>/", views.mapping, name="mapping"),
    path("<int:pk>/<str:token>/vergleich/", views.comparison, name="comparison"),
]
