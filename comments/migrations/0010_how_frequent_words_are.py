from django.db import migrations

ADD = "CREATE STATISTICS frequency_of_words ON (UPPER(text)) FROM comments_kommentar"
REMOVE = "DROP STATISTICS frequency_of_words"
# Counts for the first time; later PostgreSQL does so by itself.
COUNT = "ANALYZE comments_kommentar"


def _run(*statements):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    """PostgreSQL knows how frequent words are in capitals, and finds the best way to them.

    What it counts for the index of 0009, which has only some of the rows, it does not use.
    """

    dependencies = [("comments", "0009_words_in_comments")]
    operations = [migrations.RunPython(_run(ADD, COUNT), _run(REMOVE))]
