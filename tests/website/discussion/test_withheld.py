"""Whatever a browser withholds costs comfort, never the text, and blocks nothing without need."""

import pytest
from django.test import Client

from comments.models import Entwurf, Kommentar, Meldung
from pages.models import Barrieremeldung
from tests import factories

pytestmark = pytest.mark.django_db

WITHHELD = [
    {},
    {"origin": "http://testserver"},
    {"origin": "null", "sec-fetch-site": "same-origin"},
]


class Forgetful(Client):
    """A browser that keeps no cookie."""

    def request(self, **request):
        self.cookies.clear()
        response = super().request(**request)
        self.cookies.clear()
        return response


@pytest.fixture
def browser():
    return Forgetful(enforce_csrf_checks=True)


@pytest.mark.parametrize("headers", WITHHELD)
def test_a_report_needs_no_cookie(browser, baustein, headers):
    kommentar = factories.comment(baustein)

    page = browser.post(
        f"/kommentare/{kommentar.pk}/melden/",
        {"ground": "hass", "explanation": "Das ist gemein.", "csrfmiddlewaretoken": "x" * 64},
        headers=headers,
    )

    assert Meldung.objects.count() == 1
    assert "Danke. Die Moderation sieht sich den Beitrag an." in page.text


@pytest.mark.parametrize("headers", WITHHELD)
def test_a_barrier_report_needs_no_cookie(browser, headers):
    page = browser.post("/barriere-melden/", {"text": "Die Schrift ist zu klein."}, headers=headers)

    assert page.status_code == 302
    assert Barrieremeldung.objects.count() == 1


@pytest.mark.parametrize("headers", WITHHELD)
def test_without_cookies_a_comment_and_a_reply_are_given_back(browser, baustein, headers):
    parent = factories.comment(baustein)
    for address in (baustein.get_absolute_url(), f"/kommentare/{parent.pk}/antworten/"):
        data = {"text": "Ein Rufbus ab 18 Uhr.", "category": "vorschlag"}
        page = browser.post(address, data, headers=headers, follow=True)

        assert "nimmt keine Cookies an" in page.text
        assert ">Ein Rufbus ab 18 Uhr.</textarea>" in page.text
    assert Kommentar.objects.count() == 1
    assert Entwurf.objects.count() == 2


def test_another_site_still_writes_nothing_for_who_has_signed_in(baustein, resident):
    kommentar = factories.comment(baustein)
    client = Client(enforce_csrf_checks=True)
    client.force_login(resident)
    for origin in ("null", "https://evil.example"):
        for address in ("melden", "antworten"):
            page = client.post(
                f"/kommentare/{kommentar.pk}/{address}/",
                {"text": "Untergeschoben, lang genug.", "explanation": "Untergeschoben."},
                headers={"origin": origin},
            )
            assert page.status_code == 403
            assert "Untergeschoben" in page.text
    assert not Meldung.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [{"origin": "null"}, {"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"},
     {"origin": "null", "sec-fetch-site": "cross-site"}],
)  # fmt: skip
def test_another_site_puts_no_text_into_a_session(browser, baustein, headers):
    data = {"text": "Untergeschoben, lang genug.", "category": "vorschlag"}

    assert browser.post(baustein.get_absolute_url(), data, headers=headers).status_code == 403
    assert not Entwurf.objects.exists()
