"""Kills task workers and troubles the mail server while people answer each other; counts mails.

    uv run python -m bench.outbox [--seconds 25] [--clients 4]

Every answer to somebody's comment is told to its author by mail. Starts PostgreSQL, Redis,
gunicorn, task workers and a real mail server on loopback; workers that end are started again,
as systemd does, and ``send_mails`` runs beside them, as the timer does. After each run trouble
is over, the time that pauses last is taken to have passed, and what was left lying is picked
up. Then each confirmed answer must be told of, once. A mail may come twice only where a worker
died, or lost the database, between the server's "250" and its own note. Writes
``bench/results/outbox.json``; ends with 1 if a mail is missing, or doubled otherwise.
"""

import contextlib
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter

import psycopg

from tests.mails import smtp

from . import report, server
from .faults import Crowd, verify
from .services import databases

# As in deploy/systemd.
RESTART_SECONDS = 2
PATIENCE_SECONDS = 180


def main():
    report.command("outbox", __doc__, run, is_wrong, seconds=25, clients=4)


def is_wrong(row):
    return (
        row["lost"] or row["doubled"] or row["wrong_counters"] or row["answers_without_a_mail"]
        or row["mails_twice"] > row["senders_interrupted"]
    )  # fmt: skip


def run(options, folder):
    with (
        smtp.Server() as mail_server,
        databases(folder, EMAIL_URL=f"smtp://127.0.0.1:{mail_server.port}") as (postgres, _, env),
    ):
        content = server.load(env)
        outbox = Outbox(env, postgres, mail_server)
        with server.serve(env) as (site, _process):
            return report.machine(postgres.url), [
                outbox.measure(what, Answers(site, content, options.clients, postgres.url), number,
                               options.seconds, trouble)
                for what, number, trouble in (
                    ("one worker", 1, None),
                    ("three workers", 3, None),
                    ("two workers, one killed every 4 s", 2, kill_one),
                    ("the only worker killed every 4 s", 1, kill_one),
                    ("two workers, PostgreSQL killed every 8 s", 2, kill_database),
                    ("the mail server is gone", 1, stop),
                    ("the mail server takes 3 s for a mail", 1, slow_down),
                    ("the mail server refuses for now", 1, refuse),
                )
            ]  # fmt: skip


# --- What goes wrong ------------------------------------------------------------------


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


# --- What runs ------------------------------------------------------------------------


class Workers:
    """Task workers, each started again when it ends."""

    def __init__(self, env, number):
        self.env, self.interrupted, self.over = env, 0, threading.Event()
        self.lock = threading.Lock()
        self.processes = [self._start() for _ in range(number)]
        self.watch = threading.Thread(target=self._watch)
        self.watch.start()

    def _start(self):
        command = [sys.executable, "manage.py", "db_worker", "--verbosity", "0"]
        return subprocess.Popen(command, cwd=server.ROOT, env=self.env, stderr=subprocess.DEVNULL)  # noqa: S603

    def _watch(self):
        while not self.over.wait(RESTART_SECONDS):
            with self.lock:
                self.processes = [
                    process if process.poll() is None else self._start()
                    for process in self.processes
                ]

    def kill_one(self):
        with self.lock:
            living = [process for process in self.processes if process.poll() is None]
            if living:
                random.choice(living).send_signal(signal.SIGKILL)  # noqa: S311
                self.interrupted += 1

    def stop(self):
        self.over.set()
        self.watch.join()
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait()


