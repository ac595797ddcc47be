"""A passkey, set up and used in a real browser with a device the browser makes up."""

import pytest

from accounts.models import Sicherheitsprotokoll
from tests import factories

from .staff import PASSWORD, WIDE, press, sign_in_as_staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def with_device(open_browser):
    page = open_browser(width=WIDE)
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    return page


def test_a_passkey_is_set_up_and_signs_in(with_device, settings):
    settings.STAFF_MFA = True
    person = factories.superuser(password=PASSWORD)
    page = with_device

    sign_in_as_staff(page, person)
    page.get_by_role("link", name="Stattdessen einen Passkey einrichten").click()
    press(page, page.get_by_role("button", name="Passkey einrichten"))
    assert page.get_by_role("heading", name="Ihre Notfallcodes").is_visible()
    page.goto("/verwaltung/")
    assert page.get_by_role("heading", name="Übersicht").is_visible()

    page.context.clear_cookies()
    sign_in_as_staff(page, person)
    assert page.get_by_role("heading", name="Code aus der App").is_visible()
    press(page, page.get_by_role("button", name="Mit Passkey anmelden"))
    assert page.url.endswith("/verwaltung/")

    page.goto("/konto/zweiter-faktor/")
    page.get_by_role("link", name="Passkey entfernen").click()
    press(page, page.get_by_role("button", name="Passkey entfernen"))
    page.goto("/verwaltung/")
    assert page.get_by_role("heading", name="Zweiten Faktor einrichten").is_visible()
    noted = Sicherheitsprotokoll.objects.order_by("pk").values_list("event", flat=True)
    assert {"factor_set", "sign_in", "factor_removed"} <= set(noted)
