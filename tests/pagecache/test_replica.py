"""A copy of the database for those who have not signed in: two real databases in a process."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
# In the copy a Konzept has another title, so that a page tells where it was read.
PROLOGUE = """
import sqlite3
import django
django.setup()
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.test import Client
from django.test.utils import setup_test_environment
setup_test_environment()
call_command("migrate", verbosity=0)
from strategies.models import Konzept
from tests import factories
konzept = factories.konzept(title="Aus der Datenbank", slug="konzept")
person = factories.user()
with sqlite3.connect(settings.DATABASES["default"]["NAME"]) as original:
    with sqlite3.connect(settings.DATABASES["replica"]["NAME"]) as copy:
        original.backup(copy)
        copy.execute("UPDATE strategies_konzept SET title = 'Aus der Kopie'")

def where(client=None, address="/konzepte/"):
    text = (client or Client(raise_request_exception=False)).get(address).text
    return [name for name in ("Datenbank", "Kopie") if f"Aus der {name}" in text]

signed_in = Client()
signed_in.force_login(person)
"""


@pytest.fixture
def run(tmp_path):
    folder = tmp_path / "kopie"
    folder.mkdir()

    def run_script(script):
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-c", PROLOGUE + script],
            cwd=ROOT,
            env={
                **kept,
                "PYTHONPATH": str(ROOT),
                "DJANGO_ENV": "test",
                "DJANGO_SETTINGS_MODULE": "config.settings",
                "VAR_DIR": str(tmp_path),
                "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
                "DATABASE_REPLICA_URL": f"sqlite:///{folder}/db.sqlite3",
            },
            capture_output=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done

    return run_script


def test_it_answers_who_has_not_signed_in_and_nobody_else(run):
    run("""
assert where() == ["Kopie"], where()
assert where(address="/konzepte/konzept/") == ["Kopie"]
assert where(signed_in) == ["Datenbank"]
assert Client().head("/konzepte/").status_code == 200

# What is written, and read to be written, is the database's.
assert Konzept.objects.get().title == "Aus der Datenbank"
before = Konzept.objects.using("replica").count()
Client().post("/konto/anmelden/", {"email": "neu@example.org"})
factories.konzept()
assert Konzept.objects.using("replica").count() == before
""")


def test_when_it_is_away_the_same_page_comes_from_the_database(run):
    done = run("""
connections["replica"].close()
folder = settings.DATABASES["replica"]["NAME"].rpartition("/")[0]
import os
os.rename(folder, folder + " fort")
assert where() == ["Datenbank"], where()
os.rename(folder + " fort", folder)
# It is left alone for a while.
assert where() == ["Datenbank"]
from pagecache import replica
replica.pause.until = 0
assert where() == ["Kopie"]
""")

    assert done.stderr.count("The replica does not answer") == 1
