"""While the platform is being worked on, every page says so, and the legal ones stay."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _maintenance(settings):
    settings.MAINTENANCE = True


@pytest.mark.parametrize("address", ["/", "/konzepte/", "/verwaltung/", "/gibt/es/nicht/"])
def test_every_page_says_when_to_come_back(client, address, django_assert_num_queries):
    # The database may be away.
    with django_assert_num_queries(0):
        page = client.get(address)

    assert page.status_code == 503
    assert page.headers["Retry-After"] == "600"
    assert "bald wieder da" in page.text
    assert "default-src 'self'" in page.headers["Content-Security-Policy"]


def test_nothing_can_be_sent(client, baustein):
    answer = client.post(baustein.get_absolute_url(), {"text": "Gut.", "category": "vorschlag"})

    assert answer.status_code == 503
    assert not baustein.kommentare.exists()


@pytest.mark.parametrize("address", ["/impressum/", "/datenschutz/", "/netiquette/", "/healthz"])
def test_the_legal_pages_stay(client, address):
    assert client.get(address).status_code == 200
