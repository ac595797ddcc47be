import django.db.models.deletion
from django.db import migrations, models

# Built without keeping anybody from writing; what an attempt before left is no use.
DROP = "DROP INDEX CONCURRENTLY IF EXISTS {}"
ADD = """
CREATE INDEX CONCURRENTLY words_in_place ON comments_kommentar
USING gin (
    (ARRAY[baustein_id, (baustein_id << 32) + (id >> 10)]), UPPER(text) gin_trgm_ops
) WHERE status = 'published'
"""
ADD_FORMER = """
CREATE INDEX CONCURRENTLY words_of_comments ON comments_kommentar
USING gin (UPPER(text) gin_trgm_ops) WHERE status = 'published'
"""
OF_BAUSTEIN = models.Index(fields=["baustein", "-id"], name="of_baustein")


def _run(*statements):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement)

    return run


def add_of_baustein(apps, schema_editor):
    Kommentar = apps.get_model("comments", "Kommentar")
    if schema_editor.connection.vendor != "postgresql":
        schema_editor.add_index(Kommentar, OF_BAUSTEIN)
        return
    schema_editor.execute(DROP.format("of_baustein"))
    schema_editor.add_index(Kommentar, OF_BAUSTEIN, concurrently=True)


def drop_that_of_the_foreign_key(apps, schema_editor):
    """Before the field gives it up, so that nobody has to wait for that; elsewhere it does so."""
    connection = schema_editor.connection
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, "comments_kommentar")
    for name, about in found.items():
        if about["index"] and about["columns"] == ["baustein_id"]:
            schema_editor.execute(DROP.format(name))


def remove_of_baustein(apps, schema_editor):
    schema_editor.remove_index(apps.get_model("comments", "Kommentar"), OF_BAUSTEIN)


FORWARDS = (DROP.format("words_in_place"), ADD, DROP.format("words_of_comments"))
BACKWARDS = (DROP.format("words_of_comments"), ADD_FORMER, DROP.format("words_in_place"))


class Migration(migrations.Migration):
    """Words are found in one discussion, and in its newest part, without the others.

    The index of 0009 knows of all comments in which the words may stand, wherever they are.
    """

    atomic = False
    dependencies = [("comments", "0011_queues_counted_by_index")]
    operations = [
        migrations.RunPython(_run(*FORWARDS), _run(*BACKWARDS), atomic=False),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunPython(add_of_baustein, remove_of_baustein, atomic=False)
            ],
            state_operations=[migrations.AddIndex("kommentar", OF_BAUSTEIN)],
        ),
        # Which takes the place of the one that the foreign key had.
        migrations.RunPython(drop_that_of_the_foreign_key, migrations.RunPython.noop, atomic=False),
        migrations.AlterField(
            "kommentar",
            "baustein",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="kommentare",
                to="strategies.baustein",
                verbose_name="Baustein",
            ),
        ),
    ]
