from django.db import migrations

from comments.evidence import protect, unprotect


def protect_again(apps, schema_editor):
    unprotect(apps, schema_editor)
    protect(apps, schema_editor)


class Migration(migrations.Migration):
    """Set up the guard that 0025 lost: SQLite drops triggers with a table it builds anew."""

    dependencies = [("comments", "0025_redaction")]

    operations = [migrations.RunPython(protect_again, migrations.RunPython.noop)]
