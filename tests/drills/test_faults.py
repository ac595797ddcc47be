"""Kills what the platform consists of while people write.

Clients post comments, each as a person would: who gets no answer, or one that says so, sends
the same form again. Then every comment that was confirmed has to be there exactly once, and
every counter has to be right.
"""

import os
import random
import signal
import time
from pathlib import Path

import pytest

from bench import server

from .people import NOTHING_WRONG, Crowd, verify

pytestmark = pytest.mark.drill

SECONDS, CLIENTS = 30, 8
AWAY_SECONDS = 30


@pytest.fixture(scope="module")
def gunicorn(world):
    with server.serve(world.env) as (site, process):
        yield site, process


def kill_workers(process):
    def fault(over):
        while not over.wait(1):
            children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
            if children:
                os.kill(int(random.choice(children.split())), signal.SIGKILL)  # noqa: S311

    return fault


def kill_and_start(service, *, every):
    def fault(over):
        while not over.wait(every):
            service.kill()
            time.sleep(1)
            service.start()

    return fault


def take_away(service):
    def fault(over):
        over.wait(5)
        service.kill()
        time.sleep(AWAY_SECONDS)
        service.start()

    return fault


FAULTS = {
    "nothing": (lambda world, process: None, SECONDS),
    "workers of gunicorn killed": (lambda world, process: kill_workers(process), SECONDS),
    "PostgreSQL killed": (lambda world, process: kill_and_start(world.postgres, every=8), SECONDS),
    "PostgreSQL away": (lambda world, process: take_away(world.postgres), AWAY_SECONDS + 20),
    "Redis killed": (lambda world, process: kill_and_start(world.redis, every=8), SECONDS),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_was_confirmed_is_there_once(world, gunicorn, name):
    site, process = gunicorn
    fault, seconds = FAULTS[name]
    crowd = Crowd(site, world.content, CLIENTS)
    crowd.write(seconds, fault(world, process))

    print(crowd.report())
    assert crowd.confirmed
    assert crowd.without_text == 0
    assert verify(world.postgres.url, crowd) == NOTHING_WRONG
