"""Settings fail loudly: read anew for each case, and in a process of its own for each kind."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).parent.parent
PRODUCTION = {
    "DJANGO_ENV": "production",
    "SECRET_KEY": "k" * 20 + "0123456789-abcdefghijklmnopqrstuvw",
    "ALLOWED_HOSTS": "mitreden.example",
    "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing",
}


def manage(*arguments, **environment):
    """Run manage.py in an environment of its own."""
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


@pytest.fixture
def read(monkeypatch):
    """Return a function that reads the settings as a process in that environment would."""

    def read_in(**environment):
        for name in set(os.environ) - {"PATH", "HOME", "LANG"}:
            monkeypatch.delenv(name)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        spec = importlib.util.find_spec("config.settings")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return read_in


@pytest.mark.parametrize(
    "missing",
    [
        ["SECRET_KEY"],
        ["ALLOWED_HOSTS"],
        ["DATABASE_URL"],
        ["SECRET_KEY", "DATABASE_URL"],
        ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("how", ["absent", "empty"])
def test_production_does_not_start_and_names_exactly_what_is_missing(read, missing, how):
    environment = {name: value for name, value in PRODUCTION.items() if name not in missing}
    if how == "empty":
        environment |= dict.fromkeys(missing, "")

    with pytest.raises(ImproperlyConfigured) as error:
        read(**environment)
    assert str(error.value).endswith("which are missing: " + ", ".join(missing))


def test_what_is_missing_is_the_last_line_of_the_command():
    result = manage("check", DJANGO_ENV="production")

    assert result.returncode != 0
    last_line = result.stderr.strip().splitlines()[-1]
    assert last_line.endswith("which are missing: SECRET_KEY, ALLOWED_HOSTS, DATABASE_URL")


def test_production_starts_with_everything_and_passes_the_deployment_check(tmp_path):
    result = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)

    assert result.returncode == 0, result.stderr
    assert "no issues" in result.stdout


def test_an_unknown_environment_is_refused_with_the_known_ones(read):
    with pytest.raises(ImproperlyConfigured) as error:
        read(DJANGO_ENV="prod")
    assert str(error.value) == "DJANGO_ENV='prod': use development, demo, test or production."


def test_a_database_address_that_is_none_is_refused_without_showing_its_password():
    result = manage("check", DJANGO_ENV="development", DATABASE_URL="postgre//u:geheim@host/db")

    assert result.returncode != 0
    last_line = result.stderr.strip().splitlines()[-1]
    assert "DATABASE_URL" in last_line
    assert "geheim" not in result.stderr


def test_development_needs_nothing(tmp_path):
    result = manage("check", VAR_DIR=str(tmp_path), DATABASE_URL="")

    assert result.returncode == 0, result.stderr


def test_production_is_never_in_debug_and_has_no_demo(read):
    settings = read(**PRODUCTION)

    assert settings.DEBUG is False
    assert settings.DEMO is False
    assert "demo" not in settings.INSTALLED_APPS


def test_the_health_of_a_production_process_can_be_asked_without_tls():
    code = (
        "from django.test import Client; client = Client(headers={'host': 'mitreden.example'})\n"
        "for path in ('/healthz', '/readyz', '/konzepte/'): print(client.get(path).status_code)"
    )

    result = manage("shell", "--no-imports", "-c", code, **PRODUCTION)

    # There is no database behind this process.
    assert result.stdout.split() == ["200", "503", "301"], result.stderr


POST_WITHOUT_DATABASE = """
from django.test import Client

client = Client(
    headers={"host": "mitreden.example", "x-forwarded-proto": "https"},
    raise_request_exception=False,
)
for path, data in (
    ("/kommentare/1/melden/", {"explanation": "Fisch & <b>", "idempotency_key": "4711"}),
    ("/konto/anmelden/passwort/", {"login": "lena@example.org", "password": "geheim"}),
):
    response = client.post(path, data, headers={"origin": "https://mitreden.example"})
    print(response.status_code, response["Retry-After"], response["Cache-Control"])
    print(response.text)
"""


def test_without_its_database_the_platform_keeps_what_was_typed():
    production = {**PRODUCTION, "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"}

    result = manage("shell", "--no-imports", "-c", POST_WITHOUT_DATABASE, **production)

    assert result.stdout.count("503 30 no-store") == 2, result.stderr
    assert ">Fisch &amp; &lt;b&gt;</textarea>" in result.stdout
    assert 'name="idempotency_key" value="4711"' in result.stdout
    assert 'action="/kommentare/1/melden/"' in result.stdout
    assert "geheim" not in result.stdout


@pytest.mark.parametrize(
    ("url", "backend"),
    [
        ("", "caching.backends.DatabaseCache"),
        ("redis://127.0.0.1:6379/0", "caching.backends.RedisCache"),
    ],
)
def test_the_processes_of_production_share_a_cache(url, backend):
    """Limits are counted in it; the driver of the one that is named is installed."""
    environment = {**PRODUCTION, "CACHE_URL": url} if url else PRODUCTION

    result = manage(
        "shell", "--no-imports", "-c",
        "from django.core.cache import caches; cache = caches['default']; "
        "print(type(cache).__module__, type(cache).__name__, sep='.'); "
        "getattr(cache, '_cache', None)",
        **environment,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip() == backend
