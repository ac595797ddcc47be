from django.db import migrations

from fulltext.keep import refold

MODELS = [
    ("accounts", "User"),
    ("strategies", "Konzept"),
    ("strategies", "Strategie"),
    ("strategies", "Baustein"),
    ("strategies", "Fassung"),
    ("phases", "Kommentierphase"),
    ("comments", "Kommentar"),
    ("comments", "Textbaustein"),
    ("evaluation", "Anliegen"),
    ("pages", "Barrieremeldung"),
]


def fold(apps, schema_editor):
    for app, model in MODELS:
        refold(apps.get_model(app, model))


class Migration(migrations.Migration):
    """The folded form of everything that was there before, in batches, each for itself."""

    atomic = False
    dependencies = [
        ("search", "0001_indexes"),
        ("accounts", "0010_folded_texts"),
        ("strategies", "0009_folded_texts"),
        ("phases", "0010_folded_texts"),
        ("comments", "0016_folded_texts"),
        ("evaluation", "0006_folded_texts"),
        ("pages", "0004_folded_texts"),
    ]
    operations = [migrations.RunPython(fold, migrations.RunPython.noop, atomic=False)]
