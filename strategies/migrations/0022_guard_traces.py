from django.db import migrations

from strategies.evidence import GUARD


class Migration(migrations.Migration):
    """Let the database itself refuse to change the trace of a move."""

    dependencies = [("strategies", "0021_bild_small_and_credit")]

    operations = [migrations.RunPython(GUARD.protect, GUARD.unprotect)]
