"""A browser that has kept nothing gets everything a page in front of a gate includes."""

import re

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from tests import factories

from .staff import PASSWORD, WIDE, press, sign_in_as_staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SET_UP = "/konto/zweiter-faktor/app/"
TYPES = {
    "stylesheet": ("text/css",),
    "script": ("text/javascript",),
    "image": ("image/",),
    "font": ("font/",),
    "manifest": ("application/manifest+json",),
}


@pytest.fixture
def page(open_browser):
    """A page whose every resource must be what it is taken for; nothing is kept."""
    page = open_browser(width=WIDE)
    page.context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.wrong = []

    def check(response):
        kind = response.request.resource_type
        content_type = response.headers.get("content-type", "")
        right = response.status == 200 and content_type.startswith(TYPES.get(kind, ("",)))
        if kind in TYPES and not right:
            page.wrong.append((response.url, response.status, content_type))

    page.on("response", check)
    return page


def open_all(page, *addresses):
    for address in addresses:
        page.goto(address, wait_until="networkidle")
        page.reload(wait_until="networkidle")
        assert not page.wrong


def test_nothing_is_missing_in_front_of_the_second_factor(page, settings):
    settings.STAFF_MFA = True
    sign_in_as_staff(page, factories.superuser(password=PASSWORD))

    open_all(page, SET_UP, "/konto/zweiter-faktor/passkey/", "/hilfe/", "/impressum/")


def test_a_second_factor_is_set_up_after_a_hard_reload(page, settings, monkeypatch):
    settings.STAFF_MFA = True
    monkeypatch.setattr(
        "allauth.mfa.totp.internal.auth.yield_hotp_counters_from_time", lambda: iter([7])
    )
    sign_in_as_staff(page, factories.superuser(password=PASSWORD))
    key = re.search(r"<code>(\w+)</code>", page.content()).group(1)
    open_all(page, page.url)

    page.get_by_label("Code aus der App").fill(format_hotp_value(hotp_value(key, 7)))
    press(page, page.get_by_role("button", name="Einrichten"))

    page.get_by_role("link", name="Weiter", exact=True).click()
    page.get_by_role("heading", name="Übersicht").wait_for()
    assert not page.wrong


def test_nothing_is_missing_under_maintenance(page, settings):
    settings.MAINTENANCE = True

    open_all(page, "/", "/impressum/", "/hilfe/")


def test_nothing_is_missing_where_an_account_is_blocked(page):
    open_all(page, "/konto/gesperrt/")
