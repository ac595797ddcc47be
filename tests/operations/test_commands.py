"""Every command of ours: its help can be read, and an empty database is no traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

from config.commandline import MIGRATIONS_MISSING, NO_ANSWER

ROOT = Path(__file__).parent.parent.parent
OURS = sorted(
    name
    for name, app in get_commands().items()
    if isinstance(app, str) and (ROOT / app / "management").is_dir()
)
# With what each is called where it needs something; those that need no database are left out.
ARGUMENTS = {
    "begin": ["--name=A", "--traeger=B", "--admin=a@example.org", "--pseudonym=C"],
    "export_beitraege": ["konzept/strategie", "--output", "never-written.csv"],
    "flush": ["--no-input"],
    "import_konzept": ["README.md", "--konzept", "Konzept"],
    "report_failure": ["mitreden-backup.service"],
    "reset_second_factor": ["a@example.org"],
}
NO_DATABASE = {"demo", "metrics", "restore", "setup"}
# A database without tables can be copied, and emptied.
NO_TABLES = {"backup", "flush"}


# Calls each of the commands and prints {its name: (status, stdout, stderr)}: one process for all,
# as to start one takes seconds.
CALL_EACH = """
import io, json, sys, traceback
from contextlib import redirect_stderr, redirect_stdout

import django

django.setup()
from config.commandline import run

answers = {}
for words in json.loads(sys.argv[1]):
    status = 0
    with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as error:
        try:
            run(["manage.py", *words])
        except SystemExit as end:
            status = end.code
        except Exception:
            traceback.print_exc()
            status = 1
    answers[words[0]] = status, out.getvalue(), error.getvalue()
print(json.dumps(answers))
"""


def python(*arguments, **environment):
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    kept["DJANGO_SETTINGS_MODULE"] = "config.settings"
    return subprocess.run(  # noqa: S603
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**kept, "PYTHONIOENCODING": "utf-8", **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_there_are_commands_to_walk():
    assert {"checkup", "recount", "verify_auswertungen"} <= set(OURS) - NO_DATABASE


@pytest.mark.parametrize("name", OURS)
def test_help_can_be_read(name):
    command = load_command_class(get_commands()[name], name)

    text = command.create_parser("manage.py", name).format_help()
    assert "usage:" in text
    assert len(command.help) > 10


def test_an_empty_database_is_answered_with_a_sentence(tmp_path):
    calls = [[name, *ARGUMENTS.get(name, [])] for name in sorted(set(OURS) - NO_DATABASE)]

    result = python("-c", CALL_EACH, json.dumps(calls), VAR_DIR=str(tmp_path))

    answers = json.loads(result.stdout)
    assert [*answers] == [name for name, *_arguments in calls]
    for name, (status, out, error) in answers.items():
        assert "Traceback" not in out + error, name
        if name not in NO_TABLES:
            assert status == 1, name
            assert error.strip().endswith(MIGRATIONS_MISSING), name


def test_a_database_that_is_away_is_answered_with_a_sentence(tmp_path):
    away = "postgres://nobody@127.0.0.1:1/nothing"
    result = python("manage.py", "recount", VAR_DIR=str(tmp_path), DATABASE_URL=away)

    assert result.returncode == 1
    assert result.stderr.strip().endswith(NO_ANSWER)
    assert "Traceback" not in result.stderr
