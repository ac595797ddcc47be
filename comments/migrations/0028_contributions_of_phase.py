from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0027_kept_lists"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="kommentar",
            index=models.Index(
                condition=models.Q(("official_office", ""), ("status", "published")),
                fields=["kommentierphase", "id"],
                name="contributions_of_phase",
            ),
        ),
    ]
