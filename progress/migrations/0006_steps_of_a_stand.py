from django.db import migrations, models

from progress.evidence import STAND


class Migration(migrations.Migration):
    """A Stand tells the steps from its publication on.

    The guard learns of the column; SQLite loses it where the table is built anew.
    """

    dependencies = [("progress", "0005_vorhabenabonnement")]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, STAND.protect_again),
        migrations.AddField(
            model_name="stand",
            name="new_steps",
            field=models.JSONField(editable=False, null=True, verbose_name="Schritte"),
        ),
        migrations.RunPython(STAND.protect_again, STAND.unprotect),
    ]
