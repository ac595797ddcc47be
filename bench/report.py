"""What a measurement found, with the machine it ran on, in ``bench/results/``."""

import json
import platform
import time
from pathlib import Path

import psycopg

from . import server


def write(name, machine, runs, **facts):
    """Keep and print the ``runs`` of a measurement of faults."""
    text = json.dumps({"machine": machine, **facts, "runs": runs}, indent=1, ensure_ascii=False)
    folder = server.ROOT / "bench" / "results"
    (folder / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")
    print(text)


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
