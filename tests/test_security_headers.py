"""What every public page tells the browser, and that no page needs an exception from it.

The pages are found as a visitor finds them: by following every link of the demo.
"""

import re
import uuid
from collections import Counter
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.conf import settings
from django.test import Client

from accounts.models import User
from comments.models import Kommentar
from tests import factories

pytestmark = pytest.mark.django_db

SITE = "http://testserver"
# Attributes by which a page makes the browser fetch or send something, by tag.
FETCHES = {
    ("a", "ping"), ("audio", "src"), ("body", "background"), ("button", "formaction"),
    ("embed", "src"), ("form", "action"), ("iframe", "src"), ("img", "src"), ("img", "srcset"),
    ("input", "formaction"), ("input", "src"), ("link", "href"), ("object", "data"),
    ("script", "src"), ("source", "src"), ("source", "srcset"), ("use", "href"), ("video", "src"),
    ("video", "poster"),
}  # fmt: skip
# A sample of these is enough: there is one for each comment, or for each page they lead back to.
PER_ROW = re.compile(
    r"(/kommentare/|/moderation/kommentar/|/ausgabe/)\d+/|/sprache/|/barriere-melden/"
)
SAMPLE = 5


class Page(HTMLParser):
    """Reads a page as a browser does: its links, and what breaks the rules."""

    def __init__(self, url, html):
        super().__init__()
        self.url, self.links, self.wrong, self.ids = url, set(), [], []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "style" or (tag == "script" and "src" not in given):
            self.wrong.append(f"inline <{tag}>")
        for name, value in given.items():
            value = (value or "").strip()
            if name == "style" or name.startswith(("on", "hx-on", "data-hx-on")):
                self.wrong.append(f"inline {name} on <{tag}>")
            if value.lower().startswith(("javascript:", "data:", "vbscript:")):
                self.wrong.append(f"{name}={value[:20]}")
            # The address a page wants to be known by may name the official host.
            fetched = (tag, name) in FETCHES and given.get("rel") != "canonical"
            if (fetched or name.startswith(("hx-", "data-hx-"))) and self._is_elsewhere(value):
                self.wrong.append(f"<{tag} {name}={value}>")
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "a" and "href" in given and "download" not in given:
            target = urldefrag(urljoin(SITE + self.url, given["href"])).url
            if target.startswith(SITE + "/"):
                self.links.add(target.removeprefix(SITE))

    def _is_elsewhere(self, value):
        address = urlsplit(value)
        return bool(address.netloc) and f"{address.scheme}://{address.netloc}" != SITE


def crawl(client):
    """Every page that can be reached by links, as (address, response)."""
    seen, waiting, sampled = set(), ["/"], Counter()
    while waiting:
        url = waiting.pop(0)
        kind = PER_ROW.sub(r"\1…/", url.partition("?")[0]) if PER_ROW.search(url) else url
        if url in seen or url.startswith("/verwaltung/") or sampled[kind] >= SAMPLE:
            continue
        seen.add(url)
        sampled[kind] += 1
        response = client.get(url)
        yield url, response
        if response.headers["Content-Type"].startswith("text/html"):
            waiting += sorted(Page(url, response.text).links - seen)


def check(url, response):
    """Assert everything that holds for each response of the platform."""
    policy = response.headers["Content-Security-Policy"]
    assert "unsafe-" not in policy, url
    assert "*" not in policy, url
    for directive in (
        "default-src 'self'", "base-uri 'none'", "form-action 'self'",
        "frame-ancestors 'none'", "object-src 'none'",
    ):  # fmt: skip
        assert directive in policy, url
    assert "http" not in policy, url
    assert response.headers["X-Frame-Options"] == "DENY", url
    assert response.headers["X-Content-Type-Options"] == "nosniff", url
    assert response.headers["Referrer-Policy"] == "same-origin", url
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin", url
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin", url
    assert "camera=()" in response.headers["Permissions-Policy"], url
    if response.headers["Content-Type"].startswith("text/html"):
        page = Page(url, response.text)
        assert page.wrong == [], url
        twice = {name for name in page.ids if page.ids.count(name) > 1}
        assert twice == set(), f"{url}: ids used twice"


# One worker loads the demo, once.
@pytest.mark.xdist_group("pages of the demo")
@pytest.mark.parametrize("who", ["anonymous", "resident", "moderation"])
def test_every_page_of_the_demo_is_within_the_rules_and_no_link_is_dead(demo, client, who):
    if who == "resident":
        commented = Kommentar.objects.published().filter(official_office="")
        client.force_login(commented.first().author)
    elif who == "moderation":
        client.force_login(User.objects.get(email="moderation@elbhagen.example"))

    pages = {}
    for url, response in crawl(client):
        assert response.status_code in (200, 302), f"{url}: {response.status_code}"
        check(url, response)
        pages[url] = response

    assert len(pages) > 40
    for part in ("/leitziel/", "/leitprojekt/", "/phasen/", "/konto/", "/kommentare/"):
        assert any(part in url for url in pages), part


def test_pages_of_errors_are_within_the_rules(client):
    check("404", client.get("/gibt/es/nicht/"))
    refused = Client(enforce_csrf_checks=True).post("/konto/anmelden/", {"email": "a@b.de"})
    assert refused.status_code == 403
    check("403", refused)


def test_forms_that_show_errors_are_within_the_rules(client):
    baustein = factories.open_baustein()
    response = client.post(baustein.get_absolute_url(), {"text": "", "category": "vorschlag"})

    assert response.status_code == 422
    check("422", response)


def test_what_is_written_cannot_bring_in_anything(client):
    baustein = factories.open_baustein(
        text="![x](https://elsewhere.example/x.png) [y](javascript:alert(1)) <style>p{}</style>"
    )
    factories.comment(
        baustein,
        factories.user("<img src=//x.example>"[:40]),
        text='<img src="https://elsewhere.example/y.png" onerror="alert(1)"> javascript:alert(1)',
    )

    check("written", client.get(baustein.get_absolute_url()))


def test_cookies_are_out_of_reach_for_scripts_and_other_sites(client):
    baustein = factories.open_baustein()
    client.get(baustein.get_absolute_url())
    # Writing without an account: the session remembers the text.
    form = {"text": "Gut.", "category": "vorschlag", "idempotency_key": uuid.uuid4()}
    # The sign-in page, where it leads, has a token.
    assert client.post(baustein.get_absolute_url(), form, follow=True).status_code == 200

    for name in (settings.CSRF_COOKIE_NAME, settings.SESSION_COOKIE_NAME):
        assert client.cookies[name]["httponly"], name
        assert client.cookies[name]["samesite"] == "Lax", name


def test_reading_sets_no_cookie(client):
    """Nothing to consent to, not even where one can write."""
    baustein = factories.open_baustein()

    for row in (baustein, baustein.strategie, baustein.strategie.konzept):
        client.get(row.get_absolute_url())
    for url in ("/", "/konzepte/", "/phasen/"):
        client.get(url)
    assert not client.cookies
