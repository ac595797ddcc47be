from django.urls import include, path

from ..account import mine
from . import change, complaints, discussion, drafts, report, transparency, write

app_name = "comments"

_kommentare = [
    path("<int:pk>/", discussion.kommentar, name="kommentar"),
    path("<int:pk>/antworten/", write.reply, name="reply"),
    path("<int:pk>/bearbeiten/", change.edit, name="edit"),
    path("<int:pk>/zurueckziehen/", change.withdraw, name="withdraw"),
    path("<int:pk>/bewerten/", change.vote, name="vote"),
    path("<int:pk>/melden/", report.report, name="report"),
    path("entwuerfe/", drafts.drafts, name="drafts"),
    path("entwurf/<uuid:token>/", drafts.draft, name="draft"),
]

urlpatterns = [
    path("konto/", mine.mine, name="mine"),
    path("kommentare/", include(_kommentare)),
    path("beschwerde/<str:token>/", complaints.complain, name="complain"),
    path("konzepte/<slug:konzept>/moderation/", transparency.transparency, name="transparency"),
    path(
        "konzepte/<slug:konzept>/moderation.csv",
        transparency.transparency_csv,
        name="transparency_csv",
    ),
    path(
        "konzepte/<slug:konzept>/moderation.ods",
        transparency.transparency_ods,
        name="transparency_ods",
    ),
]
