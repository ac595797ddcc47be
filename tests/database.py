"""The database of a test run: a copy of one that all migrations made once.

To run them takes longer than most files of tests. So the template stays, on the server or in
``VAR_DIR``, until a migration or something it imports changes; each process copies it.
"""

import ast
import fcntl
import hashlib
import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, connections, transaction

# What makes tables and fills them, together with all of ours that it imports ...
CODE = ("*/migrations/*.py", "*/groups.py", "accounts/apps.py", "pages/apps.py")
# ... and what decides about them too: texts, and the versions of apps that are not ours.
ALSO = ("pages/starting_texts/*.md", "uv.lock")
DAY = 24 * 60 * 60
# The rows that migrations and what follows them made: {table: (columns, rows)}.
_FIRST_ROWS = {}


def begin():
    """Connect this process to a database of its own, with all tables and the groups of staff."""
    creation, old = connection.creation, connection.settings_dict["NAME"]
    prefix, name = _template()
    connection.settings_dict["TEST"]["NAME"] = name
    with _one_after_the_other():
        # What is there stays; "migrate" brings permissions and groups up to date in it.
        creation.create_test_db(verbosity=0, autoclobber=True, keepdb=True)
        _drop_old_ones(prefix, name)
        connection.close()
        creation.clone_test_db(suffix=os.getpid(), verbosity=0)
    connection.settings_dict.update(creation.get_test_db_clone_settings(str(os.getpid())))
    for other in connections.all():
        if other.settings_dict["TEST"]["MIRROR"]:
            other.creation.set_as_test_mirror(connection.settings_dict)
    _FIRST_ROWS.update(rows())
    return old


def end(old):
    """Drop the copy and connect to the database ``old`` again."""
    connection.creation.destroy_test_db(old, verbosity=0)


def rows():
    """All there are: {table: (columns, rows)}, for ``bring_back``."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            if there := cursor.fetchall():
                found[table] = [column[0] for column in cursor.description], there
    return found


def is_empty():
    """Whether there is nothing but what was there before the first test."""
    return rows() == _FIRST_ROWS


def added():
    """What there is beside what was there before the first test, for ``insert``."""
    return {
        table: (columns, [row for row in there if row not in _FIRST_ROWS.get(table, [(), []])[1]])
        for table, (columns, there) in rows().items()
    }


def insert(kept):
    """Add rows as ``rows`` and ``added`` give them out."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table, (columns, there) in kept.items():
            names = ", ".join(map(connection.ops.quote_name, columns))
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(
                f"INSERT INTO {connection.ops.quote_name(table)} ({names}) VALUES ({places})",  # noqa: S608
                there,
            )


def bring_back(kept):
    """Put ``rows`` in the place of what is there; for tests with real transactions."""
    call_command(
        "flush", verbosity=0, interactive=False, reset_sequences=False, inhibit_post_migrate=True
    )
    insert(kept)


def empty():
    """Bring the database of this process back to what it was before the first test.

    For what follows a test whose transactions were real. Django would run all that follows
    „migrate“, which takes a second; the rows that it made are known.
    """
    bring_back(_FIRST_ROWS)


def sqlite_template():
    """A file with all tables and no rows of people, for processes of one's own to copy."""
    file = settings.VAR_DIR / f"test-{_key()}.sqlite3"
    with _one_after_the_other():
        if not file.exists():
            _migrate(file)
    return file


def _migrate(file):
    with tempfile.TemporaryDirectory(dir=file.parent) as folder:
        new = Path(folder, "new.sqlite3")
        environment = {**os.environ, "DJANGO_ENV": "test", "DATABASE_URL": f"sqlite:///{new}"}
        subprocess.run(  # noqa: S603
            [sys.executable, settings.BASE_DIR / "manage.py", "migrate", "--verbosity", "0"],
            env=environment,
            check=True,
        )
        new.rename(file)


def _template():
    """What the names of all templates begin with, and the name of the one of this code."""
    if connection.vendor == "sqlite":
        prefix = str(settings.VAR_DIR / "test-")
        return prefix, f"{prefix}{_key()}.sqlite3"
    prefix = f"test_{connection.settings_dict['NAME']}_"
    return prefix, f"{prefix}{_key()}"


def _key():
    digest = hashlib.sha256()
    for file in sorted([*imported(files(CODE)), *files(ALSO)]):
        digest.update(str(file.relative_to(settings.BASE_DIR)).encode() + file.read_bytes())
    return digest.hexdigest()[:12]


def files(patterns):
    return [file for pattern in patterns for file in settings.BASE_DIR.glob(pattern)]


def imported(beginning):
    """The files, and all of ours that they import, directly or not."""
    seen, waiting = set(), list(beginning)
    while waiting:
        file = waiting.pop()
        if file not in seen:
            seen.add(file)
            waiting += _imports(file)
    return seen


def _imports(file):
    package = file.relative_to(settings.BASE_DIR).parent.parts
    for node in ast.walk(ast.parse(file.read_bytes())):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) + 1 - node.level] if node.level else ()
            module = ".".join(filter(None, [*above, node.module]))
            names = [module, *(f"{module}.{alias.name}" for alias in node.names)]
        else:
            continue
        for name in names:
            path = settings.BASE_DIR / name.replace(".", "/")
            yield from filter(Path.is_file, (path.with_suffix(".py"), path / "__init__.py"))


@contextmanager
def _one_after_the_other():
    # The settings make it for SQLite alone.
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.VAR_DIR / "test.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _drop_old_ones(prefix, name):
    """Templates of other code, and copies that killed runs have left."""
    if connection.vendor == "sqlite":
        kept = name.removesuffix(".sqlite3")
        for file in settings.VAR_DIR.glob("test-*.sqlite3*"):
            if not str(file).startswith(kept) and file.stat().st_mtime < time.time() - DAY:
                file.unlink()
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
            " AND NOT starts_with(datname, %s)",
            [prefix, name],
        )
        for (database,) in cursor.fetchall():
            # One that somebody is using stays.
            with suppress(DatabaseError):
                cursor.execute(f'DROP DATABASE "{database}"')
