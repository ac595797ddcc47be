"""From a published result to a report years later, in all three engines, on a phone."""

import re

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from mails.models import Mail
from municipality.months import months_later
from progress.models import Vorhaben
from tests import factories
from tests.browser.staff import PASSWORD

from .steps import Choose, Fill, Follow, NotSee, Open, Press, See, walk
from .test_paths import code_from_the_mail, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

START = "/schreibtisch/umsetzung/"
SIGN_OUT = [Open("/konto/abmelden/"), Press("Abmelden")]


@pytest.fixture
def after_months(monkeypatch):
    """A function that sets the clock so many months after today."""
    now, today = timezone.now, timezone.localdate()

    def set_clock(number):
        gone = months_later(today, number) - today
        monkeypatch.setattr(timezone, "now", lambda: now() + gone)

    return set_clock


def path_in_mail(person, pattern):
    """The first such path in the newest mail to somebody."""
    return re.search(pattern, Mail.objects.filter(user=person).latest("created_at").text)[0]


def test_from_a_result_to_a_delay_and_the_report_of_it(driver, after_months):
    konzept = factories.konzept()
    ausgabe = factories.ausgabe(konzept=konzept)
    anliegen = ausgabe.auswertung.anliegen.get()
    resident = ausgabe.ergebnisse.get().kommentare.get().author
    editor = factories.staff(konzept, role="redaktion", password=PASSWORD)
    officer = factories.staff(konzept, role="fachamt", office="Bauamt", password=PASSWORD)

    walk(
        driver,
        [
            *sign_in(editor, to=reverse("auswertung:anliegen", args=[anliegen.pk])),
            Follow("Vorhaben anlegen"),
            See("Steht in der Internetadresse."),
            Fill("Nummer", "7"),
            Fill("Titel", "Rufbus am Abend"),
            Fill("Zuständiges Amt", "Bauamt"),
            Fill("Fertig geplant", "12/2027"),
            Press("Speichern"),
            See("Schreiben Sie jetzt den ersten Stand."),
            Choose("noch nicht begonnen"),
            Press("Speichern"),
            Press("Vorhaben und Stand veröffentlichen"),
            See("Das Vorhaben ist veröffentlicht."),
            *SIGN_OUT,
        ],
    )
    vorhaben = Vorhaben.objects.get()
    address = vorhaben.get_absolute_url()

    after_months(6)
    call_command("send_digests")
    form = path_in_mail(officer, rf"{START}\d+/stand/")
    walk(
        driver,
        [
            *sign_in(officer, to=form),
            See("Rufbus am Abend"),
            Choose("in Umsetzung"),
            Choose("im Plan"),
            Fill("Was gibt es Neues?", "Der Rufbus fährt seit Montag, freitags bis Mitternacht."),
            Fill("Schritte", "Probebetrieb; 10/2026; erledigt 10/2026"),
            Press("Speichern"),
            See("Die Redaktion veröffentlicht den Stand."),
            Open(address),
            NotSee("freitags bis Mitternacht"),
            NotSee("Probebetrieb"),
            *SIGN_OUT,
            *sign_in(editor, to=START),
            See("freitags bis Mitternacht"),
            Press("Veröffentlichen"),
            See("Der Stand ist veröffentlicht."),
            *SIGN_OUT,
        ],
    )

    call_command("notify_vorhaben")
    walk(
        driver,
        [
            Open(path_in_mail(resident, re.escape(address))),
            See("freitags bis Mitternacht"),
            See("1 von 1 Schritt ist getan"),
            See("aus 1 Beitrag"),
            Open(f"/konto/anmelden/?next={reverse('comments:mine')}"),
            Fill("E-Mail-Adresse", resident.email),
            Press("Code anfordern"),
            See("Code eingeben"),
            Fill("Code", code_from_the_mail),
            Press("Anmelden"),
            See("Rufbus am Abend"),
            See("in Umsetzung"),
        ],
    )

    after_months(14)
    walk(
        driver,
        [
            Open(address),
            See("8 Monate alt"),
            *sign_in(editor, to=form),
            Choose("verzögert"),
            Fill("Warum?", "Die Firma hat gekündigt."),
            Fill("Fertig voraussichtlich", "Herbst 2029"),
            Press("Speichern"),
            Press("Veröffentlichen"),
            See("Der Stand ist veröffentlicht."),
            Open(address),
            See("verzögert"),
            See("Die Firma hat gekündigt."),
            See("zuerst geplant: Dezember 2027"),
            NotSee("Monate alt"),
            Open(reverse("umsetzung:edition", args=[konzept.pk])),
            Press("Bericht veröffentlichen"),
            See("Umsetzungsbericht 1 vom"),
            See("Die Firma hat gekündigt."),
        ],
    )
