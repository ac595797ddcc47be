"""security.txt and the way to one's password (RFC 9116, RFC 8615)."""

from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from municipality.current import KEY
from municipality.models import Kommune

pytestmark = pytest.mark.django_db


def fields(client):
    response = client.get("/.well-known/security.txt", headers={"accept-language": "en"})
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    return [line.split(": ", 1) for line in response.text.splitlines()]


@pytest.mark.parametrize(
    ("contact", "expected"),
    [
        ("", []),
        ("Bauamt, 039 12", []),
        ("Bauamt\nTel. 1, bauamt@elbhagen.example.", ["mailto:bauamt@elbhagen.example"]),
        ("<a@b.example>; (c@d.example)", ["mailto:a@b.example", "mailto:c@d.example"]),
        ("x@y, @z, büro@elbhagen.example", []),
    ],
)
def test_it_says_whom_to_tell(client, settings, contact, expected):
    cache.set(KEY, Kommune(contact=contact))

    found = [value for name, value in fields(client) if name == "Contact"]

    assert found == [*expected, f"{settings.SITE_URL}/impressum/"]


def test_it_holds_for_less_than_a_year_and_names_its_address_and_languages(client, settings):
    settings.SITE_URL = "https://mitreden.example"
    found = dict(fields(client))

    until = datetime.fromisoformat(found["Expires"]) - timezone.now()
    assert timedelta(days=30) < until < timedelta(days=365)
    assert found["Canonical"] == "https://mitreden.example/.well-known/security.txt"
    assert found["Preferred-Languages"] == "de, en"
    assert client.get("/.well-known/security.txt").content == (
        client.get("/.well-known/security.txt").content
    )


def test_a_password_manager_finds_where_to_change_a_password(client):
    response = client.get("/.well-known/change-password")

    assert (response.status_code, response.url) == (302, "/konto/passwort/")
