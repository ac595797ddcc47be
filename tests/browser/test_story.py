"""The whole story in a real browser: a document goes in, a phase opens, people talk, it ends."""

import re
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from strategies.models import Konzept, Leitziel, Zustaendigkeit

from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "ein langes Kennwort 7"
SAMPLE = Path(__file__).parent.parent / "strategies" / "documents" / "samples" / "leitbild.docx"


def sign_in_as_staff(page, user):
    page.goto("/konto/anmelden/passwort/?next=/verwaltung/")
    page.get_by_label("E-Mail").fill(user.email)
    page.get_by_label(re.compile("Passwor")).fill(PASSWORD)
    page.get_by_role("button", name="Anmelden").click()
    page.wait_for_url("**/verwaltung/")


def write(page, baustein, text):
    page.goto(baustein.get_absolute_url())
    page.get_by_label("Ihr Kommentar").fill(text)
    page.get_by_role("button", name="Kommentar abgeben").click()


def introduce_oneself(page, email, pseudonym):
    """Steps 2 and 3 for somebody new: address, pseudonym, the code from the mail."""
    page.get_by_label("E-Mail-Adresse").fill(email)
    page.get_by_label("Pseudonym").fill(pseudonym)
    page.get_by_role("button", name="Code anfordern").click()
    code = re.search(r"\b\d{6}\b", mail.outbox[-1].body).group()
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Bestätigen und veröffentlichen").click()


@pytest.fixture(autouse=True)
def _groups(db):
    """A transactional test empties all tables; the groups come back with the permissions."""
    call_command("migrate", verbosity=0)


@pytest.fixture
def konzept(db):
    return Konzept.objects.create(title="INSEK Musterstadt", slug="insek", traeger="Stadt Muster")


@pytest.fixture
def administrator(db):
    return factories.superuser(password=PASSWORD)


@pytest.fixture
def moderator(konzept):
    return factories.staff(konzept, role="moderation", office="Hauptamt", password=PASSWORD)


def import_and_open(page, konzept):
    """The administrator's part: upload the Word file, publish, open a phase."""
    page.goto(f"/verwaltung/strategies/konzept/{konzept.pk}/change/")
    page.get_by_role("link", name="Dokument einlesen").click()
    page.set_input_files("input[type=file]", SAMPLE)
    page.get_by_role("button", name=re.compile("Vorschau")).click()
    page.get_by_role("button", name=re.compile("übernehmen")).click()
    page.goto(f"/verwaltung/strategies/konzept/{konzept.pk}/change/")
    page.get_by_text("Veröffentlichen", exact=True).click()
    page.get_by_role("button", name=re.compile("eröffentlichen")).click()


@pytest.mark.parametrize("javascript", [True, False], ids=["with-script", "without-script"])
def test_from_document_to_closed_phase(
    open_browser, konzept, administrator, moderator, javascript
):
    office = open_browser(javascript=javascript, width=1280)
    sign_in_as_staff(office, administrator)
    import_and_open(office, konzept)
    assert Leitziel.objects.exists()
