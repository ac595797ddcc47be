"""``manage.py demo``, as somebody with a fresh clone runs it."""

import contextlib
import os
import re
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).parent.parent.parent


def command(*arguments):
    return [sys.executable, "manage.py", *arguments]


def environment(folder, **more):
    """Nothing but what a new terminal has, and a folder of its own."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**kept, "PYTHONIOENCODING": "utf-8", "VAR_DIR": str(folder), **more}


def manage(folder, *arguments, **more):
    return subprocess.run(  # noqa: S603
        command(*arguments),
        cwd=ROOT,
        env=environment(folder, **more),
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


def demo(folder, *arguments):
    result = manage(folder, "demo", "--no-serve", *arguments)
    assert result.returncode == 0, result.stderr
    return result.stdout


def rows(folder, sql):
    with contextlib.closing(sqlite3.connect(folder / "db.sqlite3")) as connection, connection:
        return connection.execute(sql).fetchall()


def passwords(output):
    return dict(re.findall(r"(\S+@elbhagen\.example)\s+(\S+)", output))


def test_demo_from_nothing_then_again_then_reset(tmp_path):
    first = demo(tmp_path)

    assert "http://127.0.0.1:8000/" in first
    assert "http://127.0.0.1:8000/verwaltung/" in first
    assert "http://127.0.0.1:8000/demo/postfach/" in first
    assert len(passwords(first)) == 7
    assert rows(tmp_path, "SELECT COUNT(*) FROM strategies_konzept") == [(2,)]

    # Again: what is there stays, and the passwords are printed once more.
    rows(tmp_path, "UPDATE strategies_konzept SET summary = 'Von Hand geändert.'")
    (before,) = rows(tmp_path, "SELECT COUNT(*) FROM comments_kommentar")
    second = demo(tmp_path)

    assert passwords(second) == passwords(first)
    assert rows(tmp_path, "SELECT DISTINCT summary FROM strategies_konzept") == [
        ("Von Hand geändert.",)
    ]
    assert rows(tmp_path, "SELECT COUNT(*) FROM comments_kommentar") == [before]

    # Reset: everything anew, mails and files included.
    (tmp_path / "postfach").mkdir(exist_ok=True)
    (tmp_path / "postfach" / "1.0-alt.eml").write_text("Subject: alt\n\n", encoding="utf-8")
    files = set((tmp_path / "media" / "dokumente").iterdir())
    third = demo(tmp_path, "--reset")

    assert passwords(third).keys() == passwords(first).keys()
    assert not passwords(third).items() & passwords(first).items()
    assert rows(tmp_path, "SELECT COUNT(*) FROM strategies_konzept") == [(2,)]
    assert rows(tmp_path, "SELECT COUNT(*) FROM comments_kommentar") == [before]
    assert rows(tmp_path, "SELECT 1 FROM strategies_konzept WHERE summary LIKE 'Von Hand%'") == []
    assert not (tmp_path / "postfach" / "1.0-alt.eml").exists()
    assert len(set((tmp_path / "media" / "dokumente").iterdir())) == len(files)


def test_the_passwords_are_kept_for_the_owner_alone(tmp_path):
    demo(tmp_path)

    assert (tmp_path / "zugaenge.txt").stat().st_mode & 0o077 == 0


def test_the_addresses_follow_the_port(tmp_path):
    assert "http://127.0.0.1:8123/demo/postfach/" in demo(tmp_path, "--port", "8123")


def test_demo_is_refused_elsewhere_with_a_sentence(tmp_path):
    result = manage(tmp_path, "demo", "--no-serve", DJANGO_ENV="development")

    assert result.returncode != 0
    assert "DJANGO_ENV=demo" in result.stderr
    assert not (tmp_path / "zugaenge.txt").exists()


def test_demo_does_not_exist_in_production(tmp_path):
    result = manage(
        tmp_path,
        "demo",
        "--no-serve",
        DJANGO_ENV="production",
        SECRET_KEY="k" * 60,
        ALLOWED_HOSTS="mitreden.example",
        DATABASE_URL=f"sqlite:///{tmp_path / 'production.sqlite3'}",
    )

    assert result.returncode != 0
    assert "Unknown command: 'demo'" in result.stderr


def _free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def _read(url):
    with urlopen(url, timeout=10) as response:  # noqa: S310
        return response.read().decode()


@pytest.fixture
def served(tmp_path):
    """The address of a running demo, with nothing prepared."""
    port = _free_port()
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(  # noqa: S603
            command("demo", "--port", str(port)),
            cwd=ROOT,
            env=environment(tmp_path / "var"),
            stdout=log,
            stderr=log,
        )
    site = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            with contextlib.suppress(URLError, ConnectionError):
                _read(f"{site}/healthz")
                break
            assert process.poll() is None, (tmp_path / "log").read_text()
            time.sleep(0.1)
        yield site
    finally:
        process.terminate()
        process.wait(timeout=30)


def test_the_demo_is_served_with_its_looks_and_says_that_it_is_one(served):
    page = _read(f"{served}/")

    assert "Mitreden bis" in page
    assert "Vorführung mit erfundenen Inhalten." in page
    stylesheet = re.search(r'<link rel="stylesheet" href="([^"]+)"', page)[1]
    assert "--" in _read(served + stylesheet)
    assert "Ergebnisse veröffentlicht" in _read(f"{served}/demo/postfach/")
