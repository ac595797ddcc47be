"""The steps of the Containerfile, walked as far as a machine without a container engine can.

What is copied, what runs while the image is made, and how it starts: by environment alone, as
somebody who may not write to the program. The base image and apt-get are not walked here.
"""

import fnmatch
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest

from tests.programs import missing

ROOT = Path(__file__).parent.parent.parent
CONTAINERFILE = (ROOT / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ")
IGNORE = (ROOT / ".dockerignore").read_text(encoding="utf-8")
# Top-level names of this repository that an image does without.
LEFT_OUT = {
    ".ci", ".dockerignore", ".gitignore", ".gitlab-ci.yml", ".pre-commit-config.yaml",
    ".python-version", "CHANGELOG.md", "CODE_OF_CONDUCT.md", "CONTRIBUTING.md", "Containerfile",
    "README.de.md", "README.md", "SECURITY.md", "bench", "compose.yaml", "demo", "docs",
    "publiccode.yml", "requirements-aehnlichkeit.txt", "requirements-dev.txt", "tests",
    "zensical.toml",
}  # fmt: skip
SECRETS = [
    ".env", ".env.local", ".git/config", ".venv/bin/python", "var/demo/db.sqlite3",
    "mitreden.env", "privkey.pem", "config/.env", "deploy/mitreden.env", "static/server.key",
    "operations/dump.sqlite3", "sicherungen/mitreden.zip", "notes.txt",
]  # fmt: skip


def instructions(name):
    """What follows each instruction of this name, in order."""
    return re.findall(rf"^{name} +(.*)$", CONTAINERFILE, flags=re.MULTILINE)


def is_copied(path):
    """Whether the file is part of the build context: the last pattern that fits decides.

    As Docker and podman read .dockerignore: a pattern holds for all below a folder, and
    ``**/`` for any depth.
    """
    copied = True
    for line in IGNORE.splitlines():
        if not line or line.startswith("#"):
            continue
        pattern = line.removeprefix("!")
        names = [str(part) for part in (path, *path.parents)][:-1]
        if pattern.startswith("**/"):
            names = [name.rpartition("/")[2] for name in names]
            pattern = pattern.removeprefix("**/")
        if any(fnmatch.fnmatchcase(name, pattern) for name in names):
            copied = line.startswith("!")
    return copied


def tracked():
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=ROOT, capture_output=True, encoding="utf-8", check=True,
    ).stdout.splitlines()  # fmt: skip
    return [Path(name) for name in listed if (ROOT / name).is_file()]


@pytest.mark.parametrize("name", SECRETS)
def test_no_secret_gets_into_the_image(name):
    assert not is_copied(Path(name))


def test_git_ignores_the_files_with_passwords():
    for name in (".env", ".env.production"):
        result = subprocess.run(  # noqa: S603
            ["git", "check-ignore", "--quiet", name],  # noqa: S607
            cwd=ROOT, check=False,
        )  # fmt: skip
        assert result.returncode == 0, name


def test_every_part_of_the_program_is_copied_or_known_to_stay_outside():
    for path in tracked():
        top = path.parts[0]
        if top == "deploy":
            continue
        assert is_copied(path) == (top not in LEFT_OUT), path
    for path in map(Path, re.findall(r"deploy/[\w/]+", CONTAINERFILE)):
        assert is_copied(path), path


# One worker builds it, once.
from_the_image = pytest.mark.xdist_group("image")


@pytest.fixture(scope="module")
def image(tmp_path_factory):
    """The folder /opt/mitreden of the image, and the environment it sets."""
    folder = tmp_path_factory.mktemp("image")
    program, home = folder / "opt", folder / "home"
    home.mkdir()
    for path in tracked():
        if is_copied(path):
            (program / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / path, program / path)
    environment = {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "HOME": str(home),
        **dict(pair.split("=", 1) for pair in instructions("ENV")),
    }  # fmt: skip
    places = {"/opt/mitreden": program, "/var/lib/mitreden": home, "/etc/mitreden": folder / "etc"}
    for name, value in environment.items():
        for there, here in places.items():
            value = value.replace(there, str(here))
        environment[name] = value
    (build,) = (line for line in instructions("RUN") if "manage.py" in line)
    run(build.replace("/tmp/", f"{folder}/"), program, environment, check=True)  # noqa: S108
    for path in program.rglob("*"):
        path.chmod(path.stat().st_mode & ~0o222)
    return program, environment


