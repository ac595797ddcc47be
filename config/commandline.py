"""What ``manage.py`` answers when the database cannot serve a command."""

import sys

from django.core.management import execute_from_command_line
from django.db import DatabaseError, Error, connection
from django.db.migrations.executor import MigrationExecutor

MIGRATIONS_MISSING = (
    "In der Datenbank fehlen Tabellen oder Spalten dieser Version. Bitte zuerst "
    "„manage.py migrate“ ausführen und den Befehl danach wiederholen."
)
NO_ANSWER = "Die Datenbank antwortet nicht. Bitte prüfen: DATABASE_URL und ob der Dienst läuft."


def run(argv):
    """Run a management command; say in a sentence that tables or the database are missing.

    Args:
        argv: the words of the command line, ``sys.argv``.

    Raises:
        SystemExit: with 1, after that sentence.
        DatabaseError: any other fault, as it is.
    """
    try:
        execute_from_command_line(argv)
    except DatabaseError:
        reason = _reason()
        if reason is None:
            raise
        sys.stderr.write(f"{reason}\n")
        sys.exit(1)


def _reason():
    """Why the database could not serve, or None where that is not known."""
    try:
        connection.ensure_connection()
    except Error:
        return NO_ANSWER
    return None if is_migrated() else MIGRATIONS_MISSING


def is_migrated():
    """Whether the database has every migration of this version."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
