from django.db import migrations
from django.db.models import OuterRef, Subquery


def fill(apps, schema_editor):
    decision = apps.get_model("comments", "Moderationsentscheidung")
    kommentar = apps.get_model("comments", "Kommentar").objects.filter(pk=OuterRef("kommentar"))
    decision.objects.filter(konzept=None).update(
        konzept=Subquery(kommentar.values("baustein__strategie__konzept")[:1]),
        affected=Subquery(kommentar.values("author")[:1]),
    )


class Migration(migrations.Migration):
    """Say of each earlier decision which Konzept and whom it concerns."""

    dependencies = [("comments", "0003_moderation")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
