"""Several people at the same moment: real threads, each with a connection of its own.

For tests with ``pytest.mark.django_db(transaction=True)``.
"""

import fcntl
import os
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

# What other connections may still come meanwhile, superuser's own included.
SPARE = 30


def at_once(*calls):
    """Start all ``calls`` in threads at the same moment; return what each returned or raised."""
    with _one_crowd_after_the_other():
        _wait_for_places(len(calls))
        return _run(calls)


def _run(calls):
    barrier = threading.Barrier(len(calls), timeout=30)
    outcomes = [None] * len(calls)

    def run(index, call):
        barrier.wait()
        try:
            outcomes[index] = call()
        except Exception as error:
            outcomes[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return outcomes


@contextmanager
def _one_crowd_after_the_other():
    """Also where tests run in several processes: the database has a hundred places for all."""
    with open(Path(tempfile.gettempdir(), f"mitreden-crowd-{os.getuid()}.lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _wait_for_places(number):
    """A crowd before this one takes a moment to leave PostgreSQL, which has a hundred places."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for _ in range(100):
            cursor.execute(
                "SELECT current_setting('max_connections')::int - count(*) FROM pg_stat_activity"
                " WHERE backend_type = 'client backend'"
            )
            if cursor.fetchone()[0] >= number + SPARE:
                return
            time.sleep(0.1)
