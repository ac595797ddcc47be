from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("phases", "0016_invitations"),
    ]

    operations = [
        migrations.AddField(
            model_name="kommentierphase",
            name="about_vorhaben",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="Dann kann man auf der Seite jedes veröffentlichten Vorhabens fragen und antworten. Hat die Phase begonnen, bleibt es dabei.",
                verbose_name="auch zu den Vorhaben der Umsetzung",
            ),
        ),
    ]
