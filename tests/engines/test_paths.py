"""The main paths in all three engines; where a page is read, its text is meant."""

import re

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.urls import reverse

from tests import factories
from tests.browser.staff import PASSWORD

from .steps import Fill, NotSee, Open, Press, Reload, See, Select, Unfold, walk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sign_in(person, *, to):
    return [
        Open(f"/konto/anmelden/passwort/?next={to}"),
        Fill("E-Mail", person.email),
        Fill("Passwort", PASSWORD),
        Press("Anmelden"),
    ]


def code_of_the_app(page):
    """What an app for one-time codes shows for the key on the page."""
    key = re.search(r"Schlüssel: (\w+)", page)[1]
    return format_hotp_value(hotp_value(key, list(yield_hotp_counters_from_time())[1]))


def test_a_moderator_hides_a_comment(driver):
    baustein = factories.open_baustein()
    comment = factories.comment(baustein, text="Billige Rohre gibt es bei mir.")
    moderator = factories.staff(baustein.strategie.konzept, role="moderation", password=PASSWORD)

    walk(
        driver,
        [
            *sign_in(moderator, to=reverse("moderation:kommentar", args=[comment.pk])),
            See("Billige Rohre"),
            Unfold("Verbergen"),
            Select("Grundlage", "Werbung (Netiquette, Regel 5)"),
            Fill("Begründung", "Der Beitrag wirbt für ein Geschäft."),
            Press("Verbergen"),
            See("Rückgängig"),
            Open(baustein.get_absolute_url()),
            See("Werbung"),
            NotSee("Billige Rohre"),
        ],
    )


def test_a_second_factor_is_set_up_after_a_hard_reload(driver, settings):
    settings.STAFF_MFA = True
    person = factories.superuser(password=PASSWORD)

    walk(
        driver,
        [
            *sign_in(person, to="/verwaltung/"),
            See("Zweiten Faktor einrichten"),
            Reload(),
            See("Zweiten Faktor einrichten"),
            Fill("Code", code_of_the_app),
            Press("Einrichten"),
            See("Ihre Notfallcodes"),
            Open("/verwaltung/"),
            See("Übersicht"),
        ],
    )
