from django.db import migrations

# Without keeping anybody from reading or writing. Old code finds words more slowly meanwhile.
FORWARDS = (
    "DROP INDEX CONCURRENTLY IF EXISTS words_in_place",
    "DROP STATISTICS IF EXISTS frequency_of_words",
)
BACKWARDS = (
    "DROP INDEX CONCURRENTLY IF EXISTS words_in_place",
    """
    CREATE INDEX CONCURRENTLY words_in_place ON comments_kommentar
    USING gin (
        (ARRAY[baustein_id, (baustein_id << 32) + (id >> 10)]), UPPER(text) gin_trgm_ops
    ) WHERE status = 'published'
    """,
    "CREATE STATISTICS IF NOT EXISTS frequency_of_words ON (UPPER(text)) FROM comments_kommentar",
)


def _run(*statements):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    """Words are looked for in the folded text, for which the app ``search`` has an index."""

    atomic = False
    dependencies = [("comments", "0016_folded_texts")]
    operations = [migrations.RunPython(_run(*FORWARDS), _run(*BACKWARDS), atomic=False)]
