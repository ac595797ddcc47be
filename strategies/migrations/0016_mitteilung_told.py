from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("strategies", "0015_mitteilung"),
    ]

    operations = [
        migrations.AddField(
            model_name="mitteilung",
            name="told_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
    ]
