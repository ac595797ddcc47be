"""Measures the downloads of 100,000 comments: memory, time to the first byte, total time.

    uv run bench/exports.py [--comments 100000] [DATABASE_URL …]

Without addresses it takes a SQLite file and, where one answers, PostgreSQL on this
machine. Each database is made for the measurement and dropped after it; each download
is asked for in a process of its own, through the whole application. Prints what it
found and writes the same as JSON to ``bench/results/``.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[0] = str(ROOT)

import argparse  # noqa: E402
import json  # noqa: E402
import os  # noqa: E402
import subprocess  # noqa: E402
import time  # noqa: E402
import uuid  # noqa: E402
from datetime import timedelta  # noqa: E402

RESULTS = ROOT / "bench" / "results"
DEFAULT_URLS = ["", "postgres://postgres@127.0.0.1:5432/bench_exports"]
FORMATS = ["csv", "xlsx", "json"]
BAUSTEINE = 12
ANLIEGEN = 200
WORDS = "Der Bus fährt zu selten, und am Freibad fehlt ein Weg für Räder und Rollstühle. "


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("urls", nargs="*", metavar="DATABASE_URL", default=DEFAULT_URLS)
    parser.add_argument("--comments", type=int, default=100_000)
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--download", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.download:
        print(json.dumps(download(options.download)))
    elif options.one:
        measure(options.comments)
    else:
        for url in options.urls:
            # Settings are read once per process.
            environment = {**os.environ, "DJANGO_ENV": "test", "LOG_LEVEL": "ERROR"}
            if url:
                environment["DATABASE_URL"] = url
            run("--one", f"--comments={options.comments}", environment=environment)


def run(*arguments, environment, **options):
    command = [sys.executable, __file__, *arguments]
    return subprocess.run(command, env=environment, cwd=ROOT, check=True, **options)  # noqa: S603


def setup():
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    import django

    django.setup()


def measure(comments):
    setup()
    from django.db import connection
    from django.test.utils import setup_test_environment

    setup_test_environment(debug=False)
    name = connection.creation.create_test_db(verbosity=0)
    try:
        strategie = load(comments)
        database = str(connection.settings_dict["NAME"])
        scheme = "sqlite:///" if connection.vendor == "sqlite" else None
        url = f"{scheme}{database}" if scheme else _with_name(database)
        environment = {**os.environ, "DATABASE_URL": url, "ALLOWED_HOSTS": "*"}
        rows = []
        for format in FORMATS:
            address = f"{strategie.get_absolute_url()}daten/beitraege.{format}"
            found = run(
                f"--download={address}", environment=environment, capture_output=True, text=True
            )
            rows.append({"format": format, **json.loads(found.stdout)})
        report(connection.vendor, comments, rows)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def _with_name(database):
    return f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{database}"


def load(number):
    """Create ``number`` published comments of one Strategie, each in one of the Anliegen."""
    from django.db import connection
    from django.utils import timezone

    from comments.models import Kommentar
    from evaluation.models import Ausgabe, Auswertung
    from tests import factories

    strategie = factories.strategie()
    bausteine = [factories.baustein(strategie=strategie) for _ in range(BAUSTEINE)]
    phase = factories.phase(strategie)
    authors = [factories.user() for _ in range(100)]
    now = timezone.now()

    def row(index):
        baustein, at = bausteine[index % BAUSTEINE], now - timedelta(seconds=number - index)
        return Kommentar(
            baustein=baustein,
            fassung_id=baustein.fassung_id,
            kommentierphase=phase,
            author=authors[index % len(authors)],
            category="vorschlag",
            text=f"{WORDS * (1 + index % 8)}({index})",
            created_at=at,
            published_at=at,
            idempotency_key=uuid.uuid4(),
        )

    for start in range(0, number, 5000):
        Kommentar.objects.bulk_create([row(i) for i in range(start, min(start + 5000, number))])
    auswertung = Auswertung.objects.create(
        kommentierphase=phase, status=Auswertung.Status.PUBLISHED
    )
    ausgabe = Ausgabe.objects.create(auswertung=auswertung, number=1, published_at=now)
    evaluate(auswertung, ausgabe)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return strategie


def evaluate(auswertung, ausgabe):
    from comments.models import Kommentar
    from evaluation.models import Anliegen, Ergebnis, Ergebnisbeitrag

    said = {
        "title": "Ein Rufbus am Abend",
        "office": "Hauptamt",
        "verdict": "teilweise",
        "reasons": WORDS * 4,
    }
    anliegen = Anliegen.objects.bulk_create(
        Anliegen(auswertung=auswertung, number=n, **said) for n in range(1, ANLIEGEN + 1)
    )
    ergebnisse = Ergebnis.objects.bulk_create(
        Ergebnis(ausgabe=ausgabe, anliegen=row, number=row.number, **said) for row in anliegen
    )
    keys = Kommentar.objects.order_by("pk").values_list("pk", flat=True)
    Ergebnisbeitrag.objects.bulk_create(
        (Ergebnisbeitrag(ergebnis=ergebnisse[pk % ANLIEGEN], kommentar_id=pk) for pk in keys),
        batch_size=5000,
    )


def download(address):
    """Ask for an address as a visitor does; what it costs is measured in this process."""
    setup()
    from django.test import Client

    client = Client()
    # What is loaded once and stays.
    client.get("/healthz")
    client.get(address.rpartition("/")[0] + "/")
    idle = memory("VmRSS")
    started = time.perf_counter()
    response = client.get(address)
    size, first = 0, None
    for part in response.streaming_content:
        first = first or time.perf_counter() - started
        size += len(part)
    return {
        "status": response.status_code,
        "megabytes": round(size / 1e6, 1),
        "first_byte_ms": round(first * 1000),
        "total_s": round(time.perf_counter() - started, 1),
        "idle_mb": round(idle),
        "above_idle_mb": round(memory("VmHWM") - idle),
    }


def memory(name):
    """Resident memory of this process in MB, now (VmRSS) or at its highest (VmHWM)."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(name):
            return int(line.split()[1]) / 1024
    raise LookupError(name)


def report(vendor, comments, rows):
    print(f"\n{vendor}, {comments} Kommentare einer Strategie")
    print(f"{'':6}{'MB':>8}{'erstes Byte ms':>16}{'gesamt s':>10}{'über Leerlauf MB':>18}")
    for row in rows:
        print(
            f"{row['format']:6}{row['megabytes']:>8}{row['first_byte_ms']:>16}"
            f"{row['total_s']:>10}{row['above_idle_mb']:>18}"
        )
    RESULTS.mkdir(parents=True, exist_ok=True)
    content = {"database": vendor, "comments": comments, "downloads": rows}
    path = RESULTS / f"exports-{vendor}.json"
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
