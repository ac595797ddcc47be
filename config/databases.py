import os
import select

from django.core.exceptions import ImproperlyConfigured
from environ import Env


def raise_if_closed(connection):
    """Raise if PostgreSQL has closed a connection since it was last used.

    A server that closes says so, and speaks of nothing else without being asked. So only a
    connection on which something lies is asked; the others save a way there and back.

    Raises:
        psycopg.OperationalError: the connection is closed.
    """
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    if poll.poll(0):
        connection.execute("")


def database(url, *, folder, test):
    """The settings of one database.

    Args:
        url: ``postgres://USER:PASSWORD@HOST:PORT/NAME`` or ``sqlite:////absolute/path``.
        folder: where tests keep a SQLite database.
        test: whether this is a test run.

    Raises:
        ImproperlyConfigured: ``url`` is not understood.
    """
    if not url.startswith(("sqlite://", "postgres://", "postgresql://")):
        raise ImproperlyConfigured(
            "DATABASE_URL is not understood: use postgres://USER:PASSWORD@HOST:PORT/NAME "
            "or sqlite:////absolute/path."
        )
    settings = Env.db_url_config(url)
    if settings["ENGINE"] == "django.db.backends.sqlite3":
        # A writing transaction takes its lock at once, so two writers queue up
        # instead of one of them failing half-way (https://sqlite.org/isolation.html).
        settings["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
        # A file of its own for each test run, not memory: threads then really compete.
        settings["TEST"] = {"NAME": str(folder / f"test-{os.getpid()}.sqlite3")}
        return settings
    if not test:
        options = settings.setdefault("OPTIONS", {})
        # A pool would keep connections that the test runner could not drop.
        # Without the timeout a page would hang for half a minute when the database is away.
        options["pool"] = {
            "timeout": 3,
            # After an outage the pool would wait as long again as the outage was.
            "reconnect_timeout": 5,
            "check": raise_if_closed,
        }
        # After a restart of the database no request gets a connection that is dead.
        settings["CONN_HEALTH_CHECKS"] = True
    return settings
