import pytest
from django.test import Client

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
    response = client.post("/sprache/", {"language": "en", "back": "/phasen/?a=b"}, follow=True)

    assert response.redirect_chain[-1] == ("/phasen/?a=b", 302)
    assert language(response) == "en"
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
    answer = client.post("/sprache/", {"language": "en", "back": away}, follow=True)

    assert answer.redirect_chain[-1][0] == "/"
    page = client.get("/sprache/", {"back": away})
    assert 'name="back" value="/"' in page.text


def test_who_keeps_cookies_already_is_led_straight_back(client):
    client.post("/sprache/", {"language": "en", "back": "/"})

    assert client.post("/sprache/", {"language": "de", "back": "/phasen/"}).url == "/phasen/"


def test_a_browser_without_cookies_is_told_so_in_the_chosen_language(client):
    looked = client.post("/sprache/", {"language": "en", "back": "/phasen/?a=b"}).url
    without = Client()

    page = without.get(looked)

    assert (page.status_code, page["Content-Language"], language(page)) == (200, "en", "en")
    assert "Your browser accepts no cookies." in page.text
    assert '<a href="/phasen/?a=b">Back</a>' in page.text
    assert '<button class="button" name="language" value="en"' in page.text
    assert not without.cookies


def test_looking_at_the_switch_changes_nothing(client):
    page = client.get("/sprache/?back=/phasen/")

    assert page.status_code == 200
    assert 'value="/phasen/"' in page.text
    assert not client.cookies
    for wrong in ("fr", "", "../../etc"):
        assert client.get("/sprache/", {"gewaehlt": wrong}).status_code == 200


@pytest.mark.parametrize("address", ["/barriere-melden/", "/konto/anmelden/"])
def test_where_one_writes_the_switch_leads_to_a_page_of_its_own(client, address):
    page = client.get(address)

    assert f'href="/sprache/?back={address}"' in page.text
    assert 'action="/sprache/"' not in page.text
    assert 'action="/sprache/"' in client.get("/phasen/").text


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
