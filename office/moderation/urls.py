from django.urls import path, re_path

from . import views
from .queue import OF_COMMENTS

app_name = "moderation"

urlpatterns = [
    path("", views.start, name="start"),
    re_path(rf"^(?P<tab>{'|'.join(OF_COMMENTS)})/$", views.queue, name="queue"),
    path("auswahl/", views.decide_many, name="decide_many"),
    path("rueckgaengig/", views.undo, name="undo"),
    path("hilfe/", views.help_page, name="help"),
    path("kommentar/<int:pk>/", views.kommentar, name="kommentar"),
    path("kommentar/<int:pk>/anliegen/", views.bundle, name="bundle"),
    path("kommentar/<int:pk>/<slug:name>/", views.decide, name="decide"),
    path("person/<int:pk>/", views.person, name="person"),
    path("zahlen/", views.numbers, name="numbers"),
    path("listen/", views.keep_list, name="keep_list"),
    path("listen/<int:pk>/entfernen/", views.forget_list, name="forget_list"),
    path("organisationen/", views.organisations, name="organisations"),
    path("organisation/<int:pk>/", views.organisation, name="organisation"),
    path("beschwerden/", views.complaints, name="complaints"),
    path("beschwerde/<int:pk>/", views.complaint, name="complaint"),
]
