"""What a measurement found: tables, and JSON with the machine it ran on."""

import json
import os
import platform
import subprocess
import time
from pathlib import Path

from . import database, server

ROWS = {
    "Seite": "page", "Stand": "state", "je Sekunde": "per_second", "× baseline": "ratio",
    "Ziel": "goal", "Prozessor ms": "processor_ms", "Median ms": "p50_ms", "Abfragen": "queries",
    "Aufrufe": "calls", "Fehler": "errors",
}  # fmt: skip
WORK = {
    "Seite": "page", "wer": "who", "Stand": "state", "Abfragen": "queries", "Aufrufe": "calls",
    "gelesene Zeilen": "rows_read", "Bytes": "bytes",
}  # fmt: skip


def show(result):
    """Print what was measured, then what was counted."""
    table(ROWS, result["rows"])
    work = [
        {"page": page, "who": who or None, "state": state, **cost}
        for state, pages in result["work"].items()
        for page, ways in pages.items()
        for who, cost in ways.items()
    ]
    table(WORK, sorted(work, key=lambda row: (row["page"], row["who"] or "")))


def table(columns, rows):
    """Print a table as Markdown; ``columns`` are {heading: key of a row}."""
    print("\n| " + " | ".join(columns) + " |\n" + "|---" * len(columns) + "|")
    for row in rows:
        print("| " + " | ".join(_cell(row.get(key)) for key in columns.values()) + " |")


def _cell(value):
    if value is None or isinstance(value, str):
        return value or "–"
    digits = 0 if isinstance(value, int) or value >= 100 else 1 if value >= 1 else 3
    return f"{value:,.{digits}f}".translate({ord(","): ".", ord("."): ","})


def save(result, name="pages"):
    text = json.dumps(result, indent=1, ensure_ascii=False)
    (server.ROOT / "bench" / "results" / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")


def commit(root):
    command = ["git", "-C", str(root), "describe", "--always", "--dirty"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()  # noqa: S603


def machine(url):
    """The machine, and the versions of what runs on it; ``url`` is of a PostgreSQL."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return {
        "processor": f"{len(models)} × {models[0] if models else platform.machine()}",
        "load_at_start": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
        "postgresql": database.value(url, "SHOW server_version"),
        "date": time.strftime("%Y-%m-%d"),
    }
