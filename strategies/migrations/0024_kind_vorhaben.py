from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("strategies", "0023_amt_email"),
    ]

    operations = [
        migrations.AlterField(
            model_name="baustein",
            name="kind",
            field=models.CharField(
                choices=[
                    ("leitziel", "Leitziel"),
                    ("handlungsfeld", "Handlungsfeld"),
                    ("leitprojekt", "Leitprojekt"),
                    ("gesamt", "Zum Ganzen"),
                    ("vorhaben", "Vorhaben"),
                ],
                editable=False,
                max_length=14,
                verbose_name="Art",
            ),
        ),
        migrations.AlterField(
            model_name="fruehereadresse",
            name="kind",
            field=models.CharField(
                choices=[
                    ("leitziel", "Leitziel"),
                    ("handlungsfeld", "Handlungsfeld"),
                    ("leitprojekt", "Leitprojekt"),
                    ("gesamt", "Zum Ganzen"),
                    ("vorhaben", "Vorhaben"),
                ],
                max_length=14,
                verbose_name="Art",
            ),
        ),
    ]
