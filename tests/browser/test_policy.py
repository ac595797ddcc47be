"""No page does what its own policy forbids, or asks anybody else for anything."""

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LISTEN = """window.reports = [];
document.addEventListener("securitypolicyviolation", (event) => window.reports.push(
    `${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`));"""


def cookie_of(person, url):
    client = Client()
    client.force_login(person)
    return {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}


@pytest.fixture
def addresses():
    baustein = factories.open_baustein()
    kommentar = factories.comment(baustein)
    konzept = baustein.strategie.konzept
    return [
        "/",
        "/konto/anmelden/",
        baustein.get_absolute_url(),
        f"/kommentare/{kommentar.pk}/melden/",
        "/suche/?q=Ziel",
        "/konto/geraete/",
        "/konto/zweiter-faktor/app/",
        "/konto/zweiter-faktor/passkey/",
        reverse("moderation:queue", args=["alle"]),
        reverse("moderation:kommentar", args=[kommentar.pk]),
        "/auswertung/",
        "/verwaltung/",
        f"/verwaltung/strategies/konzept/{konzept.pk}/change/",
        "/verwaltung/phases/kommentierphase/add/",
        "/verwaltung/accounts/sicherheitsprotokoll/",
        "/verwaltung/accounts/user/add/",
    ]


def test_no_page_breaks_its_policy_or_leaves_the_origin(open_browser, live_server, addresses):
    """``open_browser`` fails at its end on anything the console says, and on every request."""
    page = open_browser(width=1280)
    page.add_init_script(LISTEN)
    page.context.add_cookies([cookie_of(factories.superuser(), live_server.url)])

    for address in addresses:
        response = page.goto(address)
        page.wait_for_load_state("networkidle")
        assert response.ok, address
        assert page.evaluate("window.reports") == [], address


@pytest.mark.parametrize(
    ("attack", "directive"),
    [
        ("document.body.insertAdjacentHTML('beforeend', '<img src=//evil.example/x>')", "img-src"),
        ("document.body.insertAdjacentHTML('beforeend', '<p style=\"color:red\">')", "style-src"),
        (
            "document.body.insertAdjacentHTML('beforeend', '<a href=# onclick=f() id=x>')",
            "script-src",
        ),
        (
            "document.body.insertAdjacentHTML('beforeend', '<iframe src=//evil.example>')",
            "frame-src",
        ),
        ("fetch('https://evil.example/')", "connect-src"),
        (
            "document.createElement('script').src = '/static/js/mitreden.js'",
            "require-trusted-types",
        ),
        ("document.createElement('script').text = 'alert(1)'", "require-trusted-types"),
        ("window.trustedTypes.createPolicy('evil', {})", "trusted-types"),
    ],
)
def test_the_check_sees_what_is_forbidden(chromium, live_server, attack, directive):
    context = chromium.new_context(base_url=live_server.url)
    page = context.new_page()
    page.add_init_script(LISTEN)
    page.goto("/")
    page.evaluate(f"() => {{ try {{ {attack} }} catch (error) {{}} }}")
    page.wait_for_function("window.reports.length")

    assert page.evaluate("window.reports")[0].startswith(directive)
    context.close()
