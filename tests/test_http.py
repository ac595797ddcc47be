"""What holds for every answer, whatever page it is: codings, HEAD, caches, foreign hosts."""

import gzip
import logging

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory
from django.utils.module_loading import import_string

from config.encoding import accepts_gzip
from operations.logs import JSONFormatter

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("header", "accepted"),
    [
        ("gzip", True),
        ("gzip, deflate, br", True),
        ("GZIP ; Q=0.5", True),
        ("x-gzip", True),
        ("*", True),
        ("br;q=1, *;q=0.1", True),
        ("identity;q=0, *", True),
        ("gzip;q=1.0, identity; q=0.5, *;q=0", True),
        ("", False),
        ("identity", False),
        ("br", False),
        ("gzip;q=0", False),
        ("gzip; q=0.000, *", False),
        ("*;q=0", False),
        ("deflate, gzip;q=0", False),
        ("gzip;q=0.3, identity", False),
        ("gzipped", False),
        ("gzip;q=x", False),
        ("gzip;q=nan", False),
        (";;,,=", False),
    ],
)
def test_a_coding_is_used_only_where_it_is_accepted(header, accepted):
    assert accepts_gzip(header) is accepted


@pytest.mark.parametrize("kept", [False, True])
@pytest.mark.parametrize("address", ["/", "/static/admin/mitreden.css", "/netiquette/"])
def test_pages_kept_pages_and_files_respect_a_refusal(client, settings, kept, address):
    settings.PAGE_CACHE = kept
    plain = _body(client.get(address))
    for refusal in ("gzip;q=0", "*;q=0", "identity", "gzip;q=0, *;q=1"):
        answer = client.get(address, headers={"Accept-Encoding": refusal})
        assert not answer.has_header("Content-Encoding"), refusal
        assert len(_body(answer)) >= len(plain) - 500
    packed = client.get(address, headers={"Accept-Encoding": "br, gzip;q=0.5"})
    if packed.has_header("Content-Encoding"):
        assert gzip.decompress(_body(packed)).startswith(plain[:15])
    assert packed.has_header("Content-Encoding") or address.startswith("/static/")


def _body(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def _served(method, address, **environ):
    """Status, headers and body as the server gets them, past what the test client tidies up."""
    said = {}

    def start_response(status, headers):
        said.update(status=status, headers=dict(headers))

    request = RequestFactory().generic(method, address, **environ)
    response = WSGIHandler()(request.environ, start_response)
    body = b"".join(response)
    response.close()
    return said["status"], said["headers"], body


@pytest.mark.parametrize(
    "address",
    [
        "/", "/konto/anmelden/", "/konto/", "/impressum/", "/phasen/kalender.ics", "/sitemap.xml",
        "/gibt/es/nicht/", "/healthz", "/robots.txt", "/static/admin/mitreden.css",
        "/catalog.jsonld", "/verwaltung/", "/konto/anmelden",
    ],
)  # fmt: skip
def test_an_answer_to_head_is_that_to_get_without_a_body(address):
    status, headers, body = _served("HEAD", address)
    same, full, _text = _served("GET", address)

    assert body == b""
    assert status == same
    assert headers.keys() == full.keys()
    for name in ("Content-Type", "Cache-Control", "Vary", "Location"):
        assert headers.get(name) == full.get(name)
    if "Content-Length" in full:
        assert abs(int(headers["Content-Length"]) - int(full["Content-Length"])) < 500


def test_head_of_a_kept_page_has_its_etag(client, settings):
    settings.PAGE_CACHE = True
    etag = client.get("/impressum/").headers["ETag"]
    status, headers, body = _served("GET", "/impressum/", HTTP_IF_NONE_MATCH=etag)
    assert status.startswith("304")
    assert body == b""


@pytest.mark.parametrize("host", ["evil.example", "a b\nERROR root", "x" * 2000, "[::1", "@"])
def test_a_foreign_host_fills_no_log(host, caplog):
    """Whoever watches for ERROR is not woken by it, and reads nothing of the sender's."""
    (name,) = settings.LOGGING["handlers"]["console"]["filters"]
    console = import_string(settings.LOGGING["filters"][name]["()"])()
    with caplog.at_level(logging.DEBUG):
        status, _headers, _body = _served("GET", "/", HTTP_HOST=host)

    assert status.startswith("400")
    assert caplog.records
    for record in caplog.records:
        assert console.filter(record)
        assert record.levelno < logging.ERROR
        assert host[:9] not in JSONFormatter().format(record)
