"""Numbers, log lines and figures of requests; none of them tells who it was."""

import json
import logging
import os
import re
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from io import StringIO
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest
from prometheus_client import generate_latest

from comments.models import Kommentar
from mails.actions import send
from mails.models import Mail
from operations.logs import JSONFormatter
from operations.metrics import registry
from tests import factories
from tests.visitor import Visitor

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def log():
    """Everything that is logged, as production writes it."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JSONFormatter())
    requests = logging.getLogger("operations.requests")
    level = requests.level
    requests.setLevel(logging.INFO)
    logging.getLogger().addHandler(handler)
    yield stream
    logging.getLogger().removeHandler(handler)
    requests.setLevel(level)


def lines(log):
    return [json.loads(line) for line in log.getvalue().splitlines()]


def test_a_request_keeps_the_number_it_came_with(client, log):
    response = client.get("/healthz", headers={"X-Request-ID": "proxy-4711-abcd"})

    assert response.headers["X-Request-ID"] == "proxy-4711-abcd"
    assert lines(log) == [
        {
            "time": lines(log)[0]["time"],
            "level": "INFO",
            "logger": "operations.requests",
            "message": "GET healthz 200",
            "request_id": "proxy-4711-abcd",
            "method": "GET",
            "view": "healthz",
            "status": 200,
            "milliseconds": lines(log)[0]["milliseconds"],
        }
    ]


@pytest.mark.parametrize(
    "given", ["", "kurz", "x" * 65, "a b c d e f g", "eva@example.org", "ü" * 9]
)
def test_any_other_number_is_replaced(client, given):
    number = client.get("/healthz", headers={"X-Request-ID": given}).headers["X-Request-ID"]

    assert re.fullmatch("[0-9a-f]{32}", number)


@pytest.mark.django_db
def test_a_refused_request_is_logged_with_its_number_and_without_its_path(client, log):
    number = client.get("/kommentare/99/melden/gehe%C3%ADm/").headers["X-Request-ID"]

    refused = [line for line in lines(log) if line["logger"] == "django.request"]
    assert [(line["request_id"], line["message"]) for line in refused] == [(number, "Not Found: -")]
    assert "gehe" not in log.getvalue()


@pytest.mark.django_db
def test_the_page_of_an_error_gives_the_number_under_which_the_log_tells_more(
    client, log, monkeypatch
):
    def fail(*args, **kwargs):
        raise ValueError("Key (email)=(eva@example.org) already exists.") from KeyError("eva")

    monkeypatch.setattr("config.views._is_migrated", fail)
    client.raise_request_exception = False
    response = client.get("/readyz")

    assert response.status_code == 500
    assert response.headers["X-Request-ID"] in response.text
    (line,) = [line for line in lines(log) if line["level"] == "ERROR"]
    assert line["request_id"] == response.headers["X-Request-ID"]
    assert line["message"] == "Internal Server Error: readyz"
    assert line["error"]["type"] == "builtins.ValueError"
    assert line["error"]["cause"]["type"] == "builtins.KeyError"
    assert re.search(r"test_requests\.py:\d+ fail", line["error"]["at"][-1])
    assert "eva" not in log.getvalue()


@pytest.mark.django_db
def test_nothing_personal_is_logged(client, log, baustein, django_capture_on_commit_callbacks):
    """Write, sign in with a wrong and a right code, err, report, search, get lost, leave."""
    client.defaults |= {"REMOTE_ADDR": "203.0.113.77", "HTTP_X_FORWARDED_FOR": "203.0.113.78"}
    visitor = Visitor(client, django_capture_on_commit_callbacks)
    kommentar = factories.comment(baustein)
    visitor.write(baustein, "Der Strandhafer muss bleiben.")
    visitor.ask_for_code("lena@nordsee.example", "Strandläuferin")
    visitor.enter(visitor.wrong_code())
    visitor.enter(visitor.mailed_code())
    assert Kommentar.objects.filter(author__email="lena@nordsee.example").exists()
    client.post(baustein.get_absolute_url(), {"text": "Strandhafer", "category": "falsch"})
    report = {"ground": "hass", "explanation": "Das verletzt mich sehr."}
    client.post(f"/kommentare/{kommentar.pk}/melden/", report)
    client.get("/suche/?q=Strandhafer")
    client.get("/gibt-es-nicht/lena@nordsee.example/")
    client.get("/", headers={"host": "lena.nordsee.example"})
    client.post("/konto/abmelden/")

    assert len(lines(log)) > 8
    written = log.getvalue()
    for trace in ("203.0.113", "lena@", "Strand", "verletzt", "Gute Idee", visitor.mailed_code()):
        assert trace not in written


@pytest.mark.django_db
def test_figures_of_the_platform(baustein, moderator, resident):
    factories.comment(baustein)
    for status in ("waiting", "failed", "failed", "sent"):
        mail = send(template="unknown_account", context={}, user=resident)
        Mail.objects.filter(pk=mail.pk).update(status=status)
    figures = generate_latest(registry()).decode()

    for line in (
        "mitreden_database_up 1.0",
        'mitreden_outbox_mails{status="waiting"} 1.0',
        'mitreden_outbox_mails{status="failed"} 2.0',
        'mitreden_moderation_queue{queue="reported"} 0.0',
        "mitreden_phases_open 1.0",
        'mitreden_tasks{status="ready"} 0.0',
    ):
        assert line in figures.splitlines()
    assert "mitreden_backup_age_seconds" not in figures


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def fetch(url):
    request = Request(url, headers={"X-Forwarded-Proto": "https", "Host": "localhost"})  # noqa: S310
    with urlopen(request, timeout=10) as response:  # noqa: S310
        return response.read().decode()


@contextmanager
def running(*command, url, **environment):
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, *command], cwd=ROOT, env={"PATH": os.environ["PATH"], **environment},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        for _attempt in range(300):
            with suppress(URLError, ConnectionError):
                fetch(url)
                break
            assert process.poll() is None
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(30)


def test_figures_of_requests_are_those_of_all_processes_and_not_to_be_had_in_public(tmp_path):
    figures = tmp_path / "figures"
    figures.mkdir()
    environment = {
        "DJANGO_ENV": "production", "SECRET_KEY": "k" * 60, "ALLOWED_HOSTS": "localhost",
        "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3", "VAR_DIR": str(tmp_path),
        "STATIC_ROOT": str(tmp_path), "PROMETHEUS_MULTIPROC_DIR": str(figures),
    }  # fmt: skip
    web, metrics = (f"http://127.0.0.1:{free_port()}" for _process in range(2))
    gunicorn = ("-m", "gunicorn", "config.wsgi", "--workers", "2", "--no-control-socket")
    with (
        running(*gunicorn, "--bind", web[7:], url=f"{web}/healthz", **environment),
        running(
            "manage.py", "metrics", "--bind", metrics[7:], url=f"{metrics}/metrics", **environment
        ),
    ):
        before = number_of_requests(fetch(f"{metrics}/metrics"))
        for _number in range(20):
            fetch(f"{web}/healthz")
        text = fetch(f"{metrics}/metrics")
        with pytest.raises(URLError):
            fetch(f"{web}/metrics")

    assert number_of_requests(text) == before + 20
    # There are no tables yet; the rest is told all the same.
    assert "mitreden_database_up 0.0" in text


def number_of_requests(text):
    (count,) = re.findall(
        r'mitreden_request_seconds_count{status="2xx",view="healthz"} (\d+)', text
    )
    return int(count)
