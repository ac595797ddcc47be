"""What all processes share, with a Redis of one's own that is killed and comes back."""

import json
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import redis
from django.core.cache import caches
from django.core.exceptions import ImproperlyConfigured

from bench.server import ROOT, free_port
from caching.backends import FallbackMixin
from caching.counting import count
from config.installation import installation
from tests.programs import missing


@pytest.fixture
def server(tmp_path):
    """A running Redis: its port, and functions that kill it and start it again."""
    if not shutil.which("redis-server"):
        missing("KEIN REDIS: Der Cache wird nicht geprüft. Installieren: apt install redis-server")
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
    kinds = {"default": "caching.backends.RedisCache", "pages": "caching.backends.PlainRedisCache"}
    place = {"LOCATION": f"redis://127.0.0.1:{server.port}/0"}
    settings.CACHES = {name: {"BACKEND": kind, **place} for name, kind in kinds.items()}
    yield caches[request.param]
    FallbackMixin.breaker.reset()


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
    FallbackMixin.breaker.reset()
    assert count(shared, "visits", 60) == 1


@pytest.mark.parametrize("prefix", ["a", "b*", "[c]", "d-e", "f?"])
def test_clearing_takes_what_is_ones_own_and_nothing_else(settings, server, prefix):
    """However the prefix looks: Redis reads some characters as a pattern."""
    place = {
        "BACKEND": "caching.backends.RedisCache",
        "LOCATION": f"redis://127.0.0.1:{server.port}/0",
    }
    settings.CACHES = {
        "default": {**place, "KEY_PREFIX": prefix},
        "longer": {**place, "KEY_PREFIX": f"{prefix}x"},
        "other": {**place, "KEY_PREFIX": "axxx"},
    }
    for cache in caches.all(initialized_only=False):
        cache.set("town", "one")

    caches["default"].clear()

    kept = [cache.get("town") for cache in caches.all(initialized_only=False)]
    assert kept == [None, "one", "one"]


# What a process of an installation does: it shows pages, counts, keeps what was hard to make.
_WALK = """
import json
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory
from accounts.protection.limits import consume
from municipality.models import Kommune
from tests import factories

NAME = "{name}"
Kommune.objects.create(name=NAME, contact="Kontakt " + NAME)
ausgabe = factories.ausgabe(title="Strategie von " + NAME, slug="strategie")
person = Client(HTTP_HOST="localhost")
seen = dict()
addresses = ["/", "/impressum/", "/phasen/", "/konzepte/", 
             "/phasen/kalender.ics", "/catalog.jsonld", "/site.webmanifest",
             "/feed/", "/verfahren.json",
             ausgabe.auswertung.strategie.get_absolute_url(), ausgabe.get_absolute_url(),
             ausgabe.auswertung.get_absolute_url() + "bericht.docx"]
for address in addresses * 2:
    answer = person.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    seen[address] = b"".join(answer).decode(errors="replace")
request = RequestFactory().post("/konto/anmelden/")
request.user = AnonymousUser()
consume("code", request, address="jemand@example.org")
staff = Client(HTTP_HOST="localhost")
staff.force_login(factories.superuser())
for address in ["/moderation/", "/auswertung/", "/verwaltung/", "/konto/"]:
    staff.get(address)
print(json.dumps([settings.INSTALLATION, seen]))
"""


def _installation(name, server, folder):
    environment = {
        **os.environ,
        "DJANGO_ENV": "demo",
        "DATABASE_URL": f"sqlite:///{folder / name}.sqlite3",
        "VAR_DIR": str(folder / name),
        "CACHE_URL": f"redis://127.0.0.1:{server.port}/0",
        "PAGE_CACHE": "1",
        # Both are left as they come: what differs is the database alone.
        "SITE_URL": "https://mitreden.example",
    }
    done = subprocess.run(  # noqa: S603
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", _WALK.replace("{name}", name)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def test_two_installations_on_one_server_know_nothing_of_each_other(server, migrated, tmp_path):
    """Same addresses, same secret: the second finds nothing of the first, in no kind of key."""
    for name in ("Adorf", "Bstadt"):
        shutil.copy(migrated, tmp_path / f"{name}.sqlite3")
    towns = {name: _installation(name, server, tmp_path) for name in ("Adorf", "Bstadt")}

    (first, _), (second, pages) = towns.values()
    assert first != second
    assert [address for address, text in pages.items() if "Adorf" in text] == []
    assert "Bstadt" in pages["/impressum/"]
    keys = [key.decode() for key in redis.Redis(port=server.port).scan_iter()]
    for town in (first, second):
        own = [key for key in keys if key.startswith(f"{town}:")]
        for kind in (":municipality:", ":pages:", ":limits:", ":document-", ":generation"):
            assert any(kind in key for key in own), kind
    assert [key for key in keys if not key.startswith((f"{first}:", f"{second}:"))] == []


def test_an_operator_names_an_installation_or_learns_why_not():
    database = {"NAME": "mitreden"}
    assert installation("elbhagen", database, "secret", "https://a.example") == "elbhagen"
    with pytest.raises(ImproperlyConfigured, match="INSTALLATION='elb hagen'"):
        installation("elb hagen", database, "secret", "https://a.example")


@pytest.mark.parametrize("changed", [0, 1, 2])
def test_secret_address_or_database_alone_tell_installations_apart(changed):
    def derived(database, secret, address):
        return installation("", {"NAME": database, "HOST": "10.0.0.1"}, secret, address)

    own = ["mitreden", "secret", "https://a.example"]
    other = [f"{value}x" if place == changed else value for place, value in enumerate(own)]
    assert derived(*own) == derived(*own)
    assert derived(*own) != derived(*other)
