from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import migrations

# Where there may be very many rows.
FOLDED = {
    "folded_user": "accounts_user",
    "folded_konzept": "strategies_konzept",
    "folded_strategie": "strategies_strategie",
    "folded_fassung": "strategies_fassung",
    "folded_kommentar": "comments_kommentar",
}
# Those of 0001.
FORMER = [
    ("strategies", "Konzept", "search_konzept", ("title", "summary", "region")),
    ("strategies", "Strategie", "search_strategie", ("title", "intro_html")),
    ("strategies", "Fassung", "search_fassung", ("title", "text")),
    ("comments", "Kommentar", "search_kommentar", ("text",)),
]
# Without keeping anybody from writing; what an attempt before left is no use.
DROP = "DROP INDEX CONCURRENTLY IF EXISTS {}"
ADD = "CREATE INDEX CONCURRENTLY {} ON {} USING gin (folded gin_trgm_ops)"


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for name, table in FOLDED.items():
        schema_editor.execute(DROP.format(name))
        schema_editor.execute(ADD.format(name, table))
        # How frequent words are, so that the planner can choose at once.
        schema_editor.execute(f"ANALYZE {table}")
    for _app, _model, name, _fields in FORMER:
        schema_editor.execute(DROP.format(name))


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for app, model, name, fields in FORMER:
        schema_editor.execute(DROP.format(name))
        index = GinIndex(SearchVector(*fields, config="german"), name=name)
        schema_editor.add_index(apps.get_model(app, model), index, concurrently=True)
    for name in FOLDED:
        schema_editor.execute(DROP.format(name))


class Migration(migrations.Migration):
    """Parts of words are found in folded texts without reading all of them, on PostgreSQL."""

    atomic = False
    dependencies = [
        ("search", "0002_fold_texts"),
        # Which has installed pg_trgm.
        ("comments", "0009_words_in_comments"),
    ]
    operations = [migrations.RunPython(forwards, backwards, atomic=False)]
