"""The database's own guard over the decisions: rows are added, never changed or removed.

It holds against every way in: other programs, the command line, a mistake of ours. Only
people can be taken out of a row (``by`` and ``affected`` become null). Whoever owns the
tables can still drop the guard, or empty all of them at once (see ``flush``).

On SQLite, a migration that has Django build the table anew (``AlterField``) loses the
triggers; let it end with ``migrations.RunPython(protect, unprotect)``. A test notices.
"""

from contextlib import contextmanager

from django.apps import apps as installed
from django.db import transaction

PEOPLE = ("by_id", "affected_id")
_REFUSAL = "Decisions are append-only."


def protect(apps, schema_editor):
    """Set up the guard (for ``migrations.RunPython``)."""
    model = apps.get_model("comments", "Moderationsentscheidung")
    _execute(schema_editor.connection, _ON, model)


def unprotect(apps, schema_editor):
    """Take the guard away again."""
    model = apps.get_model("comments", "Moderationsentscheidung")
    _execute(schema_editor.connection, _OFF, model)


@contextmanager
def unguarded(connection):
    """Lift the guard for one transaction: to empty a database, or in a test."""
    model = installed.get_model("comments", "Moderationsentscheidung")
    with transaction.atomic(using=connection.alias):
        # PostgreSQL changes no table that has checks outstanding.
        connection.check_constraints([])
        _execute(connection, _OFF, model)
        yield
        _execute(connection, _ON, model)


def _execute(connection, statements, model):
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor](model):
            cursor.execute(statement)


def _postgresql_on(model):
    rest = " - 'by_id' - 'affected_id'"
    return [
        f"""
        CREATE FUNCTION entscheidung_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'UPDATE' AND {_people_at_most_gone()}
                AND to_jsonb(NEW){rest} = to_jsonb(OLD){rest}
            THEN RETURN NEW; END IF;
            RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
        END $$
        """,
        f"""
        CREATE TRIGGER entscheidung_append_only BEFORE UPDATE OR DELETE ON {model._meta.db_table}
        FOR EACH ROW EXECUTE FUNCTION entscheidung_append_only()
        """,
    ]


def _postgresql_off(model):
    return [
        f"DROP TRIGGER IF EXISTS entscheidung_append_only ON {model._meta.db_table}",
        "DROP FUNCTION IF EXISTS entscheidung_append_only()",
    ]


def _sqlite_on(model):
    columns = [field.column for field in model._meta.local_concrete_fields]
    rest = " AND ".join(f'NEW."{name}" IS OLD."{name}"' for name in columns if name not in PEOPLE)
    refuse = f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
    table = model._meta.db_table
    return [
        f"CREATE TRIGGER entscheidung_stays BEFORE DELETE ON {table} {refuse}",
        f"CREATE TRIGGER entscheidung_unchanged BEFORE UPDATE ON {table} "
        f"WHEN NOT ({_people_at_most_gone()} AND {rest}) {refuse}",
    ]


def _sqlite_off(model):
    names = ("entscheidung_stays", "entscheidung_unchanged")
    return [f"DROP TRIGGER IF EXISTS {name}" for name in names]


def _people_at_most_gone():
    # Never unknown (NULL), which a trigger would take for „no objection“.
    kept = "(NEW.{0} IS NULL OR (OLD.{0} IS NOT NULL AND NEW.{0} = OLD.{0}))"
    return " AND ".join(kept.format(name) for name in PEOPLE)


_ON = {"postgresql": _postgresql_on, "sqlite": _sqlite_on}
_OFF = {"postgresql": _postgresql_off, "sqlite": _sqlite_off}
