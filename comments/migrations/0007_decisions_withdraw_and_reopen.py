from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0006_other_channels"),
    ]

    operations = [
        migrations.AlterField(
            model_name="moderationsentscheidung",
            name="action",
            field=models.CharField(
                choices=[
                    ("hold", "zur Prüfung zurückgehalten"),
                    ("release", "freigegeben"),
                    ("hide", "verborgen"),
                    ("restore", "wiederhergestellt"),
                    ("keep", "nach Meldung geprüft, bleibt stehen"),
                    ("reopen", "Meldungen wieder geöffnet"),
                    ("withdraw", "vom Verfasser zurückgezogen"),
                    ("lock", "Diskussion geschlossen"),
                    ("unlock", "Diskussion wieder geöffnet"),
                    ("move", "verschoben"),
                    ("warn", "verwarnt"),
                    ("block", "gesperrt"),
                    ("unblock", "Sperre aufgehoben"),
                ],
                max_length=10,
                verbose_name="Entscheidung",
            ),
        ),
    ]
