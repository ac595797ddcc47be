"""Fills the disk of the database while people write, and gives the room back.

PostgreSQL's files lie on a small disk of their own (a tmpfs, so this has to be run by root),
which somebody else's file fills: first all but a little, which the next comments use up, then
at one go. Where PostgreSQL ends, it is started again once there is room, as docs/betrieb.md
says. Then everything confirmed has to be there once, and every refusal kept the text.
"""

import contextlib
import subprocess
import time

import psycopg
import pytest

from bench import server

from . import services
from .people import NOTHING_WRONG, Crowd, Readers, verify

pytestmark = pytest.mark.drill

SECONDS, CLIENTS = 30, 8
MEGABYTE = 1024 * 1024
SIZE = 256 * MEGABYTE


@contextlib.contextmanager
def small_disk(folder):
    """A disk of its own below ``folder``; yields where it is."""
    path = folder / "disk"
    path.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(path)]
    subprocess.run(mount, check=True)  # noqa: S603
    try:
        yield path
    finally:
        subprocess.run(["umount", "--lazy", str(path)], check=True)  # noqa: S603, S607


@pytest.fixture(scope="module")
def platform(folder):
    services.need_root()
    with small_disk(folder) as disk, services.databases(folder, disk) as (postgres, _, env):
        content = server.load(env)
        with server.serve(env) as (site, _process):
            yield disk, postgres, site, content


@pytest.mark.parametrize("spare", [MEGABYTE // 2, 0], ids=["by the next comments", "at once"])
def test_a_full_disk_loses_nothing(platform, spare):
    disk, postgres, site, content = platform
    crowd, filler = Crowd(site, content, CLIENTS), Filler(disk, postgres)
    readers = Visitors(site, content["pages"]["Ziel mit 200"][0], 2)
    readers.start()
    crowd.write(SECONDS, filler.fault(spare, SECONDS))
    reads = readers.stop()

    print(crowd.report(), reads)
    assert verify(postgres.url, crowd) == NOTHING_WRONG
    assert half_written(postgres.url, crowd) == 0
    assert crowd.without_text == 0
    assert "500" not in {*crowd.answers, *reads}
    # They wrote again once there was room.
    assert any(at > filler.free_at for at in crowd.confirmed_at)


class Visitors(Readers):
    """They ask gunicorn itself, as nginx would."""

    def get(self, path):
        return super().get(path, **server.PROXY)


class Filler:
    """Somebody else's file, which takes all the room there is."""

    def __init__(self, disk, postgres):
        self.path, self.postgres = disk / "fremde-datei", postgres

    def fault(self, spare, seconds):
        def fault(over):
            over.wait(seconds / 6)
            self._fill(spare)
            over.wait(seconds / 2)
            self.path.unlink()
            self.free_at = time.monotonic()
            while not over.wait(0.5):
                if not self.postgres.is_running():
                    self.postgres.start()

        return fault

    def _fill(self, spare):
        block = bytes(64 * 1024)
        with contextlib.suppress(OSError), self.path.open("wb", buffering=0) as file:
            while True:
                file.write(block)
        with self.path.open("r+b") as file:
            file.truncate(max(0, self.path.stat().st_size - spare))


HALF_WRITTEN = """
SELECT count(*) FROM comments_kommentar
WHERE idempotency_key::text = ANY(%s) AND text <> 'Ein Kommentar ' || idempotency_key
"""


def half_written(url, crowd):
    """How many comments are not as they were sent."""
    with psycopg.connect(url) as connection:
        return connection.execute(HALF_WRITTEN, [list(crowd.sent)]).fetchone()[0]
