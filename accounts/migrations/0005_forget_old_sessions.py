from django.db import migrations


def forget_old_sessions(apps, schema_editor):
    """Nobody looks into Django's own table of sessions any more, and nobody would empty it."""
    apps.get_model("sessions", "Session").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_sitzung"),
        ("sessions", "0001_initial"),
    ]

    operations = [
        # Back again, people sign in anew.
        migrations.RunPython(forget_old_sessions, migrations.RunPython.noop),
    ]
