"""Copying the whole database out and in, while people go on reading and writing."""

import errno
import os
import sqlite3
import subprocess
from contextlib import closing

# Name of the database's member in an archive, by the kind of database.
MEMBERS = {"postgresql": "datenbank.pgdump", "sqlite": "datenbank.sqlite3"}

# Run inside the transaction that brings in the copy: whoever reads sees the old state until
# the new one is complete. A request may hold one table and want the next, so all are locked
# before the first is touched, and given back when that does not succeed at once.
_LOCK = """
SET LOCAL lock_timeout = '200ms';
DO $$
DECLARE tables text;
BEGIN
    SELECT string_agg(oid::regclass::text, ', ') INTO tables
    FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p');
    FOR attempt IN 1..100 LOOP
        BEGIN
            EXECUTE coalesce('LOCK TABLE ' || tables || ' IN ACCESS EXCLUSIVE MODE', 'SELECT 1');
            RETURN;
        EXCEPTION WHEN lock_not_available OR deadlock_detected THEN
            PERFORM pg_sleep(random() / 5);
        END;
    END LOOP;
    RAISE 'the tables are in use all the time; stop the application first';
END $$;
"""
# Everything of ours in the database. What belongs to a column or to an extension stays or
# goes with it.
_EMPTY = """
DO $$
BEGIN
    EXECUTE coalesce((
        SELECT string_agg(format('DROP %s IF EXISTS %s CASCADE', kind, name), '; ')
        FROM (
            SELECT CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW'
                WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, oid, oid::regclass::text
            FROM pg_class
            WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S')
            UNION ALL
            SELECT 'ROUTINE', oid, oid::regprocedure::text
            FROM pg_proc
            WHERE pronamespace = 'public'::regnamespace
        ) AS things (kind, oid, name)
        WHERE NOT EXISTS (
            SELECT FROM pg_depend WHERE objid = things.oid AND deptype IN ('a', 'e', 'i')
                AND refclassid IN ('pg_class'::regclass, 'pg_extension'::regclass)
        )
    ), 'SELECT 1');
END $$;
"""


class Failed(Exception):
    """The copy could not be made or brought in; the message is a sentence that says why."""


def dump(connection, target):
    """Write one moment's state of the database to the file ``target``.

    Raises:
        Failed: PostgreSQL's programs are missing or refuse, or SQLite does.
        OSError: the disk is full.
    """
    _DUMPS[connection.vendor](connection, target)


def load(connection, source):
    """Replace the whole database by the copy in ``source``, all at once or not at all.

    Raises:
        Failed: PostgreSQL's programs are missing or refuse; nothing has changed.
    """
    connection.close()
    _LOADS[connection.vendor](connection, source)


def _dump_sqlite(connection, target):
    try:
        with (
            closing(sqlite3.connect(connection.settings_dict["NAME"])) as source,
            closing(sqlite3.connect(target)) as copy,
        ):
            source.backup(copy)
    except sqlite3.Error as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_FULL:
            raise _disk_is_full() from error
        raise Failed(f"SQLite meldet: {error}") from error


def _load_sqlite(connection, source):
    with (
        closing(sqlite3.connect(source)) as copy,
        closing(sqlite3.connect(connection.settings_dict["NAME"], timeout=60)) as target,
    ):
        copy.backup(target)


def _dump_postgresql(connection, target):
    _run(
        ["pg_dump", "--format=custom", "--no-owner", "--no-acl", f"--file={target}"],
        _environment(connection),
    )


def _load_postgresql(connection, source):
    script = source.with_suffix(".sql")
    environment = _environment(connection)
    _run(
        ["pg_restore", "--no-owner", "--no-acl", "--no-comments", f"--file={script}", str(source)],
        environment,
    )
    empty = source.with_suffix(".empty.sql")
    empty.write_text(_LOCK + _EMPTY, encoding="utf-8")
    _run(
        [
            "psql", "--no-psqlrc", "--quiet", "--output=/dev/null", "--set=ON_ERROR_STOP=1",
            "--single-transaction", f"--file={empty}", f"--file={script}",
        ],
        environment,
    )  # fmt: skip
    # No copy has what PostgreSQL counted to find its ways; by itself it would begin a minute later.
    _run(["psql", "--no-psqlrc", "--quiet", "--command=ANALYZE"], environment)


def _environment(connection):
    """The database's address as PostgreSQL's programs read it, so that no list of processes
    shows the password.
    """
    given = connection.settings_dict
    address = {
        "PGHOST": given["HOST"],
        "PGPORT": given["PORT"],
        "PGUSER": given["USER"],
        "PGPASSWORD": given["PASSWORD"],
        "PGDATABASE": given["NAME"],
    }
    address |= {
        f"PG{name.upper()}": value
        for name, value in given.get("OPTIONS", {}).items()
        if name.startswith("ssl")
    }
    set_ones = {name: str(value) for name, value in address.items() if value}
    return {**os.environ, "LC_ALL": "C", "PGOPTIONS": "-c client_min_messages=warning", **set_ones}


def _run(command, environment):
    try:
        subprocess.run(  # noqa: S603
            command, env=environment, check=True, capture_output=True, encoding="utf-8"
        )
    except FileNotFoundError as error:
        raise Failed(
            f"„{command[0]}“ fehlt auf diesem Rechner. Debian und Ubuntu: "
            "apt install postgresql-client"
        ) from error
    except subprocess.CalledProcessError as error:
        if os.strerror(errno.ENOSPC) in error.stderr:
            raise _disk_is_full() from error
        raise Failed(f"„{command[0]}“ meldet: {error.stderr.strip()}") from error


def _disk_is_full():
    return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


_DUMPS = {"postgresql": _dump_postgresql, "sqlite": _dump_sqlite}
_LOADS = {"postgresql": _load_postgresql, "sqlite": _load_sqlite}
