"""``manage.py demo``, as somebody with a fresh clone runs it."""

import contextlib
import os
import re
import shutil
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

pytestmark = pytest.mark.xdist_group("demo")  # one worker fills it, once


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


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A filled demo, and what it said: filling takes long, so the tests share it."""
    folder = tmp_path_factory.mktemp("demo")
    return folder, demo(folder, "--port", "8123")


def rows(folder, sql):
    with contextlib.closing(sqlite3.connect(folder / "db.sqlite3")) as connection, connection:
        return connection.execute(sql).fetchall()


def passwords(output):
    return dict(re.findall(r"(\S+@elbhagen\.example)\s+(\S+)", output))


def test_demo_from_nothing(filled):
    folder, said = filled

    assert "http://127.0.0.1:8123/" in said
    assert "http://127.0.0.1:8123/verwaltung/" in said
    assert "http://127.0.0.1:8123/demo/postfach/" in said
    assert len(passwords(said)) == 8
    steps, _accounts = said.split("Die Plattform:")
    assert "Kommentare schreiben …" in steps, "what takes a while is named before"
    assert "django.tasks" not in said
    assert rows(folder, "SELECT COUNT(*) FROM strategies_konzept") == [(2,)]
    assert (folder / "zugaenge.txt").stat().st_mode & 0o077 == 0


def test_again_keeps_what_is_there_and_reset_begins_anew(filled, tmp_path):
    folder = shutil.copytree(filled[0], tmp_path / "demo")
    first = filled[1]

    # Again: what is there stays, and the passwords are printed once more.
    rows(folder, "UPDATE strategies_konzept SET summary = 'Von Hand geändert.'")
    (before,) = rows(folder, "SELECT COUNT(*) FROM comments_kommentar")
    second = demo(folder)

    assert passwords(second) == passwords(first)
    assert rows(folder, "SELECT DISTINCT summary FROM strategies_konzept") == [
        ("Von Hand geändert.",)
    ]
    assert rows(folder, "SELECT COUNT(*) FROM comments_kommentar") == [before]

    # Reset: everything anew, mails and files included.
    (folder / "postfach").mkdir(exist_ok=True)
    (folder / "postfach" / "1.0-alt.eml").write_text("Subject: alt\n\n", encoding="utf-8")
    files = set((folder / "media" / "dokumente").iterdir())
    third = demo(folder, "--reset")

    assert passwords(third).keys() == passwords(first).keys()
    assert not passwords(third).items() & passwords(first).items()
    assert rows(folder, "SELECT COUNT(*) FROM strategies_konzept") == [(2,)]
    assert rows(folder, "SELECT COUNT(*) FROM comments_kommentar") == [before]
    assert rows(folder, "SELECT 1 FROM strategies_konzept WHERE summary LIKE 'Von Hand%'") == []
    assert not (folder / "postfach" / "1.0-alt.eml").exists()
    assert len(set((folder / "media" / "dokumente").iterdir())) == len(files)


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
def served(filled, tmp_path):
    """The address of a running demo."""
    folder = shutil.copytree(filled[0], tmp_path / "demo")
    port = _free_port()
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(  # noqa: S603
            command("demo", "--port", str(port)),
            cwd=ROOT,
            env=environment(folder),
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
    assert "Demo mit erfundenen Inhalten." in page
    stylesheet = re.search(r'<link rel="stylesheet" href="([^"]+)"', page)[1]
    assert "--" in _read(served + stylesheet)
    mails = _read(f"{served}/demo/postfach/")
    assert "Was aus Ihrem Beitrag wurde" in mails
    assert "http://127.0.0.1:8123/konzepte/" in mails, "links lead to where it was filled"
