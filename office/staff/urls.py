from django.urls import path

from . import views

app_name = "staff"

urlpatterns = [
    path("", views.start, name="start"),
    path("aemter/", views.offices, name="offices"),
    path("aemter/<int:pk>/", views.office, name="office"),
    path("aemter/<int:pk>/entfernen/", views.remove_office, name="remove_office"),
    path("vertretung/<int:pk>/beenden/", views.end, name="end_stand_in"),
    path("<int:pk>/", views.person, name="person"),
    path("<int:pk>/einladen/", views.invite_again, name="invite_again"),
    path("<int:pk>/vertretung/", views.stand_in, name="stand_in"),
    path("<int:pk>/abgeben/", views.hand_over, name="hand_over"),
]
