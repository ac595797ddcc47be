import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_language"),
    ]

    operations = [
        migrations.CreateModel(
            name="Namenswechsel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("former", models.CharField(max_length=160, verbose_name="früheres Pseudonym")),
                ("former_key", models.CharField(editable=False, max_length=320)),
                (
                    "at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="bis"),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=models.CASCADE,
                        related_name="namenswechsel",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "Namenswechsel",
                "verbose_name_plural": "Namenswechsel",
                "ordering": ["-at", "-pk"],
                "indexes": [models.Index(fields=["former_key"], name="namenswechsel_by_key")],
            },
        ),
    ]
