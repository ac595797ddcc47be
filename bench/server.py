"""gunicorn with production settings on loopback, for this checkout or another one."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
WORKERS, THREADS = 2, 4
# As the proxy in front of it says.
PROXY = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}


def environment(url, folder, **more):
    """The variables of a production process with this database and its files in ``folder``."""
    return {
        **os.environ,
        "DJANGO_ENV": "production",
        "DJANGO_SETTINGS_MODULE": "bench_settings",
        # For this checkout and for an older one, which has no such modules.
        "PYTHONPATH": str(ROOT / "bench" / "inside"),
        "SECRET_KEY": "bench" * 12,
        "ALLOWED_HOSTS": "127.0.0.1",
        "DATABASE_URL": url,
        "EMAIL_URL": "dummymail://",
        "SITE_URL": "https://127.0.0.1",
        "VAR_DIR": str(folder / "var"),
        "STATIC_ROOT": str(folder / "static"),
        "LOG_LEVEL": "ERROR",
        **more,
    }


def python(root):
    """The interpreter of the checkout in ``root``; ours where it has none."""
    own = root / ".venv" / "bin" / "python"
    return str(own) if root != ROOT and own.exists() else sys.executable


def run(env, *arguments, root=ROOT, may_fail=False):
    """Run Python in a checkout to its end; returns what it prints."""
    done = subprocess.run(  # noqa: S603
        [python(root), *map(str, arguments)],
        cwd=root, env=env, check=not may_fail, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return done.stdout


def manage(env, *arguments, **how):
    return run(env, "manage.py", *arguments, **how)


def load(env, root=ROOT, sizes=(0, 200)):
    """Collect static files and fill the database; returns where to look in it."""
    manage(env, "collectstatic", "--noinput", "--verbosity", "0", root=root)
    return content(env, "load", *sizes, root=root)


def content(env, *arguments, root=ROOT):
    """Run ``bench_content`` in a checkout; returns what it found."""
    return json.loads(run(env, "-m", "bench_content", *arguments, root=root).splitlines()[-1])


def start(env, root=ROOT, port=None):
    """Start gunicorn with the code in ``root``, on a free port where none is given.

    Returns:
        (its URL, its process, the first of a group of its own)
    """
    port = port or free_port()
    site = f"http://127.0.0.1:{port}"
    command = [
        python(root), "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}",
        "--workers", str(WORKERS), "--threads", str(THREADS), "--log-level", "error",
    ]  # fmt: skip
    process = subprocess.Popen(command, cwd=root, env=env, start_new_session=True)  # noqa: S603
    for _ in range(300):
        with contextlib.suppress(URLError, ConnectionError), urlopen(f"{site}/readyz"):  # noqa: S310
            return site, process
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise SystemExit("gunicorn does not start")


@contextlib.contextmanager
def serve(env, root=ROOT):
    """Run gunicorn; yields (its URL, its process)."""
    site, process = start(env, root)
    try:
        yield site, process
    finally:
        process.terminate()
        process.wait(timeout=30)


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def workers(process):
    """The process ids of gunicorn's workers (Linux)."""
    return Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()


def processor_seconds(process):
    """Processor time of each of gunicorn's workers until now."""
    stats = [Path(f"/proc/{pid}/stat").read_text() for pid in workers(process)]
    # After the name of the program, which may contain anything.
    fields = [stat.rpartition(")")[2].split() for stat in stats]
    return [(int(each[11]) + int(each[12])) / os.sysconf("SC_CLK_TCK") for each in fields]


class Redis:
    """A Redis of one's own."""

    def __init__(self, folder):
        self.port, self.folder = free_port(), folder
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.start()

    def start(self):
        command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]
        command += ["--dir", str(self.folder)]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603

    def kill(self):
        self.process.kill()
        self.process.wait()

    close = stop = kill
