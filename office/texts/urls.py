from django.urls import path

from . import about, views

app_name = "texts"

urlpatterns = [
    path("", views.start, name="start"),
    path("<int:pk>/", views.text, name="text"),
    path("konzept/<int:pk>/", about.konzept, name="konzept"),
    path("strategie/<int:pk>/", about.strategie, name="strategie"),
]
