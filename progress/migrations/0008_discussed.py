import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("progress", "0007_vorhabenlage"),
        ("strategies", "0024_kind_vorhaben"),
    ]

    operations = [
        migrations.AddField(
            model_name="vorhaben",
            name="discussed",
            field=models.OneToOneField(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="discussed_vorhaben",
                to="strategies.baustein",
                verbose_name="Beiträge dazu",
            ),
        ),
    ]
