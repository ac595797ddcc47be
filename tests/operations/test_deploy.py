"""What docs/betrieb.md and the files in deploy/ tell people to run is there and understood."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

from tests.programs import missing

ROOT = Path(__file__).parent.parent.parent
GUIDE = (ROOT / "docs/betrieb.md").read_text(encoding="utf-8")
# Its second part, with settings and commands of its own.
SECURITY = (ROOT / "docs/sicherheit.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", GUIDE, flags=re.DOTALL)
SYSTEMD = ROOT / "deploy/systemd"
UNITS = sorted(path for path in SYSTEMD.iterdir() if path.is_file())
COMMON = SYSTEMD / "mitreden-.service.d/mitreden.conf"
# Started by others when they fail, for each of them.
ON_FAILURE = "mitreden-failure@.service"
TIMERS = (ROOT / "deploy/timers").read_text(encoding="utf-8")
COMPOSE = (ROOT / "compose.yaml").read_text(encoding="utf-8")
# „mitreden“ is manage.py of an installation; a placeholder is a word like any other.
CALL = re.compile(r"(?:^mitreden|manage\.py) ([a-z][^`\n|;]*)", re.MULTILINE)


def calls():
    texts = [
        GUIDE,
        *(path.read_text(encoding="utf-8") for path in UNITS),
        re.sub(r"\bmanage (?=[a-z])", "manage.py ", TIMERS),
    ]
    found = {call.split(" mit ")[0].strip() for text in texts for call in CALL.findall(text)}
    in_lists = re.findall(r'"manage\.py", (.*?)\]', COMPOSE)
    return sorted(found | {" ".join(shlex.split(call.replace(",", " "))) for call in in_lists})


def test_the_guide_is_read():
    assert len(BLOCKS) > 8
    assert len(calls()) > 20


@pytest.mark.parametrize("call", calls())
def test_every_command_is_there_and_understands_its_options(call, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    name, *arguments = shlex.split(call)
    app = get_commands()[name]
    command = load_command_class(app, name) if isinstance(app, str) else app

    command.create_parser("manage.py", name).parse_args(arguments)


@pytest.mark.parametrize("script", [*BLOCKS, "deploy/mitreden", "deploy/timers"])
def test_a_shell_can_read_every_block(script):
    if script.startswith("deploy/"):
        script = (ROOT / script).read_text(encoding="utf-8")

    result = subprocess.run(
        ["/bin/sh", "-n"], input=script, capture_output=True, encoding="utf-8", check=False
    )
    assert result.returncode == 0, result.stderr


def test_every_file_that_is_named_is_there():
    texts = [GUIDE, COMPOSE, (ROOT / "deploy/mitreden").read_text(encoding="utf-8")]
    named = {
        name for text in texts for name in re.findall(r"\b(deploy/[\w/.*-]+\w|\w+file)\b", text)
    }
    for name in named - {"dockerfile"}:
        assert list(ROOT.glob(name)), name


def test_the_units_that_are_to_be_enabled_are_there_and_no_other():
    enabled = set(re.findall(r"\bmitreden-[a-z]+(?:\.timer)?\b", " ".join(BLOCKS)))
    wanted = {name if "." in name else f"{name}.service" for name in enabled}
    started = {path.with_suffix(".service").name for path in UNITS if path.suffix == ".timer"}

    assert wanted | started | {ON_FAILURE} == {path.name for path in UNITS}


def test_whatever_runs_by_timer_ends_and_tells_when_it_fails():
    oneshots = [path for path in UNITS if "Type=oneshot" in path.read_text(encoding="utf-8")]

    assert len(oneshots) > 4
    for path in oneshots:
        text = path.read_text(encoding="utf-8")
        assert "TimeoutStartSec=" in text, path
        assert ("OnFailure=mitreden-failure@%n.service" in text) == (path.name != ON_FAILURE), path


def test_every_setting_of_the_guide_is_read_and_every_one_that_is_read_is_in_the_guide():
    settings = (ROOT / "config/settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r'(?:env\.\w+\(\s*|environ\.get\()"([A-Z_]+)"', settings))
    rows = re.findall(r"^\| (`[A-Z_`, ]+`) \|", GUIDE + SECURITY, flags=re.MULTILINE)
    told = {name for row in rows for name in re.findall(r"[A-Z_]+", row)}

    # These are for developing and testing.
    assert read - told == {"DEBUG", "FORM_LEAST_SECONDS"}
    assert told <= read


def here(text):
    """A unit as it would be if this checkout were the installation."""
    python = Path(sys.executable).parent
    text = text.replace("/opt/mitreden/.venv/bin", str(python)).replace("/opt/mitreden", str(ROOT))
    return re.sub(r"^(User|Group)=.*$", r"\1=root", text, flags=re.MULTILINE)


def test_systemd_finds_nothing_wrong_with_the_units(tmp_path):
    if not shutil.which("systemd-analyze"):
        missing("KEIN SYSTEMD: Die Units werden nicht geprüft. Installieren: apt install systemd")
    for path in [*UNITS, COMMON]:
        copy = tmp_path / path.relative_to(SYSTEMD)
        copy.parent.mkdir(exist_ok=True)
        copy.write_text(here(path.read_text(encoding="utf-8")), encoding="utf-8")

    result = subprocess.run(  # noqa: S603
        ["systemd-analyze", "verify", *sorted(str(tmp_path / path.name) for path in UNITS)],  # noqa: S607
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert (result.returncode, result.stderr) == (0, "")


def test_nginx_finds_nothing_wrong_with_its_configuration(tmp_path):
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if not (nginx and shutil.which("openssl")):
        missing("KEIN NGINX: Nicht geprüft. Installieren: apt install nginx-light openssl")
    subprocess.run(  # noqa: S603
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=test",  # noqa: S607
         "-keyout", tmp_path / "privkey.pem", "-out", tmp_path / "fullchain.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    text = (ROOT / "deploy/nginx/mitreden.conf").read_text(encoding="utf-8")
    text = re.sub(r"/etc/letsencrypt/live/[^/]+|/var/log/nginx", str(tmp_path), text)
    paths = "".join(
        f"{kind}_temp_path {tmp_path}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    file = tmp_path / "nginx.conf"
    file.write_text(f"pid {tmp_path}/pid; events {{}} http {{ access_log off; {paths}\n{text} }}")

    result = subprocess.run(  # noqa: S603
        [nginx, "-t", "-c", str(file), "-e", str(tmp_path / "error.log")],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
