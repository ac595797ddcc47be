from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

# For what ``text__icontains`` asks on PostgreSQL.
ADD = """
CREATE INDEX words_of_comments ON comments_kommentar USING gin (UPPER(text) gin_trgm_ops)
WHERE status = 'published'
"""
REMOVE = "DROP INDEX words_of_comments"


def _run(statement):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    """Parts of words in a discussion are found without reading all of it, on PostgreSQL."""

    dependencies = [("comments", "0008_decisions_append_only")]
    operations = [TrigramExtension(), migrations.RunPython(_run(ADD), _run(REMOVE))]
