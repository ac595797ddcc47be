"""Kills task workers and troubles the mail server while people answer each other; counts mails.

Every answer to a user's comment is told to its author by mail. Workers that end are started
again, as systemd does, and ``send_mails`` runs beside them, as the timer does. After each run
trouble is over, the time that pauses last is taken to have passed, and what was left lying is
picked up. Then each confirmed answer must be told of, once. A mail may come twice only where a
worker died, or lost the database, between the server's "250" and its own note.
"""

import time

import pytest

from bench import server
from tests.mails import smtp

from .outbox import Outbox
from .people import NOTHING_WRONG, Answers, verify

pytestmark = pytest.mark.drill

SECONDS, CLIENTS = 25, 4


@pytest.fixture(scope="module")
def mail_server():
    with smtp.Server() as running:
        yield running


@pytest.fixture(scope="module")
def variables(mail_server):
    return {"EMAIL_URL": f"smtp://127.0.0.1:{mail_server.port}"}


@pytest.fixture(scope="module")
def site(world):
    with server.serve(world.env) as (site, _process):
        yield site


def kill_one(outbox, over):
    while not over.wait(4):
        outbox.workers.kill_one()


def kill_database(outbox, over):
    while not over.wait(8):
        outbox.postgres.kill()
        # Each of the workers, and the timer.
        outbox.workers.interrupted += len(outbox.workers.processes) + 1
        time.sleep(1)
        outbox.postgres.start()


def stop(outbox, over):
    outbox.mail_server.stop()
    over.wait()


def slow_down(outbox, over):
    outbox.mail_server.trouble.delay = 3
    over.wait()


def refuse(outbox, over):
    outbox.mail_server.trouble.rcpt_reply = "451 4.3.0 try later"
    over.wait()


TROUBLE = {
    "one worker": (1, None),
    "three workers": (3, None),
    "two workers, one killed every 4 s": (2, kill_one),
    "the only worker killed every 4 s": (1, kill_one),
    "two workers, PostgreSQL killed every 8 s": (2, kill_database),
    "the mail server is gone": (1, stop),
    "the mail server takes 3 s for a mail": (1, slow_down),
    "the mail server refuses for now": (1, refuse),
}


@pytest.mark.parametrize("name", TROUBLE)
def test_every_answer_is_told_of_once(world, mail_server, site, name):
    workers, trouble = TROUBLE[name]
    outbox = Outbox(world.env, world.postgres, mail_server)
    crowd = Answers(site, world.content, CLIENTS, world.postgres.url)
    mails = outbox.measure(crowd, workers, SECONDS, trouble)

    print(crowd.report(), mails)
    assert crowd.confirmed
    assert verify(world.postgres.url, crowd) == NOTHING_WRONG
    assert mails["answers_without_a_mail"] == 0
    assert mails["mails_twice"] <= outbox.workers.interrupted
