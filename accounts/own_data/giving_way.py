"""A change that touches rows in every app, and gives way to whoever holds one of them."""

import random
import time
from functools import wraps

from django.db import OperationalError, connection, transaction

# PostgreSQL looks for people who wait for each other after a second (``deadlock_timeout``) and
# ends one of them. Who waits shorter than that steps back before anybody else is ended.
LONGEST_WAIT = "500ms"
ATTEMPTS = 20
LONGEST_PAUSE_SECONDS = 0.2
# https://www.postgresql.org/docs/current/errcodes-appendix.html
_IN_THE_WAY = {"55P03": "lock_not_available", "40P01": "deadlock_detected"}


def giving_way(change):
    """Run ``change`` in a transaction that starts anew when a row is held by somebody else.

    Raises:
        OperationalError: a row was held through all attempts, or the database is away.
    """

    @wraps(change)
    def attempted(*args, **kwargs):
        attempts = 0
        while True:
            attempts += 1
            try:
                with transaction.atomic():
                    _wait_shortly()
                    return change(*args, **kwargs)
            except OperationalError as error:
                held = getattr(error.__cause__, "sqlstate", "") in _IN_THE_WAY
                if not held or attempts == ATTEMPTS:
                    raise
            time.sleep(random.uniform(0, LONGEST_PAUSE_SECONDS))  # noqa: S311

    return attempted


def _wait_shortly():
    """SQLite has one writer at a time, and nobody holds single rows."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{LONGEST_WAIT}'")
