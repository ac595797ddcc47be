from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0008_pseudonym_keys")]

    operations = [
        migrations.AlterField(
            "user",
            "pseudonym",
            models.CharField("Anzeigename (öffentlich), etwa „Stadt Musterstadt“", max_length=160),
        ),
        migrations.AddField(
            "user",
            "has_chosen_name",
            models.BooleanField(
                "hat den Namen selbst gewählt", default=True, db_default=True, editable=False
            ),
        ),
    ]
