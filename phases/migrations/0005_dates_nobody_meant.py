from datetime import UTC, datetime, timedelta

from django.db import migrations

FIRST, LAST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2199, 12, 31, tzinfo=UTC)


def move_into_range(apps, schema_editor):
    Kommentierphase = apps.get_model("phases", "Kommentierphase")
    Phasenhinweis = apps.get_model("phases", "Phasenhinweis")
    phases = Kommentierphase.objects.using(schema_editor.connection.alias)
    # First the ends, so that each stays after its beginning.
    phases.filter(ends_at__lt=FIRST).update(starts_at=FIRST, ends_at=FIRST + timedelta(days=1))
    phases.filter(starts_at__gt=LAST).update(starts_at=LAST - timedelta(days=1), ends_at=LAST)
    phases.filter(starts_at__lt=FIRST).update(starts_at=FIRST)
    phases.filter(ends_at__gt=LAST).update(ends_at=LAST)
    phases.filter(announced_ends_at__lt=FIRST).update(announced_ends_at=FIRST)
    phases.filter(announced_ends_at__gt=LAST).update(announced_ends_at=LAST)
    hints = Phasenhinweis.objects.using(schema_editor.connection.alias)
    # Of a moment that no phase has any more.
    hints.filter(moment__lt=FIRST).delete()
    hints.filter(moment__gt=LAST).delete()


class Migration(migrations.Migration):
    """Bring what earlier forms let in (the year 26) to where the next migration wants it."""

    dependencies = [("phases", "0004_phasenhinweis")]

    operations = [migrations.RunPython(move_into_range, migrations.RunPython.noop)]
