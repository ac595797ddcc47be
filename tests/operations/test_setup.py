"""„manage.py setup“, as somebody in a town hall goes through it."""

import os
import shlex
import sqlite3
import subprocess
import sys
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from operations import configuration
from tests import factories
from tests.mails import smtp

ROOT = Path(__file__).parent.parent.parent
GOOD = {
    "name": "Musterstadt",
    "traeger": "Stadt Musterstadt",
    "host": "mitreden.musterstadt.example",
    "database": "postgres:///mitreden",
    "var_dir": "/var/lib/mitreden",
    "email_url": "smtp://localhost:25",
    "sender": "mitreden@musterstadt.example",
    "admin": "ada@musterstadt.example",
    "pseudonym": "Ada Beispiel",
}


def manage(*arguments, answers="", **environment):
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(  # noqa: S603
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**kept, "PYTHONIOENCODING": "utf-8", **environment},
        input=answers,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


def test_from_nothing_by_answers_and_again_without(tmp_path):
    file, folder = tmp_path / "etc" / "mitreden.env", tmp_path / "daten"
    folder.mkdir()
    with smtp.Server() as server:
        answers = [
            "Musterstadt", "Stadt Musterstadt",
            "https://mitreden musterstadt", "mitreden.musterstadt.example",
            "mysql://x", f"sqlite:///{folder}/db.sqlite3", "daten", str(folder),
            "localhost", f"smtp://127.0.0.1:{server.port}",
            "mitreden@musterstadt.example", "ada", "ada@musterstadt.example", "Ada Beispiel",
        ]  # fmt: skip
        first = manage(
            "setup", "--test-mail", ENV_FILE=str(file), answers="\n".join(answers) + "\n"
        )
        assert first.returncode == 0, first.stderr
        assert [to for to, _mail in server.trouble.received] == [["ada@musterstadt.example"]]

    for sentence in (
        "Das ist kein Name eines Servers.", "Das ist keine Adresse einer Datenbank.",
        "Das Verzeichnis muss mit / beginnen.", "Das ist keine Adresse eines Mailservers.",
        "Das ist keine E-Mail-Adresse.", "https://mitreden.musterstadt.example/verwaltung/",
        "Tabellen anlegen", "Stylesheets und Bilder bereitlegen", "Einstellungen prüfen",
    ):  # fmt: skip
        assert sentence in first.stdout
    assert file.stat().st_mode & 0o077 == 0
    written = configuration.read(file)
    assert len(written["SECRET_KEY"]) >= 50
    assert written["DJANGO_ENV"] == "production"
    with file.open("a") as more:
        more.write('LOG_LEVEL="WARNING"\n')

    again = [f"--{name}={GOOD[name]}" for name in ("traeger", "admin", "pseudonym")]
    second = manage("setup", "--no-input", *again, ENV_FILE=str(file))

    assert second.returncode == 0, second.stderr
    assert "ada@musterstadt.example darf schon alles verwalten." in second.stdout
    assert configuration.read(file) == {**written, "LOG_LEVEL": "WARNING"}
    with closing(sqlite3.connect(folder / "db.sqlite3")) as database:
        rows = database.execute("SELECT email, is_superuser FROM accounts_user").fetchall()
        named = database.execute("SELECT name, footer FROM municipality_kommune").fetchall()
    assert rows == [("ada@musterstadt.example", 1)]
    assert named == [("Musterstadt", "Träger: Stadt Musterstadt")]
    # What it left can be started, and a shell reads the file alike.
    assert manage("check", "--deploy", ENV_FILE=str(file)).returncode == 0
    shell = subprocess.run(  # noqa: S603
        ["/bin/sh", "-c", f". {shlex.quote(str(file))}; printf %s \"$SITE_NAME\""],
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert shell.stdout == "Musterstadt"


def begin(**options):
    people = {name: GOOD[name] for name in ("name", "traeger", "admin", "pseudonym")}
    call_command("begin", stdout=StringIO(), **people | options)


@pytest.mark.django_db(transaction=True)
def test_a_mail_server_that_is_not_there_is_named_and_the_rest_is_done(settings):
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 1, "timeout": 2},
        }
    }
    with pytest.raises(CommandError, match="EMAIL_URL"):
        begin(test_mail=True)
    assert User.objects.get().is_superuser


@pytest.mark.django_db
def test_somebody_elses_account_gets_no_rights_and_no_name_is_taken_away():
    resident = factories.user("Ada  Beispiel", email="ada@musterstadt.example")

    with pytest.raises(CommandError, match="hat schon ein Konto ohne Rechte"):
        begin()
    with pytest.raises(CommandError, match="heißt hier schon jemand"):
        begin(admin="eva@musterstadt.example", pseudonym=resident.pseudonym)
    with pytest.raises(CommandError, match="3 bis 40 Zeichen"):
        begin(admin="eva@musterstadt.example", pseudonym="AB")
    assert not User.objects.filter(is_superuser=True).exists()


@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [
        ("name", "", "Hier wird etwas gebraucht."),
        ("name", 'Muster"stadt', "Anführungszeichen"),
        ("name", "Muster\nstadt", "Anführungszeichen"),
        ("host", "mitreden", "Das ist kein Name eines Servers."),
        ("host", "mitreden.example:8000", "Das ist kein Name eines Servers."),
        ("database", "mitreden", "postgres:///mitreden"),
        ("email_url", "mail.example", "smtp+tls://"),
        ("email_url", "smtp://", "smtp+tls://"),
        ("sender", "mitreden", "Das ist keine E-Mail-Adresse."),
        ("admin", "ada@", "Das ist keine E-Mail-Adresse."),
        ("var_dir", "daten", "muss mit / beginnen"),
    ],
)
def test_a_bad_option_is_named_and_nothing_is_written(tmp_path, option, value, sentence):
    file = tmp_path / "mitreden.env"

    with pytest.raises(CommandError, match=f"--{option.replace('_', '-')}") as error:
        call_command("setup", no_input=True, file=file, stdout=StringIO(), **GOOD | {option: value})
    assert sentence in str(error.value)
    assert not file.exists()


def test_without_answers_it_ends_with_a_sentence(tmp_path, monkeypatch):
    def nobody(prompt):
        raise EOFError

    monkeypatch.setattr("builtins.input", nobody)
    with pytest.raises(CommandError, match="es fehlt --name"):
        call_command("setup", file=tmp_path / "mitreden.env", stdout=StringIO())


def test_a_file_of_settings_that_is_not_there_stops_everything(tmp_path):
    result = manage("check", ENV_FILE=str(tmp_path / "fort.env"))

    assert result.returncode != 0
    assert "does not exist: run manage.py setup" in result.stderr.splitlines()[-1]