class Outbox:
    """Workers, timer and mail server, and what came of the mails they had."""

    def __init__(self, env, postgres, mail_server):
        self.env, self.postgres, self.mail_server = env, postgres, mail_server

    def measure(self, what, crowd, number, seconds, trouble):
        self.began = time.time()
        self.mail_server.trouble.received.clear()
        self.workers = Workers(self.env, number)
        try:
            with self.timer():
                # Until all of them work.
                time.sleep(5)
                crowd.write(seconds, trouble and (lambda over: trouble(self, over)))
            at_once = len(self.received(crowd))
            self._heal()
            started = time.monotonic()
            self._catch_up()
        finally:
            self.workers.stop()
        return {
            "fault": what,
            **crowd.report(),
            **verify(self.postgres.url, crowd),
            "senders_interrupted": self.workers.interrupted,
            **self._mails(crowd),
            "mails_while_people_wrote": at_once,
            "seconds_to_catch_up": round(time.monotonic() - started, 1),
        }

    def timer(self):
        """Like ``mitreden-minute.timer``, only more often."""
        command = [sys.executable, "manage.py", "send_mails", "--loop", "5"]
        return _running(command, self.env)

    def _heal(self):
        trouble = self.mail_server.trouble
        trouble.delay, trouble.rcpt_reply = 0, ""
        self.mail_server.stop()
        self.mail_server.start()

    def _catch_up(self):
        """Let pauses be over, and timers and workers do what is left."""
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            with psycopg.connect(self.postgres.url) as connection:
                for statement in TIME_PASSES:
                    connection.execute(statement)
            server.manage(self.env, "heartbeat")
            server.manage(self.env, "send_mails")
            with psycopg.connect(self.postgres.url) as connection:
                if connection.execute(LEFT).fetchone()[0] == 0:
                    return

    def received(self, crowd):
        """How often each of the crowd's mails came, by Message-ID."""
        ours = self._message_ids(crowd)
        return Counter(id for id in map(_message_id, self.mail_server.raw) if id in ours)

    def _mails(self, crowd):
        wanted = self._message_ids(crowd)
        received = self.received(crowd)
        told = {wanted[id] for id in received}
        with psycopg.connect(self.postgres.url) as connection:
            again = connection.execute(BEGUN_TWICE, [self.began]).fetchone()[0]
        return {
            "mails": len(received),
            "answers_without_a_mail": len(set(crowd.confirmed.values()) - told),
            "mails_twice": sum(times > 1 for times in received.values()),
            "tasks_begun_twice": again,
        }

    def _message_ids(self, crowd):
        """The comment that each mail tells of, by Message-ID."""
        with psycopg.connect(self.postgres.url) as connection:
            found = connection.execute(
                "SELECT m.message_id, k.id FROM mails_mail m JOIN comments_kommentar k"
                " ON m.key = format('kommentar-%%s-%%s', k.id, m.user_id)"
                " WHERE k.idempotency_key::text = ANY(%s)",
                [list(crowd.sent)],
            ).fetchall()
        return dict(found)


# What a worker that died left lying counts as such after a quarter of an hour.
TIME_PASSES = (
    "UPDATE mails_mail SET next_attempt_at = now() WHERE status = 'waiting'",
    "UPDATE mails_mail SET claimed_at = claimed_at - interval '16 minutes'"
    " WHERE status = 'sending' AND claimed_at < now() - interval '20 seconds'",
    "UPDATE django_tasks_database_dbtaskresult SET started_at = started_at - interval '16 minutes'"
    " WHERE status = 'RUNNING' AND started_at < now() - interval '20 seconds'",
)
LEFT = """
SELECT (SELECT count(*) FROM mails_mail WHERE status IN ('waiting', 'sending'))
    + (SELECT count(*) FROM django_tasks_database_dbtaskresult
       WHERE status IN ('READY', 'RUNNING') AND task_path = 'comments.tasks.tell_of_comment')
"""
BEGUN_TWICE = """
SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE jsonb_array_length(worker_ids) > 1
    AND enqueued_at > to_timestamp(%s)
"""


def _message_id(raw):
    head = raw.partition(b"\r\n\r\n")[0].decode()
    lines = [line for line in head.splitlines() if line.lower().startswith("message-id:")]
    return lines[0].partition(":")[2].strip()


@contextlib.contextmanager
def _running(command, env):
    process = subprocess.Popen(  # noqa: S603
        command, cwd=server.ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait()


class Answers(Crowd):
    """People who answer what others wrote."""

    def __init__(self, site, content, clients, url):
        super().__init__(site, content, clients)
        with psycopg.connect(url) as connection:
            found = connection.execute(
                "SELECT id FROM comments_kommentar WHERE parent_id IS NULL AND author_id NOT IN"
                " (SELECT user_id FROM accounts_sitzung WHERE session_key = ANY(%s))"
                " ORDER BY id LIMIT 100",
                [self.sessions],
            ).fetchall()
        self.comments = [pk for (pk,) in found]

    def form(self, key):
        path = f"/kommentare/{random.choice(self.comments)}/antworten/"  # noqa: S311
        return path, {"text": f"Eine Antwort {key}"}


if __name__ == "__main__":
    main()