def unprivileged(command):
    """As somebody who cannot write where no permission is given, root of this machine included."""
    if os.geteuid():
        return command
    if not shutil.which("setpriv"):
        missing("KEIN SETPRIV: Das Image wird nicht geprüft. Installieren: apt install util-linux")
    drop = "-dac_override,-dac_read_search"
    return f"setpriv --inh-caps={drop} --bounding-set={drop} sh -c '{command}'"


def run(command, folder, environment, **options):
    return subprocess.run(  # noqa: S602
        command, shell=True, cwd=folder, env=environment,
        capture_output=True, encoding="utf-8", timeout=300, **options,
    )  # fmt: skip


@from_the_image
def test_the_static_files_are_inside(image):
    program, environment = image

    manifest = Path(environment["STATIC_ROOT"]) / "staticfiles.json"
    assert "css/mitreden.css" in json.loads(manifest.read_text(encoding="utf-8"))["paths"]
    assert program in manifest.parents


@from_the_image
def test_it_starts_by_environment_alone_and_says_that_it_is_well(image, migrated, tmp_path):
    program, environment = image
    # „migrate“ from nothing is that of test_setup; here it finds nothing to do.
    shutil.copy(migrated, tmp_path / "db.sqlite3")
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = str(listener.getsockname()[1])
    environment = {
        **environment, "SECRET_KEY": "k" * 60, "ALLOWED_HOSTS": "mitreden.example", "PORT": port,
        "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3", "SITE_URL": "https://mitreden.example",
    }  # fmt: skip
    (start,) = instructions("CMD")
    command = " ".join(json.loads(start)).replace("0.0.0.0:8000", f"127.0.0.1:{port}")  # noqa: S104
    health = " ".join(json.loads(instructions("HEALTHCHECK")[0].partition("CMD ")[2]))

    before = run(unprivileged(health), program, environment, check=False)
    migrated = run(
        unprivileged("python manage.py migrate --verbosity 0"), program, environment, check=False
    )
    assert migrated.returncode == 0, migrated.stderr
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen(  # noqa: S602
            unprivileged(f"exec {command}"), shell=True, cwd=program, env=environment,
            stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    try:
        page = _answer(port, "/", server, tmp_path / "log")
        sheet = re.search(r'<link rel="stylesheet" href="([^"]+)"', page)[1]
        icon = re.search(r'href="(/static/[^"]+\.svg)"', page)[1]
        for _ in range(20):  # on a busy machine an answer may come late
            after = run(unprivileged(health), program, environment, check=False)
            if after.returncode == 0:
                break

        assert "--" in _answer(port, sheet, server, tmp_path / "log")
        assert "<svg" in _answer(port, icon, server, tmp_path / "log")
        assert (before.returncode, after.returncode) == (1, 0), before.stderr + after.stderr
        assert f"127.0.0.1:{port}" in before.stderr
    finally:
        # The shell and what it started.
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=30)


def _answer(port, path, server, log):
    headers = {"Host": "mitreden.example", "X-Forwarded-Proto": "https"}
    request = Request(f"http://127.0.0.1:{port}{path}", headers=headers)  # noqa: S310
    for _ in range(300):
        try:
            with urlopen(request, timeout=60) as response:  # noqa: S310
                return response.read().decode()
        except (URLError, ConnectionError, TimeoutError):
            assert server.poll() is None, log.read_text()
            time.sleep(0.1)
    raise AssertionError(log.read_text())
