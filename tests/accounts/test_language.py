import pytest

from tests import factories

pytestmark = pytest.mark.django_db

ENGLISH = {"accept-language": "en-GB,en;q=0.9,de;q=0.5"}


def language(response):
    return response.content.decode().partition('<html lang="')[2][:2]


@pytest.mark.parametrize(
    ("asked", "answered"),
    [("", "de"), ("en-GB,en;q=0.9,de;q=0.5", "en"), ("fr", "de"), ("de-AT,en", "de")],
)
def test_a_first_visit_is_answered_in_the_language_of_the_browser(client, asked, answered):
    response = client.get("/", headers={"accept-language": asked} if asked else {})

    assert language(response) == answered
    assert response["Content-Language"] == answered
    assert "Accept-Language" in response["Vary"]


def test_reading_costs_nobody_a_cookie(client):
    assert not client.get("/", headers=ENGLISH).cookies


def test_the_switch_keeps_the_address(client):
    response = client.post("/sprache/", {"language": "en", "back": "/phasen/?a=b"})

    assert response["Location"] == "/phasen/?a=b"
    assert language(client.get("/phasen/")) == "en"
    assert list(client.cookies) == ["sessionid"]


def test_the_choice_counts_for_more_than_the_browser(client):
    client.post("/sprache/", {"language": "de", "back": "/"})

    assert language(client.get("/", headers=ENGLISH)) == "de"


def test_with_an_account_pages_and_mails_keep_the_language(client):
    person = factories.user()
    client.force_login(person)

    client.post("/sprache/", {"language": "en", "back": "/"})

    person.refresh_from_db()
    assert person.language == "en"
    assert language(client.get("/")) == "en"


@pytest.mark.parametrize("wrong", ["fr", "", "../../etc", "de\r\nX: y"])
def test_an_unknown_language_changes_nothing(client, wrong):
    assert client.post("/sprache/", {"language": wrong, "back": "/"}).status_code == 302
    assert language(client.get("/")) == "de"


@pytest.mark.parametrize("away", ["https://boese.example/", "//boese.example", "javascript:x", ""])
def test_the_switch_leads_nowhere_else(client, away):
    assert client.post("/sprache/", {"language": "en", "back": away})["Location"] == "/"


def test_looking_at_the_switch_changes_nothing(client):
    assert client.get("/sprache/").status_code == 405


def test_a_further_language_is_offered_everywhere_and_falls_back_to_german(client, settings):
    """As with a catalogue of its own in locale/ (docs/betrieb.md)."""
    settings.LANGUAGES = [*settings.LANGUAGES, ("hsb", "hornjoserbsce")]
    person = factories.user()
    client.force_login(person)

    client.post("/sprache/", {"language": "hsb", "back": "/"})

    page = client.get("/konto/mails/").text
    assert '<html lang="hsb">' in page
    assert "Welche E-Mails möchten Sie?" in page
    person.refresh_from_db()
    person.full_clean()
    assert person.language == "hsb"
