from django.urls import include, path

from . import views

app_name = "comments"

_kommentare = [
    path("<int:pk>/", views.kommentar, name="kommentar"),
    path("<int:pk>/antworten/", views.reply, name="reply"),
    path("<int:pk>/bearbeiten/", views.edit, name="edit"),
    path("<int:pk>/zurueckziehen/", views.withdraw, name="withdraw"),
    path("<int:pk>/bewerten/", views.vote, name="vote"),
    path("<int:pk>/melden/", views.report, name="report"),
    path("entwuerfe/", views.drafts, name="drafts"),
    path("entwurf/<uuid:token>/", views.draft, name="draft"),
]

urlpatterns = [
    path("konto/", views.mine, name="mine"),
    path("kommentare/", include(_kommentare)),
    path("beschwerde/<str:token>/", views.complain, name="complain"),
    path("konzepte/<slug:konzept>/moderation/", views.transparency, name="transparency"),
    path("konzepte/<slug:konzept>/moderation.csv", views.transparency_csv, name="transparency_csv"),
]
