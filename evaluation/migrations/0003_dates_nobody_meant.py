from datetime import date

from django.db import migrations
from django.db.models import Q

FIRST, LAST = date(2000, 1, 1), date(2199, 12, 31)


def forget_impossible_deadlines(apps, schema_editor):
    Anliegen = apps.get_model("evaluation", "Anliegen")
    rows = Anliegen.objects.using(schema_editor.connection.alias)
    rows.filter(Q(deadline__lt=FIRST) | Q(deadline__gt=LAST)).update(deadline=None)


class Migration(migrations.Migration):
    """A deadline in the year 26 is none; the next migration wants one that somebody can mean."""

    dependencies = [("evaluation", "0002_told_at")]

    operations = [migrations.RunPython(forget_impossible_deadlines, migrations.RunPython.noop)]
