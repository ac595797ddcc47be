"""Measures the platform as it runs in production, or only fills a database with many comments.

    uv run python -m bench load      make a database and leave it
    uv run python -m bench umsetzung what pages of 10 and of 1,000 Vorhaben cost
    uv run python -m bench measure   every page relative to a no-op view, and what it costs

docs/messungen.md says what this needs and what the figures mean.
"""

import argparse
import contextlib
import json
import tempfile
from pathlib import Path

from . import database, measure, report, server


def main():
    parser = argparse.ArgumentParser(
        prog="bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    kinds = parser.add_subparsers(required=True, metavar="KIND")
    ways = {"load": load, "umsetzung": umsetzung, "measure": measure_and_show}
    for name, run in ways.items():
        kind = kinds.add_parser(name)
        kind.set_defaults(run=run)
        kind.add_argument("--database", default=database.URL, metavar="URL", help="made anew")
        kind.add_argument(
            "--comments", type=int, nargs="+", default=[1000, 10_000, 1525], metavar="N",
            help="of each Leitziel; the first one is measured, of all the work is counted",
        )  # fmt: skip
    add = kind.add_argument
    add("--rounds", type=int, default=7)
    add("--seconds", type=int, default=2, help="of each page in each round")
    add("--more", type=int, metavar="N", help="count once more with so many comments in all")
    add("--against", type=Path, metavar="PATH", help="another checkout, in turns with this one")
    add("--against-database", default=f"{database.URL}_against", metavar="URL", help="made anew")
    add("--peer", nargs=2, action="append", default=[], metavar=("NAME", "URL"), help="a page")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        options.run(options, Path(folder))


def load(options, folder):
    with contextlib.closing(server.Redis(folder)) as redis:
        database.create(options.database)
        env = server.environment(options.database, folder, CACHE_URL=redis.url)
        content = server.load(env, sizes=options.comments)
    for name, (path, who) in content["pages"].items():
        print(f"{name:32}{path}  {who}")
    print(f"\nDATABASE_URL={options.database} uv run manage.py runserver")


def umsetzung(options, folder):
    with contextlib.closing(server.Redis(folder)) as redis:
        database.create(options.database)
        env = server.environment(options.database, folder, CACHE_URL=redis.url)
        server.manage(env, "collectstatic", "--noinput", "--verbosity", "0")
        work = json.loads(server.run(env, "-m", "bench_umsetzung", 10, 1000).splitlines()[-1])
    rows = [
        {"page": page, "state": f"{number} Vorhaben", **costs}
        for number, pages in work.items()
        for page, costs in pages.items()
    ]
    report.table(report.WORK, sorted(rows, key=lambda row: row["page"]))
    about = {"commit": report.commit(server.ROOT), "machine": report.machine(options.database)}
    report.save({**about, "work": work}, "umsetzung")
    database.drop(options.database)


def measure_and_show(options, folder):
    result = measure.measure(options, folder)
    report.show(result)
    report.save(result)


if __name__ == "__main__":
    main()
