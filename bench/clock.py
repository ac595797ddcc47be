"""Moves the clock of the application while people answer each other.

    uv run python -m bench.clock [--seconds 12] [--clients 4]

The clock of gunicorn, the task worker and the timers (``bench.moved``) jumps an hour and a day
ahead and back, and behind and back. PostgreSQL and Redis keep the right time, as on machines of
their own. The Kommentierphase began half an hour ago and ends in half a day: after each jump
pages, kept ones too, have to show what holds then, forms have to be taken or refused
accordingly, whoever is signed in stays so, mails leave, and the worker is heard. Writes
``bench/results/clock.json``; ends with 1 if one of these fails.
"""

import time
import uuid

import psycopg

from tests.mails import smtp

from . import report, server
from .faults import verify
from .nodes import Readers
from .outbox import Answers, Outbox, Workers
from .services import databases

HOUR = 60 * 60
JUMPS = (
    # What the clock says, by how many seconds it is wrong, whether the phase is open by it.
    ("right", 0, True),
    ("an hour ahead", HOUR, True),
    ("right", 0, True),
    ("an hour behind", -HOUR, False),
    ("right", 0, True),
    ("a day ahead", 24 * HOUR, False),
    ("right", 0, True),
    ("a day behind", -24 * HOUR, False),
    ("right", 0, True),
)
# How long a worker may take to see what waits.
SETTLE_SECONDS = 2
PATIENCE_SECONDS = 60


def main():
    report.command("clock", __doc__, run, is_wrong, seconds=12, clients=4)


def is_wrong(row):
    return (
        row["page"] != row["should_be"] or row["form"] != row["should_be"]
        or not row["worker_is_heard"] or row["mails"] != row["confirmed"]
        or row["confirmed"] != (row["forms"] if row["should_be"] == "open" else 0)
        or row["lost"] or row["doubled"] or row["wrong_counters"]
    )  # fmt: skip


def run(options, folder):
    clock = Clock(folder)
    with (
        smtp.Server() as mail_server,
        databases(folder, EMAIL_URL=f"smtp://127.0.0.1:{mail_server.port}") as (postgres, _, env),
    ):
        content = server.load(env)
        with psycopg.connect(postgres.url) as connection:
            connection.execute(PHASE)
        faked = {**env, **clock.environment}
        with server.serve(faked) as (site, _process):
            platform = Platform(options, faked, postgres, mail_server, site, content, clock)
            return report.machine(postgres.url), platform.measure()


PHASE = """
UPDATE phases_kommentierphase
SET starts_at = now() - interval '30 minutes', ends_at = now() + interval '12 hours'
"""


class Clock:
    """What the processes that were given its ``environment`` take for the time."""

    def __init__(self, folder):
        self.path = folder / "offset"
        self.set(0)
        self.environment = {
            "DJANGO_SETTINGS_MODULE": "bench.moved",
            "CLOCK_OFFSET_FILE": str(self.path),
        }

    def set(self, seconds):
        partial = self.path.with_suffix(".part")
        partial.write_text(str(seconds))
        partial.replace(self.path)


class Platform:
    """All that goes by the moved clock, and the people who use it."""

    def __init__(self, options, env, postgres, mail_server, site, content, clock):
        self.options, self.env, self.postgres = options, env, postgres
        self.site, self.content, self.clock = site, content, clock
        self.outbox = Outbox(env, postgres, mail_server)

    def measure(self):
        workers = Workers(self.env, 1)
        try:
            with self.outbox.timer():
                return [self._jump(*jump) for jump in JUMPS]
        finally:
            workers.stop()

    def _jump(self, name, offset, is_open):
        """Let people write while the clock jumps; where it closes the phase, let one try."""
        crowd = Answers(self.site, self.content, self.options.clients, self.postgres.url)

        def jump(over):
            over.wait(self.options.seconds / 3)
            self.clock.set(offset)

        if is_open:
            crowd.write(self.options.seconds, jump)
        else:
            self.clock.set(offset)
        time.sleep(SETTLE_SECONDS)
        return {
            "clock": name,
            "should_be": "open" if is_open else "closed",
            "page": self._page(),
            "form": self._form(crowd),
            "worker_is_heard": self._worker_is_heard(),
            **self._mails(crowd),
            **crowd.report(),
            **verify(self.postgres.url, crowd),
        }

    def _page(self):
        """What the page says on which people write; the second time, as it was kept."""
        reader = Readers(self.site, self.content["write"], 1)
        found = [reader.get(reader.path, **server.PROXY) for _ in range(2)]
        states = {
            ("open" if 'name="text"' in page else "closed") if answer == "200" else answer
            for answer, page in found
        }
        return " and ".join(sorted(states))

    def _form(self, crowd):
        key = str(uuid.uuid4())
        crowd.sent.add(key)
        return "open" if crowd.post(crowd.sessions[0], key) else "closed"

    def _worker_is_heard(self):
        """Whether the checkup finds it at work, within a while after it was asked."""
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            server.manage(self.env, "heartbeat")
            time.sleep(SETTLE_SECONDS)
            if "mitreden-" not in server.manage(self.env, "checkup", may_fail=True):
                return True
        return False

    def _mails(self, crowd):
        """How many mails came, at the latest after a while."""
        end = time.monotonic() + PATIENCE_SECONDS
        while len(self.outbox.received(crowd)) < len(crowd.confirmed) and time.monotonic() < end:
            time.sleep(1)
        return {"mails": len(self.outbox.received(crowd))}


if __name__ == "__main__":
    main()
