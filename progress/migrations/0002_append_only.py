from django.db import migrations

from progress.evidence import BERICHT, STAND, ZEILE


class Migration(migrations.Migration):
    """Let the database itself refuse to change or remove what was published."""

    dependencies = [("progress", "0001_vorhaben")]

    operations = [
        migrations.RunPython(guard.protect, guard.unprotect) for guard in (STAND, BERICHT, ZEILE)
    ]
