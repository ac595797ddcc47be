from django.db import migrations
from django.db.models import Q


def forget_impossible_years(apps, schema_editor):
    Konzept = apps.get_model("strategies", "Konzept")
    rows = Konzept.objects.using(schema_editor.connection.alias)
    rows.filter(Q(year__lt=1900) | Q(year__gt=2100)).update(year=None)


class Migration(migrations.Migration):
    """The year 26 of a Konzept is none; the next migration wants one that somebody can mean."""

    dependencies = [("strategies", "0005_other_words")]

    operations = [migrations.RunPython(forget_impossible_years, migrations.RunPython.noop)]
