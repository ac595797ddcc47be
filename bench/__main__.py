"""Measures the platform as it runs in production, in multiples of doing nothing.

    uv run python -m bench [--sizes 0 1000 100000] [--more 1000000] [--seconds 4] [--only WORD …]
        [--database URL] [--output NAME]

Needs PostgreSQL (a role that may create databases), Redis on 127.0.0.1:6379 and ``wrk``
(Debian's package). Loads a database made for the purpose, starts gunicorn with two workers,
asks for each page in three ways, prints a table and writes it to ``bench/results/load.json``.
The XLSX export of a whole Kommentierphase is a table of its own: seconds, not a ratio.
With ``--more`` all is asked once more when there are so many comments in the database. With
``--only`` nothing but pages with one of the words in their names, each made anew: for many
seconds, where one value has to be surer than a machine of changing speed allows.
"""

import argparse
import statistics
import tempfile
from itertools import pairwise
from pathlib import Path

from . import database, report, server

# How often each file is asked for.
DOWNLOADS = 3


def main():
    parser = argparse.ArgumentParser(prog="bench", description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[0, 1000, 100_000])
    parser.add_argument("--more", type=int, default=0)
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--only", nargs="+", default=[])
    parser.add_argument("--database", default=database.URL)
    parser.add_argument("--output", default="load")
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        database.fresh(options.database),
    ):
        result = measure(options, Path(folder))
    show(result)
    if options.more:
        print(f"\nMit {options.more} Kommentaren in der Datenbank:")
        show(result["more"])
    report.save(options.output, result)


def measure(options, folder):
    env = server.environment(options.database, folder)
    content = server.load(env, sizes=options.sizes)
    if options.only:
        leave_out(content, options.only)
    result = {
        "machine": report.machine(options.database),
        "sizes": options.sizes,
        # First: nobody has written anything yet.
        "downloads": measure_downloads(env, content),
        **measure_all(env, content, options),
    }
    if options.more:
        server.content(env, "--more", options.more)
        result["more"] = {"comments": options.more, **measure_all(env, content, options)}
    return result


def leave_out(content, words):
    """Leave nothing but the pages with one of ``words`` in their names."""
    for kind in ("pages", "staff"):
        for name in list(content[kind]):
            if not any(word in name for word in words):
                del content[kind][name]
    content["exports"], content["writers"] = {}, []


def measure_downloads(env, content):
    """Files that take seconds, one after the other: no page to be compared with „hello“."""
    with server.serve(env) as (site, _process):
        return [download(site, content, name) for name in content["exports"]]


def download(site, content, name):
    export = content["exports"][name]
    found = [
        server.download(
            site + export["path"], session=content["evaluator"], fields=export["fields"]
        )
        for _ in range(DOWNLOADS)
    ]
    return {
        "page": name,
        "way": "1 client",
        "downloads": DOWNLOADS,
        "seconds": round(statistics.median(each["seconds"] for each in found), 2),
        "slowest_seconds": round(max(each["seconds"] for each in found), 2),
        "first_byte_ms": round(statistics.median(each["first_byte_ms"] for each in found), 1),
        "bytes": found[-1]["bytes"],
        "errors": sum(not each["is_file"] for each in found),
    }


def measure_all(env, content, options):
    result = {"database_bytes": database.size_in_bytes(options.database), "rows": []}
    for cached in (False,) if options.only else (True, False):
        with server.serve({**env, "PAGE_CACHE": str(cached)}) as (site, process):
            result["rows"] += list(ask_for_all(site, content, cached, options.seconds))
            result["memory_bytes"] = server.memory_in_bytes(process)
    return result


def ask_for_all(site, content, cached, seconds):
    """Ask for every page in the ways that differ with or without kept pages."""

    def row(name, way, page, **how):
        server.ask(site + page["path"], seconds=1, **how)
        # Second by second in turn, so that each second of the page has „hello“ on both sides:
        # a virtual machine is twice as fast at one moment as at the next.
        hellos, found = [server.ask(f"{site}/hello", seconds=1)["per_second"]], []
        for _ in range(seconds):
            found.append(server.ask(site + page["path"], seconds=1, **how))
            hellos.append(server.ask(f"{site}/hello", seconds=1)["per_second"])
        ratios = [
            2 * each["per_second"] / (before + after)
            for each, (before, after) in zip(found, pairwise(hellos), strict=True)
        ]
        costs = {
            key: page[key] for key in ("queries", "calls", "bytes", "compressed") if key in page
        }
        return {
            "page": name,
            "way": way,
            "ratio": round(statistics.median(ratios), 3),
            "ratios": [round(ratio, 3) for ratio in sorted(ratios)],
            "hello": round(statistics.median(hellos)),
            "per_second": round(statistics.median(each["per_second"] for each in found), 1),
            "p50_ms": round(statistics.median(each["p50_ms"] for each in found), 1),
            "p99_ms": max(each["p99_ms"] for each in found),
            "errors": sum(each["errors"] for each in found),
            **costs,
        }

    for name, page in content["pages"].items():
        yield row(name, "from cache" if cached else "anonymous", page)
        if not cached:
            yield row(name, "signed in", page, session=content["resident"])
    if not cached:
        for name, page in content["staff"].items():
            yield row(name, "signed in", page, session=content["moderator"])
        return
    for clients in (1, 8):
        with server.post_script(content["writers"]) as script:
            page = {"path": content["write"]}
            yield row("schreiben", f"{clients} clients", page, clients=clients, script=script)


def show(result):
    print(f"{'Seite':38}{'wie':12}{'/s':>8}{'× hello':>9}{'p50 ms':>9}{'p99 ms':>9}", end="")
    print(f"{'Abfr.':>7}{'Bytes':>9}{'Fehler':>8}")
    for row in result["rows"]:
        print(f"{row['page']:38}{row['way']:12}{row['per_second']:8.0f}{row['ratio']:9.3f}", end="")
        print(f"{row['p50_ms']:9}{row['p99_ms']:9}{row.get('queries', ''):>7}", end="")
        print(f"{row.get('compressed', ''):>9}{row['errors']:8}")
    if downloads := result.get("downloads"):
        print(f"{'Download':38}{'wie':12}{'s':>8}{'längste':>9}{'1. Byte ms':>12}", end="")
        print(f"{'Bytes':>13}{'Fehler':>8}")
        for row in downloads:
            print(f"{row['page']:38}{row['way']:12}{row['seconds']:8}", end="")
            print(f"{row['slowest_seconds']:9}{row['first_byte_ms']:12}", end="")
            print(f"{row['bytes']:13}{row['errors']:8}")
    print(f"Datenbank: {result['database_bytes'] / 1e6:.0f} MB,", end=" ")
    print(f"gunicorn: {result['memory_bytes'] / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
