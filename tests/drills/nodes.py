"""Nodes behind nginx, with one database and its standby, and people who use them."""

import os
import signal
import time

from bench import server

from .people import Crowd, Readers
from .services import Nginx, Postgres, Redis

SECONDS, READERS, WRITERS = 20, 4, 4


class Set:
    """All that runs, and the people who use it."""

    def __init__(self, folder):
        self.folder, self.nodes, self.running = folder, {}, []

    def start(self):
        self.primary = self._run(Postgres.new(self.folder))
        self.redis, self.nginx = self._run(Redis(self.folder)), self._run(Nginx(self.folder))
        self.env = server.environment(
            self.primary.url, self.folder, CACHE_URL=self.redis.url, LOG_LEVEL="CRITICAL"
        )
        self.content = server.load(self.env)
        self.standby = self._run(Postgres.standby_of(self.primary, self.folder))
        self.add("a")
        self.add("b")

    def _run(self, service):
        self.running.append(service)
        return service

    def stop(self):
        for name in list(self.nodes):
            self.kill(name)
        for service in self.running:
            service.stop()

    def add(self, name):
        self.nodes[name] = server.start(self.env)
        self.nginx.serve([site for site, _process in self.nodes.values()])

    def kill(self, name):
        """As if its machine lost power; nginx is told nothing."""
        _site, process = self.nodes.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def lose_standby(self):
        """Until somebody says that the standby need not be waited for, writing waits."""
        self.standby.kill()
        time.sleep(2)
        self.primary.wait_for_standby(False)
        self.standby.start()
        self.primary.wait_for_standby(True)

    def change_database(self):
        self.primary.kill()
        self.standby.promote()
        self.env = {**self.env, "DATABASE_URL": self.standby.url}
        # One after the other, so that a node is always there.
        for name in list(self.nodes):
            self.add(f"{name}, new")
            self.kill(name)
        self.nginx.serve([site for site, _process in self.nodes.values()])

    def _writers(self):
        return Crowd(self.nginx.site, self.content, WRITERS)

    def _readers(self):
        path = self.content["pages"]["Ziel mit 200"][0]
        return Readers(self.nginx.site, path, READERS)

    def use(self, change=None):
        """Let people read and write, and after a third of the time something happens.

        Returns:
            (who wrote, {answer to a reader: how often})
        """
        crowd, readers = self._writers(), self._readers()

        def fault(over):
            over.wait(SECONDS / 3)
            change()

        readers.start()
        crowd.write(SECONDS, fault if change else None)
        reads = readers.stop()
        print(crowd.report(), reads)
        return crowd, reads
