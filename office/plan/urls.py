from django.urls import path

from . import invitations, views

app_name = "plan"

urlpatterns = [
    path("", views.start, name="start"),
    path("neu/", views.phase, name="new"),
    path("<int:pk>/", views.phase, name="phase"),
    path("<int:pk>/eingeladene/", invitations.invited, name="invited"),
    path("<int:pk>/<slug:name>/", views.act, name="act"),
]
