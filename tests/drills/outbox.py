"""Task workers, a timer and a mail server, and what came of the mails they had."""

import contextlib
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter

import psycopg

from bench import server

# As in deploy/systemd.
RESTART_SECONDS = 2
PATIENCE_SECONDS = 180


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

    def measure(self, crowd, number, seconds, trouble):
        """Let the crowd write while so many workers run; returns what became of the mails."""
        self.began = time.time()
        self.mail_server.trouble.received.clear()
        self.workers = Workers(self.env, number)
        try:
            with self.timer():
                # Until all of them work.
                time.sleep(5)
                crowd.write(seconds, trouble and (lambda over: trouble(self, over)))
            self._heal()
            self._catch_up()
        finally:
            self.workers.stop()
        return self._mails(crowd)

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
