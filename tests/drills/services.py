"""A PostgreSQL and a Redis of one's own, to be killed and started again."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import psycopg

from bench import server
from bench.server import Redis, free_port
from tests.programs import missing


def need(*names):
    """Skip the drill, or fail it in CI, where a program is missing."""
    for name in names:
        if not shutil.which(name):
            missing(f"{name} is missing: the drill needs {', '.join(names)}")


def need_root():
    if os.geteuid() != 0:
        missing("this drill has to be run by root")


@contextlib.contextmanager
def databases(folder, disk=None, **more):
    """Run both below ``folder``; yields (postgres, redis, the environment for the platform).

    Args:
        disk: where PostgreSQL's files shall lie instead.
        more: further variables of the environment.
    """
    need("redis-server")
    postgres, redis = Postgres.new(disk or folder), Redis(folder)
    try:
        yield (
            postgres,
            redis,
            server.environment(
                postgres.url, folder, CACHE_URL=redis.url, LOG_LEVEL="CRITICAL", **more
            ),
        )
    finally:
        redis.stop()
        postgres.stop()


class Postgres:
    """A cluster in a folder of its own, with the settings Debian gives one."""

    def __init__(self, folder, name="postgresql"):
        self.bin = max(Path("/usr/lib/postgresql").glob("*/bin"))
        self.data = folder / name
        self.data.mkdir(mode=0o700)
        self.port = free_port()
        self.url = f"postgres://postgres@127.0.0.1:{self.port}/mitreden"
        # PostgreSQL refuses to run as root.
        self.as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if self.as_user:
            folder.chmod(0o755)
            shutil.chown(self.data, "postgres")

    @classmethod
    def new(cls, folder):
        cluster = cls(folder)
        cluster._run(
            "initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale"
        )
        cluster.start()
        with psycopg.connect(cluster._maintenance, autocommit=True) as connection:
            connection.execute("CREATE DATABASE mitreden")
        return cluster

    @classmethod
    def standby_of(cls, primary, folder):
        """A standby that has every commit before it is confirmed (synchronous replication)."""
        cluster = cls(folder, "standby")
        source = f"host=127.0.0.1 port={primary.port} user=postgres application_name=standby"
        cluster._run(
            "pg_basebackup", "--write-recovery-conf", "--checkpoint=fast", f"--dbname={source}"
        )
        cluster.start()
        primary.wait_for_standby(True)
        return cluster

    def promote(self):
        self._run("pg_ctl", "promote", "--wait")
        self.wait_for_standby(False)

    def wait_for_standby(self, wait):
        """Whether to confirm a commit only when it can be read from the standby, too."""
        with psycopg.connect(self._maintenance, autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET synchronous_commit = 'remote_apply'")
            names = "standby" if wait else ""
            connection.execute(f"ALTER SYSTEM SET synchronous_standby_names = '{names}'")
            connection.execute("SELECT pg_reload_conf()")

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
            self.process = subprocess.Popen(  # noqa: S603
                command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            # What a killed one left behind may be in the way for a moment.
            for _ in range(50):
                if self.process.poll() is not None:
                    break
                with contextlib.suppress(psycopg.OperationalError):
                    psycopg.connect(self._maintenance, connect_timeout=1).close()
                    return
                time.sleep(0.1)
        raise SystemExit("PostgreSQL does not start")

    def is_running(self):
        """Whether it is there at all, and be it to say that it is not ready yet."""
        return self.process.poll() is None

    def kill(self):
        """As the machine would in want of memory: no time to write anything down."""
        pid = int((self.data / "postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGKILL)

    def stop(self):
        if self.is_running():
            self._run("pg_ctl", "stop", "--mode=fast", "--silent")


class Nginx:
    """In front of several nodes; a read without an answer goes to the next one, no write does."""

    def __init__(self, folder):
        self.folder, self.port = folder, free_port()
        self.site = f"http://127.0.0.1:{self.port}"
        self.process = None

    def serve(self, sites):
        """Hand out requests to these addresses from now on; what is on its way is ended."""
        nodes = " ".join(
            f"server {site.removeprefix('http://')} max_fails=1 fail_timeout=2s;" for site in sites
        )
        conf = self.folder / "nginx.conf"
        conf.write_text(NGINX_CONF.format(folder=self.folder, nodes=nodes, port=self.port))
        if self.process:
            self.process.send_signal(signal.SIGHUP)
        else:
            command = ["nginx", "-c", str(conf), "-e", str(self.folder / "nginx.log")]
            self.process = subprocess.Popen(command)  # noqa: S603
        time.sleep(1)

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait()


NGINX_CONF = """
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/nginx.log;
events {{ worker_connections 512; }}
http {{
    access_log off;
    client_body_temp_path {folder}/nginx-body;
    proxy_temp_path {folder}/nginx-proxy;
    fastcgi_temp_path {folder}/nginx-1; uwsgi_temp_path {folder}/nginx-2;
    scgi_temp_path {folder}/nginx-3;
    upstream nodes {{ {nodes} }}
    server {{
        listen 127.0.0.1:{port};
        location / {{
            proxy_pass http://nodes;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header Host 127.0.0.1;
            proxy_set_header X-Forwarded-Proto https;
            proxy_set_header X-Forwarded-For 192.0.2.7;
            proxy_connect_timeout 2s;
            proxy_next_upstream error timeout;
        }}
        # What only the other node has while there are two versions.
        location /static/ {{
            proxy_pass http://nodes;
            proxy_set_header Host 127.0.0.1;
            proxy_set_header X-Forwarded-Proto https;
            proxy_next_upstream error timeout http_404;
        }}
    }}
}}
"""
