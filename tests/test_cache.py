"""What all processes share, with a Redis of one's own that is killed and comes back."""

import os
import shutil
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import redis
from django.core.cache import caches

from bench.server import free_port
from config.cache import FallbackMixin
from pagecache.counting import count


@pytest.fixture
def server(tmp_path):
    """A running Redis: its port, and functions that kill it and start it again."""
    if not shutil.which("redis-server"):
        reason = "KEIN REDIS: Der Cache wird nicht geprüft. Installieren: apt install redis-server"
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail(reason)
        pytest.skip(reason)
    running = Server(tmp_path)
    yield running
    running.kill()


class Server:
    def __init__(self, folder):
        self.port = free_port()
        self._command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1"]
        self._command += ["--save", "", "--dir", str(folder)]
        self.start()

    def start(self):
        self._process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL)  # noqa: S603
        client = redis.Redis(port=self.port)
        for _ in range(100):
            try:
                client.ping()
            except redis.ConnectionError:
                time.sleep(0.05)
            else:
                return client.close()
        raise AssertionError("Redis does not start")

    def kill(self):
        self._process.kill()
        self._process.wait()


@pytest.fixture(params=["default", "pages"])
def shared(request, settings, server):
    kinds = {"default": "config.cache.RedisCache", "pages": "config.cache.PlainRedisCache"}
    place = {"LOCATION": f"redis://127.0.0.1:{server.port}/0"}
    settings.CACHES = {name: {"BACKEND": kind, **place} for name, kind in kinds.items()}
    yield caches[request.param]
    FallbackMixin.pause.until = 0.0


def test_many_at_once_are_each_counted_once(shared):
    with ThreadPoolExecutor(20) as people:
        numbers = list(people.map(lambda _visit: count(shared, "visits", 60), range(200)))

    assert sorted(numbers) == list(range(1, 201))


def test_what_is_counted_is_forgotten_after_its_time(shared, server):
    count(shared, "visits", 60.4)
    count(shared, "visits", 3600)

    assert 50 < redis.Redis(port=server.port).ttl(":1:visits") <= 60


def test_nobody_is_counted_elsewhere_than_under_their_key(shared):
    assert [count(shared, key, 60) for key in ("a", "b", "a")] == [1, 1, 2]
    assert shared.get("a") == 2


@pytest.mark.parametrize("shared", ["default"], indirect=True)
def test_while_the_server_is_away_this_process_counts_on_its_own(shared, server):
    assert count(shared, "visits", 60) == 1
    server.kill()

    assert [count(shared, "visits", 60) for _ in range(3)] == [1, 2, 3]

    server.start()
    FallbackMixin.pause.until = 0.0
    assert count(shared, "visits", 60) == 1
