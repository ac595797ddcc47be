from django.db import migrations, models


class Migration(migrations.Migration):
    """The log says by its own word that a draft was announced."""

    dependencies = [("phases", "0007_readable")]

    operations = [
        migrations.AlterField(
            model_name="phasenprotokoll",
            name="action",
            field=models.CharField(
                choices=[
                    ("created", "angelegt"),
                    ("changed", "geändert"),
                    ("announced", "angekündigt"),
                    ("opened", "jetzt geöffnet"),
                    ("closed", "jetzt beendet"),
                    ("extended", "verlängert"),
                ],
                max_length=10,
                verbose_name="Vorgang",
            ),
        ),
    ]
