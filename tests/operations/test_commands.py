"""Every command of ours: its help can be read, and an empty database is no traceback."""

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


def manage(*arguments, **environment):
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(  # noqa: S603
        [sys.executable, "manage.py", *arguments],
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


@pytest.mark.parametrize("name", sorted(set(OURS) - NO_DATABASE))
def test_an_empty_database_is_answered_with_a_sentence(name, tmp_path):
    result = manage(name, *ARGUMENTS.get(name, []), VAR_DIR=str(tmp_path))

    assert "Traceback" not in result.stdout + result.stderr
    if name not in NO_TABLES:
        assert result.returncode == 1
        assert result.stderr.strip().endswith(MIGRATIONS_MISSING)


def test_a_database_that_is_away_is_answered_with_a_sentence(tmp_path):
    result = manage(
        "recount",
        VAR_DIR=str(tmp_path),
        DATABASE_URL="postgres://nobody@127.0.0.1:1/nothing",
    )

    assert result.returncode == 1
    assert result.stderr.strip().endswith(NO_ANSWER)
    assert "Traceback" not in result.stderr
