"""What programs read says the same to everybody: every address that answers no page."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from .addresses import arguments, names

# When it was written; the rest of such a file does not depend on the moment.
STAND = re.compile(rb'"stand": "[^"]*"')
# What speaks a language, and so has to say which.
SPEAKS = re.compile(
    r"text/(csv|calendar)|application/(json|ld\+json|schema\+json|manifest\+json|atom\+xml)"
    r"|application/vnd\.openxml"
)


@pytest.fixture
def documents(world, settings):
    """(name, a function that fetches it as some visitor) for each address that is no page."""
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://mitreden.example", ["*"]
    found = []
    for name in names():
        address = reverse(name, kwargs=arguments(name, world))

        def fetch(address=address, **headers):
            host = headers.pop("host", "testserver")
            response = Client().get(address, headers=headers, HTTP_HOST=host)
            response.body = STAND.sub(b"", b"".join(response))
            return response

        first = fetch()
        if first.status_code == 200 and "text/html" not in first.headers["Content-Type"]:
            found.append((name, fetch))
    assert len(found) > 15
    return found


def test_language_and_name_of_the_server_change_nothing(documents):
    for name, fetch in documents:
        german = fetch(**{"accept-language": "de"})
        english = fetch(**{"accept-language": "en"}, host="alias.example:8080")

        assert english.body == german.body, name
        assert b"alias.example" not in english.body, name
        if SPEAKS.match(german.headers["Content-Type"]):
            assert english.headers["Content-Language"] == "de", name


def test_who_has_it_already_is_told_so(documents):
    """Tables are written while they are read, so nobody knows beforehand what they will be."""
    checked = 0
    for name, fetch in documents:
        first = fetch()
        if first.streaming or not SPEAKS.match(first.headers["Content-Type"]):
            continue
        checked += 1
        again = fetch(**{"if-none-match": first.headers["ETag"]})
        assert (again.status_code, again.body) == (304, b""), name
    assert checked > 8
