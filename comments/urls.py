from django.urls import path

from . import views

app_name = "comments"

urlpatterns = [
    path("<int:pk>/", views.kommentar, name="kommentar"),
    path("<int:pk>/antworten/", views.reply, name="reply"),
    path("<int:pk>/bearbeiten/", views.edit, name="edit"),
    path("<int:pk>/zurueckziehen/", views.withdraw, name="withdraw"),
    path("<int:pk>/bewerten/", views.vote, name="vote"),
    path("<int:pk>/melden/", views.report, name="report"),
    path("entwurf/<uuid:token>/", views.draft, name="draft"),
]
