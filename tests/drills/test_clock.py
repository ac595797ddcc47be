"""Moves the clock of the application while people answer each other.

The clock of gunicorn, the task worker and the timers (``tests.drills.moved``) jumps an hour and
a day ahead and back, and behind and back. PostgreSQL and Redis keep the right time, as on
machines of their own. The Kommentierphase began half an hour ago and ends in half a day: after
each jump pages, kept ones too, show what holds then, forms are taken or refused accordingly,
who is signed in stays so, mails leave, and the worker is heard. The order of the tests is that
of the jumps.
"""

import time
import uuid

import psycopg
import pytest

from bench import server
from tests.mails import smtp

from .outbox import Outbox, Workers
from .people import NOTHING_WRONG, Answers, Readers, verify

pytestmark = pytest.mark.drill

SECONDS, CLIENTS = 12, 4
HOUR = 60 * 60
# What the clock says, by how many seconds it is wrong, whether the phase is open by it.
JUMPS = (
    ("right", 0, True),
    ("an hour ahead", HOUR, True),
    ("right again", 0, True),
    ("an hour behind", -HOUR, False),
    ("right after an hour behind", 0, True),
    ("a day ahead", 24 * HOUR, False),
    ("right after a day ahead", 0, True),
    ("a day behind", -24 * HOUR, False),
    ("right after a day behind", 0, True),
)
# How long a worker may take to see what waits.
SETTLE_SECONDS = 2
PATIENCE_SECONDS = 60
PHASE = """
UPDATE phases_kommentierphase
SET starts_at = now() - interval '30 minutes', ends_at = now() + interval '12 hours'
"""


@pytest.fixture(scope="module")
def mail_server():
    with smtp.Server() as running:
        yield running


@pytest.fixture(scope="module")
def variables(mail_server):
    return {"EMAIL_URL": f"smtp://127.0.0.1:{mail_server.port}"}


@pytest.fixture(scope="module")
def platform(world, mail_server, folder):
    with psycopg.connect(world.postgres.url) as connection:
        connection.execute(PHASE)
    clock = Clock(folder)
    with server.serve({**world.env, **clock.environment}) as (site, _process):
        platform = Platform(world, mail_server, clock, site)
        workers = Workers(platform.env, 1)
        try:
            with platform.outbox.timer():
                yield platform
        finally:
            workers.stop()


@pytest.mark.parametrize(("name", "offset", "is_open"), JUMPS, ids=[jump[0] for jump in JUMPS])
def test_all_goes_by_the_clock_of_the_application(platform, name, offset, is_open):
    crowd, expected = platform.crowd(), "open" if is_open else "closed"
    platform.jump(crowd, offset, is_open)

    assert platform.page() == expected
    assert platform.form(crowd) == expected
    assert platform.worker_is_heard()
    assert platform.mails(crowd) == len(crowd.confirmed)
    assert len(crowd.confirmed) == (len(crowd.sent) if is_open else 0)
    assert verify(platform.world.postgres.url, crowd) == NOTHING_WRONG


class Clock:
    """What the processes that were given its ``environment`` take for the time."""

    def __init__(self, folder):
        self.path = folder / "offset"
        self.set(0)
        self.environment = {
            "DJANGO_SETTINGS_MODULE": "tests.drills.moved",
            "CLOCK_OFFSET_FILE": str(self.path),
        }

    def set(self, seconds):
        partial = self.path.with_suffix(".part")
        partial.write_text(str(seconds))
        partial.replace(self.path)


class Platform:
    """All that goes by the moved clock, and the people who use it."""

    def __init__(self, world, mail_server, clock, site):
        self.world, self.clock, self.site = world, clock, site
        self.env = {**world.env, **clock.environment}
        self.outbox = Outbox(self.env, world.postgres, mail_server)

    def crowd(self):
        return Answers(self.site, self.world.content, CLIENTS, self.world.postgres.url)

    def jump(self, crowd, offset, is_open):
        """Let people write while the clock jumps; where it closes the phase, nobody can."""

        def fault(over):
            over.wait(SECONDS / 3)
            self.clock.set(offset)

        if is_open:
            crowd.write(SECONDS, fault)
        else:
            self.clock.set(offset)
        time.sleep(SETTLE_SECONDS)

    def page(self):
        """What the page says on which people write; the second time, as it was kept."""
        reader = Readers(self.site, self.world.content["pages"]["write"][0], 1)
        found = [reader.get(reader.path, **server.PROXY) for _ in range(2)]
        states = {
            ("open" if 'name="text"' in page else "closed") if answer == "200" else answer
            for answer, page in found
        }
        return " and ".join(sorted(states))

    def form(self, crowd):
        key = str(uuid.uuid4())
        crowd.sent.add(key)
        return "open" if crowd.post(crowd.sessions[0], key) else "closed"

    def worker_is_heard(self):
        """Whether the checkup finds it at work, within a while after it was asked."""
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            server.manage(self.env, "heartbeat")
            time.sleep(SETTLE_SECONDS)
            if "mitreden-" not in server.manage(self.env, "checkup", may_fail=True):
                return True
        return False

    def mails(self, crowd):
        """How many mails came, at the latest after a while."""
        end = time.monotonic() + PATIENCE_SECONDS
        while len(self.outbox.received(crowd)) < len(crowd.confirmed) and time.monotonic() < end:
            time.sleep(1)
        return len(self.outbox.received(crowd))
