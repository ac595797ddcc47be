"""Downloads of all contributions of a Kommentierphase: seconds, first byte, memory."""

import contextlib
import http.client
import re
import time
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from bench import server

from . import services
from .people import TOKEN

pytestmark = pytest.mark.drill

COMMENTS = 100_000
# Also on a busy machine.
MOST_FIRST_BYTE_MS, MOST_MEGABYTES = 2000, 150


@pytest.fixture(scope="module")
def large(folder):
    with services.databases(folder) as (_postgres, _redis, env):
        yield env, server.load(env, sizes=[COMMENTS])


@pytest.mark.parametrize("format", ["csv", "xlsx", "ods", "json"])
def test_a_large_download_begins_at_once_and_needs_little_memory(large, format):
    env, content = large
    path = content["pages"]["contributions"][0].replace("/beitraege/", "/daten/")
    fields = {"name": "beitraege", "scope": "phase", "format": format}
    # A server that has done nothing else yet.
    with server.serve(env) as (site, process):
        idle = memory(process, "VmRSS")
        found = download(site + path, content["sessions"]["evaluator"], fields)
        above_idle = memory(process, "VmHWM") - idle

    print(found, f"{above_idle:.0f} MB above idle")
    assert found["first_byte_ms"] < MOST_FIRST_BYTE_MS
    assert above_idle < MOST_MEGABYTES


def download(url, session, fields):
    """Send a form that answers with a file, and read all of it as a browser does."""
    site, path = urlsplit(url).netloc, urlsplit(url).path
    headers = {
        **server.PROXY,
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
        assert "attachment" in response.headers.get("Content-Disposition", ""), response.status
        size = len(response.read(1))
        first = time.perf_counter() - started
        while part := response.read(1 << 16):
            size += len(part)
    return {
        "seconds": round(time.perf_counter() - started, 1),
        "first_byte_ms": round(first * 1000),
        "megabytes": round(size / 1e6, 1),
    }


def memory(process, name):
    """Megabytes of the workers together, now (``VmRSS``) or at most (``VmHWM``)."""
    status = [Path(f"/proc/{pid}/status").read_text() for pid in server.workers(process)]
    return sum(int(re.search(rf"{name}:\s+(\d+)", text)[1]) for text in status) / 1024
