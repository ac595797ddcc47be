from django.db import migrations, models
from django.db.models import Q

# Name → condition of the moderators' queues, and what their indexes hold now.
CONDITIONS = {
    "queue_waiting": Q(status="pending"),
    "queue_reported": Q(open_report_count__gt=0),
    "queue_unread": Q(status="published", read_at=None, official_office=""),
    "queue_questions": Q(
        status="published",
        category="frage",
        parent=None,
        thread_official_count=0,
        official_office="",
    ),
}
FIELDS = {name: ["id", "baustein"] for name in CONDITIONS}
FIELDS["queue_reported"] = ["id", "baustein", "status"]


def index(name, fields):
    return models.Index(fields=fields, condition=CONDITIONS[name], name=name)


def _replace(fields_of):
    """Put other indexes in the place of those with these names; on PostgreSQL nobody waits."""

    def run(apps, schema_editor):
        Kommentar = apps.get_model("comments", "Kommentar")
        for name in CONDITIONS:
            made = index(name, fields_of(name))
            if schema_editor.connection.vendor != "postgresql":
                schema_editor.remove_index(Kommentar, made)
                schema_editor.add_index(Kommentar, made)
                continue
            made.name = f"{name}_new"
            # What an attempt before has left is no use.
            schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {made.name}")
            schema_editor.add_index(Kommentar, made, concurrently=True)
            schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")
            schema_editor.execute(f"ALTER INDEX {made.name} RENAME TO {name}")

    return run


class Migration(migrations.Migration):
    """The queues are counted without a look at the comments: their indexes say whose they are."""

    atomic = False
    dependencies = [("comments", "0010_how_frequent_words_are")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunPython(
                    _replace(FIELDS.get), _replace(lambda name: ["id"]), atomic=False
                )
            ],
            state_operations=[
                *[migrations.RemoveIndex("kommentar", name) for name in CONDITIONS],
                *[
                    migrations.AddIndex("kommentar", index(name, fields))
                    for name, fields in FIELDS.items()
                ],
            ],
        )
    ]
