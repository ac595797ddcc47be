from django.db import migrations

from comments.evidence import protect, unprotect


class Migration(migrations.Migration):
    """Let the database itself refuse to change or remove a decision."""

    dependencies = [("comments", "0007_decisions_withdraw_and_reopen")]

    operations = [migrations.RunPython(protect, unprotect)]
