"""Updates two nodes, one after the other, while people read and write: old and new code at once.

The old code is a checkout of an earlier commit, by default the last one of the main line with
other migrations than now (``OLD=COMMIT`` names another); the new code is this one. First the
new code migrates while the old one serves, then the task worker is replaced, then node after
node, as docs/betrieb.md says: taken out of nginx, stopped, its files collected beside the old
ones, started, put back. Half of the readers are signed in; all fetch the stylesheet their page
asks for. The order of the tests is that of the events.
"""

import os
import re
import subprocess
import sys

import psycopg
import pytest

from bench import server

from .nodes import READERS, WRITERS, Set
from .people import NOTHING_WRONG, Answers, Readers, verify
from .services import Nginx, Postgres, Redis, need

pytestmark = pytest.mark.drill

_STYLESHEET = re.compile(r'href="(/static/[^"]+\.css)"')


@pytest.fixture(scope="module")
def update(folder):
    need("git", "nginx", "redis-server")
    old = git("rev-parse", os.environ.get("OLD") or last_with_other_migrations())
    checkout = folder / "old"
    git("worktree", "add", "--detach", str(checkout), old)
    running = Update(folder, checkout)
    try:
        running.start()
        yield running
    finally:
        running.stop()
        git("worktree", "remove", "--force", str(checkout))


STEPS = {
    "old code": None,
    "migrated under the old code": lambda update: update.migrate(),
    "task worker replaced": lambda update: update.replace_worker(server.ROOT),
    "first node replaced": lambda update: update.replace("a"),
    "second node replaced": lambda update: update.replace("b"),
}


@pytest.mark.parametrize("name", STEPS)
def test_nobody_notices(update, name):
    step = STEPS[name]
    crowd, reads = update.use(step and (lambda: step(update)))

    assert set(reads) == {"200"}
    assert set(crowd.answers) == {"302"}
    assert verify(update.primary.url, crowd) == NOTHING_WRONG
    assert update.failed_tasks() == 0


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


class Update(Set):
    """Two nodes of the old code, and how they become two of the new one."""

    def __init__(self, folder, checkout):
        super().__init__(folder)
        self.old, self.worker = checkout, None

    def start(self):
        self.primary = self._run(Postgres.new(self.folder))
        self.redis, self.nginx = self._run(Redis(self.folder)), self._run(Nginx(self.folder))
        self.env = server.environment(
            self.primary.url, self.folder, CACHE_URL=self.redis.url, LOG_LEVEL="CRITICAL"
        )
        self.content = server.load(self.env, self.old)
        for name in ("a", "b"):
            self._start(name, self.old, server.free_port())
        self._serve_all()
        self.replace_worker(self.old)

    def stop(self):
        if self.worker:
            self.worker.kill()
            self.worker.wait()
        super().stop()

    def _start(self, name, root, port):
        """A node with files of its own, as on a machine of its own."""
        env = {**self.env, "STATIC_ROOT": str(self.folder / f"static-{name}")}
        server.manage(env, "collectstatic", "--noinput", "--verbosity", "0", root=root)
        self.nodes[name] = server.start(env, root, port)

    def _serve_all(self):
        self.nginx.serve([site for site, _process in self.nodes.values()])

    def migrate(self):
        server.manage(self.env, "migrate", "--verbosity", "0")

    def replace(self, name):
        site, process = self.nodes.pop(name)
        self._serve_all()
        process.terminate()
        process.wait()
        self._start(name, server.ROOT, int(site.rpartition(":")[2]))
        self._serve_all()

    def replace_worker(self, root):
        if self.worker:
            self.worker.terminate()
            self.worker.wait()
        command = [sys.executable, "manage.py", "db_worker", "--verbosity", "0"]
        self.worker = subprocess.Popen(command, cwd=root, env=self.env)  # noqa: S603

    def failed_tasks(self):
        with psycopg.connect(self.primary.url) as connection:
            return connection.execute(FAILED_TASKS).fetchone()[0]

    def _writers(self):
        """They answer each other, which makes work for the task worker."""
        return Answers(self.nginx.site, self.content, WRITERS, self.primary.url)

    def _readers(self):
        path = self.content["pages"]["Ziel mit 200"][0]
        return Visitors(self.nginx.site, path, READERS, self.content["sessions"]["resident"])


FAILED_TASKS = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status = 'FAILED'"


class Visitors(Readers):
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
