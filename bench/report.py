"""What a measurement found, with the machine it ran on, in ``bench/results/``."""

import argparse
import json
import platform
import tempfile
import time
from pathlib import Path

import psycopg

from . import server

RESULTS = server.ROOT / "bench" / "results"


def command(name, doc, run, is_wrong, **options):
    """Run a measurement of faults from the command line; ends with 1 if it found any.

    Args:
        name: of the module, and of its file of results.
        run: callable that takes the options and an empty folder, and returns
            (machine, runs).
        is_wrong: whether one of the runs lost or broke something.
        options: whole numbers that may be given, with what they are otherwise.
    """
    parser = argparse.ArgumentParser(prog=f"bench.{name}", description=doc.splitlines()[0])
    for option, otherwise in options.items():
        parser.add_argument(f"--{option}", type=int, default=otherwise)
    with tempfile.TemporaryDirectory() as folder:
        machine, runs = run(parser.parse_args(), Path(folder))
    write(name, machine, runs)
    raise SystemExit(1 if any(is_wrong(row) for row in runs) else 0)


def write(name, machine, runs, **facts):
    """Keep and print the ``runs`` of a measurement."""
    print(save(name, {"machine": machine, **facts, "runs": runs}))


def save(name, result):
    """Keep what was measured; returns the JSON."""
    text = json.dumps(result, indent=1, ensure_ascii=False)
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")
    return text


def machine(url):
    """The machine, and the versions of what runs on it; ``url`` is of a PostgreSQL."""
    with psycopg.connect(url) as connection:
        postgresql = connection.execute("SHOW server_version").fetchone()[0]
    model = [
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    ]
    return {
        "processor": f"{len(model)} × {model[0] if model else platform.machine()}",
        "python": platform.python_version(),
        "postgresql": postgresql,
        "gunicorn": f"{server.WORKERS} workers, {server.THREADS} threads",
        "date": time.strftime("%Y-%m-%d"),
    }
