"""Fills the disk of the database while people write, and gives the room back.

    uv run python -m bench.disk [--seconds 30] [--clients 8]

PostgreSQL's files lie on a small disk of their own (a tmpfs, so this has to be run by root),
which somebody else's file fills: first all but a little, which the next comments use up, then
at one go. Where PostgreSQL ends, it is started again once there is room, as somebody would who
follows docs/betrieb.md. Then everything confirmed has to be there once. Writes
``bench/results/disk.json``; ends with 1 if anything was lost, doubled or answered with 500.
"""

import contextlib
import subprocess
import time

import psycopg

from . import report, server
from .faults import Crowd, verify
from .nodes import Readers
from .services import databases

MEGABYTE = 1024 * 1024
SIZE = 256 * MEGABYTE


def main():
    report.command("disk", __doc__, run, is_wrong, seconds=30, clients=8)


def is_wrong(row):
    return (
        row["lost"] or row["doubled"] or row["wrong_counters"] or row["half_written"]
        or row["answers_503_without_the_text"] or "500" in row["answers"]
    )  # fmt: skip


@contextlib.contextmanager
def small_disk(folder):
    """A disk of its own below ``folder``; yields where it is."""
    path = folder / "disk"
    path.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(path)]
    if subprocess.run(mount).returncode:  # noqa: S603
        raise SystemExit("a small disk can only be mounted by root")
    try:
        yield path
    finally:
        subprocess.run(["umount", "--lazy", str(path)], check=True)  # noqa: S603, S607


def run(options, folder):
    # PostgreSQL's own user has to get to the disk.
    folder.chmod(0o755)
    with small_disk(folder) as disk, databases(folder, disk) as (postgres, _, env):
        content = server.load(env)
        machine, runs = report.machine(postgres.url), []
        with server.serve(env) as (site, _process):
            for name, spare in (
                ("full after the next comments", MEGABYTE // 2),
                ("full at once", 0),
            ):
                crowd, filler = Crowd(site, content, options.clients), Filler(disk, postgres)
                readers = Visitors(site, content["pages"]["Leitziel, 200"]["path"], 2)
                readers.start()
                crowd.write(options.seconds, filler.fault(spare, options.seconds))
                runs.append(
                    {
                        "fault": name,
                        "reads": readers.stop(),
                        **crowd.report(),
                        **verify(postgres.url, crowd),
                        "half_written": half_written(postgres.url, crowd),
                        **filler.report(crowd),
                    }
                )
        return machine, runs


class Visitors(Readers):
    """They ask gunicorn itself, as nginx would."""

    def get(self, path):
        return super().get(path, **server.PROXY)


class Filler:
    """Somebody else's file, which takes all the room there is."""

    def __init__(self, disk, postgres):
        self.path, self.postgres = disk / "fremde-datei", postgres
        self.ended = False

    def fault(self, spare, seconds):
        def fault(over):
            over.wait(seconds / 6)
            self._fill(spare)
            over.wait(seconds / 2)
            self.path.unlink()
            self.free_at = time.monotonic()
            while not over.wait(0.5):
                if not self.postgres.is_running():
                    self.ended = True
                    self.postgres.start()

        return fault

    def _fill(self, spare):
        block = bytes(64 * 1024)
        with contextlib.suppress(OSError), self.path.open("wb", buffering=0) as file:
            while True:
                file.write(block)
        with self.path.open("r+b") as file:
            file.truncate(max(0, self.path.stat().st_size - spare))

    def report(self, crowd):
        return {
            "postgresql_ended": self.ended,
            "seconds_until_the_first_confirmed_after_there_was_room": round(
                min((at for at in crowd.confirmed_at if at > self.free_at), default=float("nan"))
                - self.free_at, 1,
            ),
        }  # fmt: skip


HALF_WRITTEN = """
SELECT count(*) FROM comments_kommentar
WHERE idempotency_key::text = ANY(%s) AND text <> 'Ein Kommentar ' || idempotency_key
"""


def half_written(url, crowd):
    """How many comments are not as they were sent."""
    with psycopg.connect(url) as connection:
        return connection.execute(HALF_WRITTEN, [list(crowd.sent)]).fetchone()[0]


if __name__ == "__main__":
    main()
