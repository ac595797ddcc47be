"""Umsetzung becomes Textaenderung. The table keeps its name: no statement changes anything."""

from django.db import migrations, models
from django.db.models import deletion


def link(to, on_delete, **fields):
    return models.ForeignKey(to, on_delete, related_name="textaenderungen", **fields)


class Migration(migrations.Migration):
    dependencies = [
        ("evaluation", "0006_folded_texts"),
    ]

    operations = [
        migrations.AlterModelTable(name="umsetzung", table="evaluation_umsetzung"),
        migrations.RenameModel(old_name="Umsetzung", new_name="Textaenderung"),
        migrations.AlterModelOptions(
            name="textaenderung",
            options={
                "ordering": ["baustein__position", "pk"],
                "verbose_name": "Textänderung",
                "verbose_name_plural": "Textänderungen",
            },
        ),
        migrations.AlterField(
            "textaenderung", "anliegen", link("evaluation.anliegen", deletion.CASCADE)
        ),
        migrations.AlterField(
            "textaenderung", "baustein", link("strategies.baustein", deletion.PROTECT)
        ),
        migrations.AlterField(
            "textaenderung",
            "fassung",
            link("strategies.fassung", deletion.PROTECT, null=True, blank=True),
        ),
    ]
