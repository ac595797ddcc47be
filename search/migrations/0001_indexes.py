from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import migrations

# Exactly the vectors of search.kinds, on the table that holds the words.
INDEXES = [
    ("strategies", "Konzept", "search_konzept", ("title", "summary", "region")),
    ("strategies", "Strategie", "search_strategie", ("title", "intro_html")),
    ("strategies", "Fassung", "search_fassung", ("title", "text")),
    ("comments", "Kommentar", "search_kommentar", ("text",)),
]


def _each(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        # Elsewhere words are searched as they are typed, which no index helps.
        return
    for app, model, name, fields in INDEXES:
        index = GinIndex(SearchVector(*fields, config="german"), name=name)
        yield apps.get_model(app, model), index


def add(apps, schema_editor):
    for model, index in _each(apps, schema_editor):
        schema_editor.add_index(model, index)


def remove(apps, schema_editor):
    for model, index in _each(apps, schema_editor):
        schema_editor.remove_index(model, index)


class Migration(migrations.Migration):
    """German word stems of everything that can be searched, on PostgreSQL."""

    dependencies = [
        ("strategies", "0002_abonnement"),
        ("comments", "0005_decisions_need_a_konzept"),
    ]
    operations = [migrations.RunPython(add, remove)]
