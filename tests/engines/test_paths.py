"""The main paths in all three engines; where a page is read, its text is meant."""

import re

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.urls import reverse

from comments.models import Ground, Kommentar, Meldung
from tests import factories
from tests.browser.staff import PASSWORD

from .steps import Choose, Fill, Follow, NotSee, Open, Press, Reload, See, Select, Unfold, walk

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


def code_from_the_mail(_page):
    return re.search(r"\b\d{6}\b", mail.outbox[-1].body)[0]


def test_a_resident_reads_writes_signs_in_votes_replies_and_reports(driver):
    baustein = factories.open_baustein(title="Bus nach 18 Uhr", text="Der Bus fährt **länger**.")
    factories.comment(baustein, factories.user("Erna vom Markt"), text="Auch am Sonntag, bitte.")

    walk(
        driver,
        [
            Open(baustein.strategie.get_absolute_url()),
            Follow("Bus nach 18 Uhr"),
            See("Der Bus fährt länger."),
            Fill("Ihr Beitrag", "Und samstags bis Mitternacht, für Schüler & Azubis."),
            Press("Beitrag abgeben"),
            Fill("E-Mail-Adresse", "uwe@example.org"),
            Press("Code anfordern"),
            See("Code eingeben"),
            Fill("Code", code_from_the_mail),
            Press("Weiter"),
            Fill("Pseudonym", "Uwe vom Anger"),
            Press("Weiter und veröffentlichen"),
            See("Und samstags bis Mitternacht, für Schüler & Azubis."),
            Open(baustein.get_absolute_url()),
            Press("Dafür"),
            See("Dafür 1"),
            Follow("Antworten"),
            Fill("Ihre Antwort", "Sonntags fährt niemand."),
            Press("Antwort abgeben"),
            See("Sonntags fährt niemand."),
            Open(baustein.get_absolute_url()),
            Follow("Melden"),
            See("Beitrag melden"),
            Choose("gehört nicht zum Thema"),
            Fill("Erläuterung", "Hier geht es um Busse."),
            Press("Meldung absenden"),
            See("Danke"),
        ],
    )
    assert Meldung.objects.get().ground == Ground.THEMENFREMD
    assert Kommentar.objects.filter(author__pseudonym="Uwe vom Anger").published().count() == 2


def test_a_moderator_hides_a_comment(driver):
    baustein = factories.open_baustein()
    comment = factories.comment(baustein, text="Billige Rohre gibt es bei mir.")
    moderator = factories.staff(baustein.strategie.konzept, role="moderation", password=PASSWORD)

    walk(
        driver,
        [
            *sign_in(moderator, to=reverse("moderation:kommentar", args=[comment.pk])),
            See("Billige Rohre"),
            Unfold("Ausblenden"),
            Select("Grund", "Werbung (Netiquette, Regel 5)"),
            Fill("Begründung", "Der Beitrag wirbt für ein Geschäft."),
            Press("Ausblenden"),
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
