"""Two nodes, one database with a replica, Redis, nginx: loses a node, gains one, changes database.

    uv run python -m bench.nodes [--seconds 20] [--readers 4] [--writers 4]

Everything runs on loopback and is started and stopped here; needs ``nginx``, ``redis-server``
and PostgreSQL's programs. The readers have not signed in. While people read and write through
nginx, one node is killed, a third one joins, the replica goes and comes back, and at last the
primary is killed and its replica promoted. Counts what readers and writers noticed. Writes
``bench/results/nodes.json``.
"""

import http.client
import os
import signal
import threading
import time
from urllib.parse import urlsplit

from . import report, server
from .faults import Crowd, verify
from .services import Nginx, Postgres, Redis


def main():
    report.command("nodes", __doc__, run, is_wrong, seconds=20, readers=4, writers=4)


def is_wrong(row):
    writes = row["writes"]
    return writes["lost"] or writes["doubled"] or writes["wrong_counters"]


def run(options, folder):
    nodes = Set(options, folder)
    runs = nodes.run()
    return nodes.machine, runs


class Set:
    """All that runs, and the people who use it."""

    def __init__(self, options, folder):
        self.options, self.folder = options, folder
        self.nodes = {}

    def run(self):
        self.primary, self.redis = Postgres.new(self.folder), Redis(self.folder)
        self.nginx = Nginx(self.folder)
        running = [self.redis, self.nginx]
        try:
            self.env = server.environment(
                self.primary.url, self.folder, CACHE_URL=self.redis.url, LOG_LEVEL="CRITICAL"
            )
            self.machine = report.machine(self.primary.url)
            self.content = server.load(self.env)
            self.replica = Postgres.replica_of(self.primary, self.folder)
            running.append(self.replica)
            self._add("a")
            self._add("b")
            return [
                self._measure("two nodes", None),
                self._measure("a node killed", lambda: self._kill("a")),
                self._measure("a node added", lambda: self._add("c")),
                self._measure("the replica gone, and back", self._lose_replica),
                self._measure("the replica promoted", self._change_database),
            ]
        finally:
            for name in list(self.nodes):
                self._kill(name)
            for service in running:
                service.stop()

    def _add(self, name):
        self.nodes[name] = server.start(self.env)
        self.nginx.serve([site for site, _process in self.nodes.values()])

    def _kill(self, name):
        """As if its machine lost power; nginx is told nothing."""
        _site, process = self.nodes.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def _lose_replica(self):
        """Until somebody says that the replica need not be waited for, writing waits."""
        self.replica.kill()
        time.sleep(2)
        self.primary.wait_for_replica(False)
        self.replica.start()
        self.primary.wait_for_replica(True)

    def _change_database(self):
        self.primary.kill()
        self.replica.promote()
        self.env = {**self.env, "DATABASE_URL": self.replica.url}
        # One after the other, so that a node is always there.
        for name in list(self.nodes):
            self._add(f"{name}, new")
            self._kill(name)
        self.nginx.serve([site for site, _process in self.nodes.values()])

    def _writers(self):
        return Crowd(self.nginx.site, self.content, self.options.writers)

    def _readers(self):
        path = self.content["pages"]["Leitziel, 200"]["path"]
        return Readers(self.nginx.site, path, self.options.readers)

    def _measure(self, name, change):
        """Let people read and write, and after a third of the time something happens."""
        crowd = self._writers()
        readers = self._readers()

        def fault(over):
            over.wait(self.options.seconds / 3)
            started = time.monotonic()
            change()
            took.append(round(time.monotonic() - started, 1))

        took = []
        readers.start()
        crowd.write(self.options.seconds, fault if change else None)
        reads = readers.stop()
        return {
            "what": name,
            "took_seconds": took[0] if took else 0,
            "reads": reads,
            "writes": {**crowd.report(), **verify(self.env["DATABASE_URL"], crowd)},
        }


class Readers:
    """People who open a page again and again."""

    def __init__(self, site, path, number):
        self.host, self.path, self.number = urlsplit(site).netloc, path, number
        self.answers, self.lock, self.over = {}, threading.Lock(), threading.Event()

    def start(self):
        self.threads = [
            threading.Thread(target=self._read, args=[each]) for each in range(self.number)
        ]
        for thread in self.threads:
            thread.start()

    def stop(self):
        self.over.set()
        for thread in self.threads:
            thread.join()
        return dict(sorted(self.answers.items()))

    def _read(self, reader):
        number = 0
        while not self.over.is_set():
            number += 1
            answer = self.read(reader, f"{self.path}?x={number % 50}")
            with self.lock:
                self.answers[answer] = self.answers.get(answer, 0) + 1

    def read(self, reader, path):
        """Let the reader of this number open a page; returns what became of it."""
        answer, _page = self.get(path)
        return answer

    def get(self, path, **headers):
        """The status of the answer, or the error, and the page."""
        connection = http.client.HTTPConnection(self.host, timeout=40)
        try:
            connection.request("GET", path, headers={"Accept-Language": "de", **headers})
            response = connection.getresponse()
            return str(response.status), response.read().decode()
        except (OSError, http.client.HTTPException) as error:
            return type(error).__name__, ""
        finally:
            connection.close()


if __name__ == "__main__":
    main()
