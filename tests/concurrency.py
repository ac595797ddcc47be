"""Several people at the same moment: real threads, each with a connection of its own.

For tests with ``pytest.mark.django_db(transaction=True)``.
"""

import threading

from django.db import connection


def at_once(*calls):
    """Start all ``calls`` in threads at the same moment; return what each returned or raised."""
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
