"""Kills what the platform consists of while people write, and counts what they were promised.

    uv run python -m bench.faults [--seconds 30] [--clients 8]

Starts a PostgreSQL, a Redis and gunicorn of its own on loopback. Clients post comments, each
as a person would: who gets no answer, or one that says so, sends the same form again. In turn
workers, database and cache are killed (``kill -9``) under them. Then every comment that was
confirmed has to be there exactly once, none twice, and every counter has to be right. Writes
``bench/results/faults.json``; ends with 1 if anything was lost or doubled.
"""

import http.client
import os
import random
import signal
import threading
import time
import uuid
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import psycopg

from . import report, server
from .services import databases

AWAY_SECONDS = 30


def main():
    report.command("faults", __doc__, run, is_wrong, seconds=30, clients=8)


def is_wrong(row):
    return row["lost"] or row["doubled"] or row["wrong_counters"]


def run(options, folder):
    with databases(folder) as (postgres, redis, env):
        content = server.load(env)
        machine, runs = report.machine(postgres.url), []
        with server.serve(env) as (site, process):
            for name, fault, seconds in (
                ("nothing", None, options.seconds),
                ("workers of gunicorn killed", kill_workers(process), options.seconds),
                ("PostgreSQL killed", kill_and_start(postgres, every=8), options.seconds),
                (f"PostgreSQL away for {AWAY_SECONDS} s", take_away(postgres), AWAY_SECONDS + 20),
                ("Redis killed", kill_and_start(redis, every=8), options.seconds),
            ):
                crowd = Crowd(site, content, options.clients)
                crowd.write(seconds, fault)
                runs.append({"fault": name, **crowd.report(), **verify(postgres.url, crowd)})
        return machine, runs


# --- What goes wrong ------------------------------------------------------------------


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


# --- Who writes -----------------------------------------------------------------------


class Crowd:
    """People who post one comment after the other, and insist."""

    def __init__(self, site, content, clients):
        self.host = urlsplit(site).netloc
        self.path, self.sessions = content["write"], content["writers"][:clients]
        self.sent, self.confirmed = set(), {}
        self.answers, self.waits, self.confirmed_at = {}, [], []
        self.without_text = 0
        self.lock = threading.Lock()

    def write(self, seconds, fault):
        """Write for so long, while ``fault`` runs; whoever waits for an answer waits on."""
        self.deadline = time.monotonic() + seconds
        over = threading.Event()
        people = [threading.Thread(target=self._person, args=[each]) for each in self.sessions]
        trouble = threading.Thread(target=fault, args=[over]) if fault else None
        for thread in [*people, *([trouble] if trouble else [])]:
            thread.start()
        time.sleep(seconds)
        over.set()
        if trouble:
            trouble.join()
        for thread in people:
            thread.join()

    def _person(self, session):
        while time.monotonic() < self.deadline:
            key, started = str(uuid.uuid4()), time.monotonic()
            with self.lock:
                self.sent.add(key)
            while not self.post(session, key):
                if time.monotonic() > self.deadline + 60:
                    return
                time.sleep(0.5)
            with self.lock:
                self.waits.append(time.monotonic() - started)

    def post(self, session, key):
        """Send the form; whether it was confirmed."""
        path, fields = self.form(key)
        text = fields["text"]
        headers = {
            **server.PROXY,
            "Host": "127.0.0.1",
            "Origin": "https://127.0.0.1",
            "Cookie": f"__Host-sessionid={session}; __Host-csrftoken={server.TOKEN}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        body = urlencode({**fields, "idempotency_key": key, "csrfmiddlewaretoken": server.TOKEN})
        connection = http.client.HTTPConnection(self.host, timeout=40)
        try:
            connection.request("POST", path, body, headers)
            response = connection.getresponse()
            page = response.read().decode()
        except (OSError, http.client.HTTPException) as error:
            self._count(type(error).__name__)
            return False
        finally:
            connection.close()
        self._count(str(response.status))
        if response.status == 302:
            number = int(response.headers["Location"].split("/")[2])
            with self.lock:
                self.confirmed[key] = number
                self.confirmed_at.append(time.monotonic())
            return True
        if response.status == 503 and (text not in page or not response.headers["Retry-After"]):
            with self.lock:
                self.without_text += 1
        return False

    def form(self, key):
        """Where to send what."""
        return self.path, {"category": "hinweis", "text": f"Ein Kommentar {key}"}

    def _count(self, answer):
        with self.lock:
            self.answers[answer] = self.answers.get(answer, 0) + 1

    def report(self):
        return {
            "forms": len(self.sent),
            "confirmed": len(self.confirmed),
            "answers": dict(sorted(self.answers.items())),
            "answers_503_without_the_text": self.without_text,
            "longest_wait_seconds": round(max(self.waits, default=0), 1),
        }


# --- What is there --------------------------------------------------------------------

COUNTERS = """
SELECT count(*) FROM strategies_baustein b WHERE comment_count <> (
    SELECT count(*) FROM comments_kommentar k WHERE k.baustein_id = b.id AND status = 'published')
"""


def verify(url, crowd):
    with psycopg.connect(url) as connection:
        stored = connection.execute(
            "SELECT idempotency_key::text, id FROM comments_kommentar"
            " WHERE idempotency_key::text = ANY(%s)",
            [list(crowd.sent)],
        ).fetchall()
        wrong_counters = connection.execute(COUNTERS).fetchone()[0]
    found = dict(stored)
    return {
        "stored": len(stored),
        "lost": sum(found.get(key) != number for key, number in crowd.confirmed.items()),
        "doubled": len(stored) - len(found),
        "wrong_counters": wrong_counters,
    }


if __name__ == "__main__":
    main()
