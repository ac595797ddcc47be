"""gunicorn with production settings on loopback, and ``wrk`` to ask it."""

import contextlib
import http.client
import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
WORKERS, THREADS = 2, 4
# As the proxy in front of it says.
PROXY = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}
# Against forged requests; any of the right length, in cookie and form.
TOKEN = "bench" * 6 + "32"


def environment(url, folder, **more):
    """What a production process of the measurement finds in its environment."""
    return {
        **os.environ,
        "DJANGO_ENV": "production",
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "SECRET_KEY": "bench" * 12,
        "ALLOWED_HOSTS": "127.0.0.1",
        "DATABASE_URL": url,
        "CACHE_URL": "redis://127.0.0.1:6379/9",
        "EMAIL_URL": "dummymail://",
        "SITE_URL": "https://127.0.0.1",
        "VAR_DIR": str(folder / "var"),
        "STATIC_ROOT": str(folder / "static"),
        "LOG_LEVEL": "ERROR",
        **more,
    }


def manage(env, *arguments, root=ROOT, may_fail=False):
    """Run a command of ``manage.py`` to its end; returns what it says."""
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(  # noqa: S603
        command, cwd=root, env=env, check=not may_fail, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


def collect_static(env, root=ROOT):
    manage(env, "collectstatic", "--noinput", "--verbosity", "0", root=root)


def load(env, root=ROOT, sizes=(0, 200)):
    """Make the files of pages and a database with some comments; says where to look in it."""
    collect_static(env, root)
    return json.loads(content(env, *sizes, root=root).splitlines()[-1])


def content(env, *arguments, root=ROOT):
    """Run ``bench.content``; returns what it says."""
    command = [sys.executable, "-m", "bench.content", *map(str, arguments)]
    return subprocess.run(command, cwd=root, env=env, check=True, stdout=subprocess.PIPE).stdout  # noqa: S603


def start(env, root=ROOT, port=None):
    """Start gunicorn with the code in ``root``, on a free port where none is given.

    Returns:
        (its address, its process, the first of a group of its own)
    """
    port = port or free_port()
    site = f"http://127.0.0.1:{port}"
    command = [
        sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}",
        "--workers", str(WORKERS), "--threads", str(THREADS), "--log-level", "error",
    ]  # fmt: skip
    process = subprocess.Popen(command, cwd=root, env=env, start_new_session=True)  # noqa: S603
    _wait_for(f"{site}/readyz", process)
    return site, process


@contextlib.contextmanager
def serve(env):
    """Run gunicorn; yields (its address, its process)."""
    site, process = start(env)
    try:
        yield site, process
    finally:
        process.terminate()
        process.wait(timeout=30)


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def _wait_for(address, process):
    for _ in range(200):
        with contextlib.suppress(URLError, ConnectionError), urlopen(address):  # noqa: S310
            return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise SystemExit("gunicorn does not start")


def memory_in_bytes(process):
    """Resident memory of gunicorn and its workers (Linux)."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return sum(_resident(pid) for pid in [process.pid, *children])


def _resident(pid):
    with contextlib.suppress(FileNotFoundError):
        found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
        return int(found[1]) * 1024 if found else 0
    return 0


def ask(address, *, seconds, clients=8, session="", script=""):
    """Drive an address with ``wrk``.

    Returns:
        A dict of requests per second, milliseconds of the middle and the slowest request in a
        hundred, and the number of answers that were errors.
    """
    if not shutil.which("wrk"):
        raise SystemExit("wrk is missing: apt-get install wrk")
    headers = {**PROXY, "Accept-Encoding": "gzip", "Accept-Language": "de"}
    if session:
        headers["Cookie"] = f"__Host-sessionid={session}"
    command = ["wrk", "--threads", "1", "--connections", str(clients), "--latency"]
    command += ["--duration", f"{seconds}s"]
    for name, value in headers.items():
        command += ["--header", f"{name}: {value}"]
    if script:
        command += ["--script", script]
    said = subprocess.run([*command, address], check=True, capture_output=True, text=True).stdout  # noqa: S603
    errors = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    return {
        "per_second": float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]),
        "p50_ms": _milliseconds(said, "50%"),
        "p99_ms": _milliseconds(said, "99%"),
        "errors": int(errors[1]) if errors else 0,
    }


def download(address, *, session, fields):
    """Send a form that answers with a file, and read all of it as a browser does.

    Returns:
        A dict of seconds in all, milliseconds until the first byte of the file, its bytes as
        they were sent, and whether it was a file.
    """
    site, path = urlsplit(address).netloc, urlsplit(address).path
    headers = {
        **PROXY,
        "Host": "127.0.0.1",
        "Origin": "https://127.0.0.1",
        "Cookie": f"__Host-sessionid={session}; __Host-csrftoken={TOKEN}",
        "Content-Type": "application/x-www-form-urlencoded",
        "Accept-Encoding": "gzip",
    }
    body = urlencode({**fields, "csrfmiddlewaretoken": TOKEN})
    started = time.perf_counter()
    with contextlib.closing(http.client.HTTPConnection(site)) as connection:
        connection.request("POST", path, body, headers)
        response = connection.getresponse()
        size = len(response.read(1))
        first = time.perf_counter() - started
        while part := response.read(1 << 16):
            size += len(part)
    return {
        "seconds": time.perf_counter() - started,
        "first_byte_ms": first * 1000,
        "bytes": size,
        "is_file": "attachment" in response.headers.get("Content-Disposition", ""),
    }


def _milliseconds(said, part):
    number, unit = re.search(rf"{part}\s+([\d.]+)(us|ms|s)\b", said).groups()
    return round(float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit], 2)


@contextlib.contextmanager
def post_script(sessions):
    """A script for ``wrk`` that posts a new comment with each request, as many people."""
    lines = [
        "local sessions = {" + ",".join(f'"{key}"' for key in sessions) + "}",
        f'local run, n = "{secrets.token_hex(4)}", 0',
        "request = function()",
        "  n = n + 1",
        '  local body = "category=vorschlag&text=Kommentar+" .. run .. "+" .. n',
        "  local headers = {",
        '    ["Content-Type"] = "application/x-www-form-urlencoded",',
        '    ["Origin"] = "https://127.0.0.1",',
        '    ["Host"] = "127.0.0.1",',
        '    ["X-Forwarded-Proto"] = "https",',
        '    ["X-Forwarded-For"] = "192.0.2.7",',
        '    ["Cookie"] = "__Host-sessionid=" .. sessions[n % #sessions + 1],',
        "  }",
        '  return wrk.format("POST", nil, headers, body)',
        "end",
    ]
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write("\n".join(lines))
        file.flush()
        yield file.name
