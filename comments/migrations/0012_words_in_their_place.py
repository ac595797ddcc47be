from django.contrib.postgres.operations import BtreeGinExtension
from django.db import migrations

# Built without keeping anybody from writing; what an attempt before left is no use.
DROP = "DROP INDEX CONCURRENTLY IF EXISTS {}"
ADD = """
CREATE INDEX CONCURRENTLY words_in_place ON comments_kommentar
USING gin (baustein_id, (id >> 10), UPPER(text) gin_trgm_ops) WHERE status = 'published'
"""
ADD_FORMER = """
CREATE INDEX CONCURRENTLY words_of_comments ON comments_kommentar
USING gin (UPPER(text) gin_trgm_ops) WHERE status = 'published'
"""


def _run(*statements):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement)

    return run


FORWARDS = (DROP.format("words_in_place"), ADD, DROP.format("words_of_comments"))
BACKWARDS = (DROP.format("words_of_comments"), ADD_FORMER, DROP.format("words_in_place"))


class Migration(migrations.Migration):
    """Words are found in one discussion, and in its newest part, without the others.

    The index of 0009 knows of all comments in which the words may stand, wherever they are.
    """

    atomic = False
    dependencies = [("comments", "0011_queues_counted_by_index")]
    operations = [
        BtreeGinExtension(),
        migrations.RunPython(_run(*FORWARDS), _run(*BACKWARDS), atomic=False),
    ]
