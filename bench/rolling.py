"""Updates two nodes, one after the other, while people read and write: old and new code at once.

    uv run python -m bench.rolling [--old COMMIT] [--seconds 30] [--readers 4] [--writers 4]

The old code is a checkout of an earlier commit, by default the last one of the main line with
other migrations than now; the new code is this one. Both serve the same database and Redis
behind nginx, on loopback. First the new code migrates while the old one serves, then the task
worker is replaced, then node after node, as docs/betrieb.md says: taken out of nginx, stopped,
its files collected beside the old ones, started, put back. Half of the readers are signed in;
all fetch the stylesheet their page asks for. Needs ``git``, ``nginx``, ``redis-server`` and
PostgreSQL's programs. Writes ``bench/results/rolling.json``; ends with 1 if anything failed.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg

from . import nodes, report, server
from .outbox import Answers
from .services import Nginx, Postgres, Redis

_STYLESHEET = re.compile(r'href="(/static/[^"]+\.css)"')


def main():
    parser = argparse.ArgumentParser(prog="bench.rolling", description=__doc__.splitlines()[0])
    parser.add_argument("--old", metavar="COMMIT")
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--readers", type=int, default=4)
    parser.add_argument("--writers", type=int, default=4)
    options = parser.parse_args()
    old = git("rev-parse", options.old or last_with_other_migrations())
    missing = sorted(migrations("HEAD") - migrations(old))
    with tempfile.TemporaryDirectory() as name:
        checkout = Path(name) / "old"
        git("worktree", "add", "--detach", str(checkout), old)
        try:
            # Measured alike, whatever the old code knew of measuring.
            shutil.copytree(server.ROOT / "bench", checkout / "bench", dirs_exist_ok=True)
            update = Update(options, Path(name), checkout)
            runs = update.run()
        finally:
            git("worktree", "remove", "--force", str(checkout))
    report.write("rolling", update.machine, runs, old=old[:12], migrations=missing)
    raise SystemExit(1 if any(is_wrong(row) for row in runs) else 0)


def is_wrong(row):
    writes = row["writes"]
    return (
        set(row["reads"]) != {"200"} or set(writes["answers"]) != {"302"} or writes["lost"]
        or writes["doubled"] or writes["wrong_counters"] or row["failed_tasks"]
    )  # fmt: skip


# --- Old and new ----------------------------------------------------------------------


def git(*arguments):
    command = ["git", *arguments]
    done = subprocess.run(command, cwd=server.ROOT, check=True, capture_output=True, text=True)  # noqa: S603
    return done.stdout.strip()


def migrations(commit):
    files = git("ls-tree", "-r", "--name-only", commit).splitlines()
    return {file for file in files if re.search(r"/migrations/\d", file)}


def last_with_other_migrations():
    current = migrations("HEAD")
    for commit in git("rev-list", "--first-parent", "HEAD").splitlines():
        if migrations(commit) != current:
            return commit
    raise SystemExit("no commit with other migrations")


# --- What runs ------------------------------------------------------------------------


class Update(nodes.Set):
    """Two nodes of the old code, and how they become two of the new one."""

    def __init__(self, options, folder, checkout):
        super().__init__(options, folder)
        self.old = checkout

    def run(self):
        self.primary, self.redis = Postgres.new(self.folder), Redis(self.folder)
        self.nginx = Nginx(self.folder)
        self.worker = None
        try:
            self.env = server.environment(
                self.primary.url, self.folder, CACHE_URL=self.redis.url, LOG_LEVEL="CRITICAL"
            )
            self.machine = report.machine(self.primary.url)
            self.content = server.load(self.env, self.old)
            for name in ("a", "b"):
                self._start(name, self.old, server.free_port())
            self._serve_all()
            self._replace_worker(self.old)
            return [
                self._measure("old code", None),
                self._measure("migrated under the old code", self._migrate),
                self._measure("task worker replaced", lambda: self._replace_worker(server.ROOT)),
                self._measure("first node replaced", lambda: self._replace("a")),
                self._measure("second node replaced", lambda: self._replace("b")),
            ]
        finally:
            for name in list(self.nodes):
                self._kill(name)
            for service in (self.redis, self.nginx, self.primary):
                service.stop()
            if self.worker:
                self.worker.kill()

    def _start(self, name, root, port):
        """A node with files of its own, as on a machine of its own."""
        env = {**self.env, "STATIC_ROOT": str(self.folder / f"static-{name}")}
        server.collect_static(env, root)
        self.nodes[name] = server.start(env, root, port)

    def _serve_all(self):
        self.nginx.serve([site for site, _process in self.nodes.values()])

    def _migrate(self):
        server.manage(self.env, "migrate", "--verbosity", "0")

    def _replace(self, name):
        site, process = self.nodes.pop(name)
        self._serve_all()
        process.terminate()
        process.wait()
        self._start(name, server.ROOT, int(site.rpartition(":")[2]))
        self._serve_all()

    def _replace_worker(self, root):
        if self.worker:
            self.worker.terminate()
            self.worker.wait()
        command = [sys.executable, "manage.py", "db_worker", "--verbosity", "0"]
        self.worker = subprocess.Popen(command, cwd=root, env=self.env)  # noqa: S603

    def _writers(self):
        """They answer each other, which makes work for the task worker."""
        number, url = self.options.writers, self.primary.url
        return Answers(self.nginx.site, self.content, number, url)

    def _readers(self):
        path = self.content["pages"]["Leitziel, 200"]["path"]
        number, session = self.options.readers, self.content["resident"]
        return Visitors(self.nginx.site, path, number, session)

    def _measure(self, name, change):
        row = super()._measure(name, change)
        with psycopg.connect(self.primary.url) as connection:
            failed = connection.execute(FAILED_TASKS).fetchone()[0]
        return {**row, "failed_tasks": failed}


FAILED_TASKS = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status = 'FAILED'"


class Visitors(nodes.Readers):
    """Readers with a browser: a page without its stylesheet is none. Every other one is known."""

    def __init__(self, site, path, number, session):
        super().__init__(site, path, number)
        self.session = session

    def read(self, reader, path):
        known = {"Cookie": f"__Host-sessionid={self.session}"} if reader % 2 else {}
        answer, page = self.get(path, **known)
        for address in _STYLESHEET.findall(page) if answer == "200" else []:
            found, _css = self.get(address)
            if found != "200":
                return f"{found} for the stylesheet"
        return answer


if __name__ == "__main__":
    main()
