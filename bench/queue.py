"""Measures the moderators' workplace with 5,000 comments.

    uv run bench/queue.py [--comments 5000] [--rounds 5] [DATABASE_URL …]

Without addresses it takes a SQLite file and, where one answers, PostgreSQL on this
machine. Each database is made for the measurement and dropped after it. Prints the
queries and the median milliseconds of each page, and writes the same as JSON to
``bench/results/``.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# In place of this folder, in which this file would hide the standard library's „queue“.
sys.path[0] = str(ROOT)

import argparse  # noqa: E402
import json  # noqa: E402
import os  # noqa: E402
import statistics  # noqa: E402
import subprocess  # noqa: E402
import time  # noqa: E402
import uuid  # noqa: E402
from datetime import timedelta  # noqa: E402

RESULTS = ROOT / "bench" / "results"
DEFAULT_URLS = ["", "postgres://postgres@127.0.0.1:5432/bench"]
KONZEPTE = 3
WORDS = "Der Bus fährt zu selten, und am Freibad fehlt ein Weg für Räder und Rollstühle. "


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("urls", nargs="*", metavar="DATABASE_URL", default=DEFAULT_URLS)
    parser.add_argument("--comments", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        measure(options.comments, options.rounds)
        return
    for url in options.urls:
        command = [sys.executable, __file__, "--one", f"--comments={options.comments}"]
        # Settings are read once per process.
        environment = {**os.environ, "DJANGO_ENV": "test", "LOG_LEVEL": "ERROR"}
        if url:
            environment["DATABASE_URL"] = url
        subprocess.run([*command, f"--rounds={options.rounds}"], env=environment, cwd=ROOT)  # noqa: S603


def measure(comments, rounds):
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import setup_test_environment

    setup_test_environment(debug=False)
    name = connection.creation.create_test_db(verbosity=0)
    try:
        moderator = load(comments)
        rows = [page_cost(moderator, *page, rounds) for page in pages()]
        report(connection.vendor, comments, rows)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def load(number):
    """Create ``number`` comments in three Konzepte of one moderator; one in ten for each queue."""
    from comments.actions.counters import recount
    from comments.models import Kommentar, Meldung, Status
    from strategies.models import Zustaendigkeit
    from tests import factories

    bausteine = [factories.open_baustein() for _ in range(KONZEPTE)]
    moderator = factories.staff(bausteine[0].strategie.konzept, role="moderation")
    for baustein in bausteine[1:]:
        konzept = baustein.strategie.konzept
        Zustaendigkeit.objects.create(konzept=konzept, user=moderator, role="moderation")
    # Somebody else's Konzept, as large: it must cost nothing.
    foreign = factories.open_baustein()
    authors = [factories.user() for _ in range(100)]
    from django.utils import timezone

    now = timezone.now()

    def row(index, baustein):
        at = now - timedelta(minutes=index)
        waits = index % 10 == 0
        return Kommentar(
            baustein=baustein,
            fassung_id=baustein.fassung_id,
            kommentierphase=baustein.strategie.kommentierphasen.first(),
            author=authors[index % len(authors)],
            category="frage" if index % 10 == 1 else "vorschlag",
            text=f"{WORDS * 3}({index})",
            status=Status.PENDING if waits else Status.PUBLISHED,
            created_at=at,
            published_at=None if waits else at,
            read_at=None if index % 10 in (0, 2) else now,
            idempotency_key=uuid.uuid4(),
        )

    Kommentar.objects.bulk_create(
        [row(index, bausteine[index % KONZEPTE]) for index in range(number)]
        + [row(index, foreign) for index in range(number)],
        batch_size=500,
    )
    reported = Kommentar.objects.published().filter(pk__in=range(4, 2 * number, 10))
    Meldung.objects.bulk_create(
        [
            Meldung(kommentar_id=pk, reporter_key=str(pk), ground="werbung")
            for pk in reported.values_list("pk", flat=True)
        ],
        batch_size=500,
    )
    for counted, field, _kept, right in list(recount()):
        type(counted).objects.filter(pk=counted.pk).update(**{field: right})
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return moderator


def pages():
    """(What it is called, its address) of each page."""
    from django.urls import reverse

    from comments.models import Kommentar
    from office.moderation.queue import OF_COMMENTS

    for tab in OF_COMMENTS:
        yield tab, reverse("moderation:queue", args=[tab])
    keys = Kommentar.objects.order_by("pk").values_list("pk", flat=True)
    late = keys[len(keys) * 2 // 5]
    every = reverse("moderation:queue", args=["alle"])
    yield "alle, spät", f"{every}?nach={late}"
    yield "alle, Suche", f"{every}?suche=freibad"
    yield "alle, Suche ohne Treffer", f"{every}?suche=gibtesnicht"
    yield "Kommentar", reverse("moderation:kommentar", args=[late]) + "?liste=alle"
    yield "Beschwerden", reverse("moderation:complaints")


def page_cost(moderator, label, url, rounds):
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.force_login(moderator)
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    # Copied now: the next request empties the log.
    queries = list(queries)
    if response.status_code != 200:
        raise SystemExit(f"{url}: {response.status_code}")
    times = []
    for _round in range(rounds):
        started = time.perf_counter()
        client.get(url)
        times.append((time.perf_counter() - started) * 1000)
    return {
        "page": label,
        "queries": len(queries),
        "database_ms": round(sum(float(query["time"]) for query in queries) * 1000),
        "median_ms": round(statistics.median(times)),
    }


def report(vendor, comments, rows):
    print(f"\n{vendor}, {comments} Kommentare in drei Konzepten, ebenso viele fremde")
    print(f"{'Seite':28}{'Abfragen':>10}{'davon DB ms':>13}{'ms':>7}")
    for row in rows:
        print(f"{row['page']:28}{row['queries']:>10}{row['database_ms']:>13}{row['median_ms']:>7}")
    RESULTS.mkdir(parents=True, exist_ok=True)
    content = {"database": vendor, "comments": comments, "pages": rows}
    path = RESULTS / f"queue-{vendor}.json"
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
