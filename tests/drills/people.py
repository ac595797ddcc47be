"""People who write and read while things go wrong, and what they were promised."""

import http.client
import random
import threading
import time
import uuid
from urllib.parse import urlencode, urlsplit

import psycopg

from bench import server

# Against forged requests; any of the right length, in cookie and form.
TOKEN = "bench" * 6 + "32"


class Crowd:
    """People who post one comment after the other, and insist."""

    def __init__(self, site, content, clients):
        self.host = urlsplit(site).netloc
        self.path, self.sessions = content["pages"]["write"][0], content["writers"][:clients]
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
            "Cookie": f"__Host-sessionid={session}; __Host-csrftoken={TOKEN}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        body = urlencode({**fields, "idempotency_key": key, "csrfmiddlewaretoken": TOKEN})
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


class Readers:
    """People who open a page again and again."""

    def __init__(self, site, path, number):
        self.host, self.path, self.number = urlsplit(site).netloc, path, number
        self.answers, self.lock, self.over = {}, threading.Lock(), threading.Event()

    def start(self):
        self.threads = [
            threading.Thread(target=self._read, args=[each]) for each in range(self.number)
        ]
        for thread in self.threads:
            thread.start()

    def stop(self):
        self.over.set()
        for thread in self.threads:
            thread.join()
        return dict(sorted(self.answers.items()))

    def _read(self, reader):
        number = 0
        while not self.over.is_set():
            number += 1
            answer = self.read(reader, f"{self.path}?x={number % 50}")
            with self.lock:
                self.answers[answer] = self.answers.get(answer, 0) + 1

    def read(self, reader, path):
        """Let the reader of this number open a page; returns what became of it."""
        answer, _page = self.get(path)
        return answer

    def get(self, path, **headers):
        """The status of the answer, or the error, and the page."""
        connection = http.client.HTTPConnection(self.host, timeout=40)
        try:
            connection.request("GET", path, headers={"Accept-Language": "de", **headers})
            response = connection.getresponse()
            return str(response.status), response.read().decode()
        except (OSError, http.client.HTTPException) as error:
            return type(error).__name__, ""
        finally:
            connection.close()


COUNTERS = """
SELECT count(*) FROM strategies_baustein b WHERE comment_count <> (
    SELECT count(*) FROM comments_kommentar k WHERE k.baustein_id = b.id AND status = 'published')
"""


NOTHING_WRONG = {"lost": 0, "doubled": 0, "wrong_counters": 0}


def verify(url, crowd):
    """How many of the confirmed comments are lost or doubled, and counters wrong."""
    with psycopg.connect(url) as connection:
        stored = connection.execute(
            "SELECT idempotency_key::text, id FROM comments_kommentar"
            " WHERE idempotency_key::text = ANY(%s)",
            [list(crowd.sent)],
        ).fetchall()
        wrong_counters = connection.execute(COUNTERS).fetchone()[0]
    found = dict(stored)
    return {
        "lost": sum(found.get(key) != number for key, number in crowd.confirmed.items()),
        "doubled": len(stored) - len(found),
        "wrong_counters": wrong_counters,
    }
