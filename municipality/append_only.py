"""The database's own guard over rows that are evidence: added, never changed or removed.

It holds against every way in: other programs, the command line, a mistake of ours. Only
people can be taken out of a row (their columns become null). Whoever owns the tables can still
drop the guard, or empty all of them at once (``flush``).

On SQLite, a migration that has Django build the table anew (``AlterField``, often ``AddField``)
loses the triggers, and those that are left know no new column; let it end with
``migrations.RunPython(guard.protect_again, …)``. A test notices.
"""

from contextlib import ExitStack, contextmanager

from django.apps import apps as installed
from django.db import transaction

from registry import Registry

# Every Guard, registered by the app whose table it guards.
GUARDS = Registry()


class Guard:
    """Triggers on the table of one model.

    Args:
        app, model: their names.
        name: how the triggers' names begin.
        people: columns that may become null.
        when: condition in SQL about the row as it was, without which it is not guarded.
        stays: whether rows may not be deleted either; those that go with another row may.
    """

    def __init__(
        self, app, model, *, name, people, when="", stays=True, refusal="Rows are append-only."
    ):
        self.app, self.model, self.name = app, model, name
        self.people, self.when, self.stays, self.refusal = people, when, stays, refusal

    def protect(self, apps, schema_editor):
        """Set up the guard (for ``migrations.RunPython``)."""
        self._execute(schema_editor.connection, _ON, apps)

    def unprotect(self, apps, schema_editor):
        """Take the guard away again."""
        self._execute(schema_editor.connection, _OFF, apps)

    def protect_again(self, apps, schema_editor):
        """Set up the guard that an earlier migration lost."""
        self.unprotect(apps, schema_editor)
        self.protect(apps, schema_editor)

    @contextmanager
    def lifted(self, connection):
        """Lift the guard for one transaction."""
        with transaction.atomic(using=connection.alias):
            # PostgreSQL changes no table that has checks outstanding.
            connection.check_constraints([])
            self._execute(connection, _OFF, installed)
            yield
            self._execute(connection, _ON, installed)

    def _execute(self, connection, statements, apps):
        model = apps.get_model(self.app, self.model)
        with connection.cursor() as cursor:
            for statement in statements[connection.vendor](self, model):
                cursor.execute(statement)


@contextmanager
def unguarded(connection):
    """Lift all guards for one transaction: to empty a database, or in a test."""
    with ExitStack() as stack:
        for guard in GUARDS:
            stack.enter_context(guard.lifted(connection))
        yield


def _postgresql_on(guard, model):
    table, name = model._meta.db_table, f"{guard.name}_append_only"
    rest = "".join(f" - '{column}'" for column in guard.people)
    events = "UPDATE OR DELETE" if guard.stays else "UPDATE"
    free = f"IF NOT ({guard.when}) THEN RETURN COALESCE(NEW, OLD); END IF;" if guard.when else ""
    return [
        f"""
        CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            {free}
            IF TG_OP = 'UPDATE' AND {_people_at_most_gone(guard)}
                AND to_jsonb(NEW){rest} = to_jsonb(OLD){rest}
            THEN RETURN NEW; END IF;
            RAISE EXCEPTION '{guard.refusal}' USING ERRCODE = 'integrity_constraint_violation';
        END $$
        """,
        f"""
        CREATE TRIGGER {name} BEFORE {events} ON {table}
        FOR EACH ROW EXECUTE FUNCTION {name}()
        """,
    ]


def _postgresql_off(guard, model):
    name = f"{guard.name}_append_only"
    return [
        f"DROP TRIGGER IF EXISTS {name} ON {model._meta.db_table}",
        f"DROP FUNCTION IF EXISTS {name}()",
    ]


def _sqlite_on(guard, model):
    columns = [field.column for field in model._meta.local_concrete_fields]
    same = " AND ".join(
        f'NEW."{name}" IS OLD."{name}"' for name in columns if name not in guard.people
    )
    refuse = f"BEGIN SELECT RAISE(ABORT, '{guard.refusal}'); END"
    table, when = model._meta.db_table, guard.when
    unchanged = f"NOT ({_people_at_most_gone(guard)} AND {same})"
    stays = [
        f"CREATE TRIGGER {guard.name}_stays BEFORE DELETE ON {table} "
        f"{f'WHEN {when} ' if when else ''}{refuse}"
    ]
    return [
        *(stays if guard.stays else ()),
        f"CREATE TRIGGER {guard.name}_unchanged BEFORE UPDATE ON {table} "
        f"WHEN {f'({when}) AND ' if when else ''}{unchanged} {refuse}",
    ]


def _sqlite_off(guard, model):
    return [f"DROP TRIGGER IF EXISTS {guard.name}_{end}" for end in ("stays", "unchanged")]


def _people_at_most_gone(guard):
    # Never unknown (NULL), which a trigger would take for „no objection“.
    kept = "(NEW.{0} IS NULL OR (OLD.{0} IS NOT NULL AND NEW.{0} = OLD.{0}))"
    return " AND ".join(kept.format(name) for name in guard.people) or "TRUE"


_ON = {"postgresql": _postgresql_on, "sqlite": _sqlite_on}
_OFF = {"postgresql": _postgresql_off, "sqlite": _sqlite_off}
