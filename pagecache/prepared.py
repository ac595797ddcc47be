"""Statements that PostgreSQL prepares: it plans them once for each connection, not each time.

What is always the same stands in the SQL itself, so that indexes for some rows only are found;
what differs is sent beside it (docs/adr/0025-abfragen.md).
"""

import re

from psycopg import Cursor
from psycopg.errors import FeatureNotSupported
from psycopg.pq import Format, TransactionStatus
from psycopg.sql import Literal
from psycopg.types.numeric import Int8

# Kinds of columns that need no more than PostgreSQL's own form to become what Django makes of
# their text.
_PLAIN = {
    "AutoField", "BigAutoField", "BigIntegerField", "BooleanField", "CharField", "DateField",
    "DateTimeField", "FileField", "ForeignKey", "IntegerField", "OneToOneField",
    "PositiveIntegerField", "PositiveSmallIntegerField", "SlugField", "SmallIntegerField",
    "TextField", "UUIDField",
}  # fmt: skip


def are_plain(columns):
    """Whether rows of these columns may be read without having been made into text first."""
    return all(column.output_field.get_internal_type() in _PLAIN for column in columns)


def cursor(connection, *, binary=False):
    """A cursor that sends values beside the SQL, which psycopg prepares.

    Args:
        connection: Django's to a PostgreSQL database.
        binary: whether the answer comes as PostgreSQL has it, and not as text.
    """
    connection.ensure_connection()
    with connection.wrap_database_errors:
        made = _Cursor(connection.connection)
    made.format = Format.BINARY if binary else Format.TEXT
    return connection._prepare_cursor(made)


class _Cursor(Cursor):
    """Prepares outside transactions alone, where a plan that has become useless hurts nobody."""

    def execute(self, query, params=None):
        if self.connection.info.transaction_status != TransactionStatus.IDLE:
            return super().execute(query, params, prepare=False)
        try:
            return super().execute(query, params)
        except FeatureNotSupported:
            # Since it was planned, a migration has changed the type of one of its columns.
            super().execute("DEALLOCATE ALL")
            return super().execute(query, params)


def with_constants(sql, params, *, is_place):
    """Put into the SQL what is the same each time.

    Args:
        sql: with a ``%s`` for each of ``params``.
        is_place: function that says whether one of them is a place for a value.

    Returns:
        (SQL with a ``%s`` for each place, the places)
    """
    params, places = iter(params), []

    def put(found):
        if found[0] == "%%":
            return "%%"
        param = next(params)
        if is_place(param):
            places.append(param)
            return "%s"
        return Literal(param).as_string().replace("%", "%%")

    return re.sub("%%|%s", put, sql), places


def typed(value):
    """The value with the type of its column: each other type would be a plan of its own."""
    return Int8(value) if isinstance(value, int) else value
