from django.urls import path

from . import correcting, editions, placing, planning, reporting, ruling

app_name = "umsetzung"

urlpatterns = [
    path("", reporting.start, name="start"),
    path("neu/", planning.new, name="new"),
    path("<int:pk>/", planning.edit, name="vorhaben"),
    path("<int:pk>/veroeffentlichen/", planning.publish, name="publish"),
    path("<int:pk>/ort/", placing.place, name="place"),
    path("<int:pk>/archivieren/", planning.archive, name="archive"),
    path("<int:pk>/wiederherstellen/", planning.restore, name="restore"),
    path("<int:pk>/loeschen/", planning.remove, name="remove"),
    path("<int:pk>/stand/", reporting.stand, name="stand"),
    path("<int:pk>/unveraendert/", reporting.unchanged, name="unchanged"),
    path("stand/<int:pk>/veroeffentlichen/", reporting.publish, name="publish_stand"),
    path("stand/<int:pk>/berichtigen/", correcting.correct, name="correct"),
    path("bild/<int:pk>/entfernen/", correcting.remove_photo, name="remove_photo"),
    path("konzept/<int:pk>/bericht/", editions.publish, name="edition"),
    path("konzept/<int:pk>/bericht/entwurf/", editions.draft, name="edition_draft"),
    path("konzept/<int:pk>/regeln/", ruling.change, name="rules"),
    path("stand/<int:pk>/verwerfen/", reporting.drop, name="drop"),
]
