from datetime import date

from django.db import migrations

FIRST = date(2000, 1, 1)


def move_into_range(apps, schema_editor):
    Kommentar = apps.get_model("comments", "Kommentar")
    rows = Kommentar.objects.using(schema_editor.connection.alias)
    rows.filter(received_on__lt=FIRST).update(received_on=FIRST)


class Migration(migrations.Migration):
    """Of a phase that began in the year 26, a contribution could be as old; none is to come."""

    dependencies = [("comments", "0012_words_in_their_place")]

    operations = [migrations.RunPython(move_into_range, migrations.RunPython.noop)]
