"""A PostgreSQL and a Redis of one's own, to be killed and started again."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import psycopg

from .server import free_port


class Postgres:
    """A cluster in a folder of its own, with the settings Debian gives one."""

    def __init__(self, folder):
        self.bin = max(Path("/usr/lib/postgresql").glob("*/bin"))
        self.data = folder / "postgresql"
        self.data.mkdir()
        self.port = free_port()
        self.url = f"postgres://postgres@127.0.0.1:{self.port}/mitreden"
        # PostgreSQL refuses to run as root.
        self.as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if self.as_user:
            folder.chmod(0o755)
            shutil.chown(self.data, "postgres")
        self._run("initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale")
        self.start()
        with psycopg.connect(self._maintenance, autocommit=True) as connection:
            connection.execute("CREATE DATABASE mitreden")

    @property
    def _maintenance(self):
        return self.url.replace("/mitreden", "/postgres")

    def _run(self, program, *arguments):
        command = [*self.as_user, str(self.bin / program), "-D", str(self.data), *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603

    def start(self):
        options = ["-p", str(self.port), "-k", str(self.data), "-c", "listen_addresses=127.0.0.1"]
        command = [*self.as_user, str(self.bin / "postgres"), "-D", str(self.data), *options]
        for _ in range(100):
            process = subprocess.Popen(  # noqa: S603
                command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            # What a killed one left behind may be in the way for a moment.
            for _ in range(50):
                if process.poll() is not None:
                    break
                with contextlib.suppress(psycopg.OperationalError):
                    psycopg.connect(self._maintenance, connect_timeout=1).close()
                    return
                time.sleep(0.1)
        raise SystemExit("PostgreSQL does not start")

    def kill(self):
        """As the machine would in want of memory: no time to write anything down."""
        pid = int((self.data / "postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGKILL)

    def stop(self):
        self._run("pg_ctl", "stop", "--mode=fast", "--silent")


class Redis:
    def __init__(self, folder):
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.folder = folder
        self.start()

    def start(self):
        command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]
        self.process = subprocess.Popen(  # noqa: S603
            [*command, "--dir", str(self.folder)], stdout=subprocess.DEVNULL
        )

    def kill(self):
        self.process.kill()
        self.process.wait()

    stop = kill
