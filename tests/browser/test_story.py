"""The whole story in a real browser: a document goes in, a phase opens, people talk, it ends."""

import re
from datetime import timedelta

import docx
import pytest
from django.core import mail
from django.utils import timezone

from comments.models import Kommentar
from strategies.models import Konzept, Leitziel
from tests import factories
from tests.browser.staff import PASSWORD, WIDE, press, sign_in_as_staff

pytestmark = [
    pytest.mark.browser,
    pytest.mark.both_databases,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def konzept(transactional_db):
    return Konzept.objects.create(title="INSEK Musterstadt", slug="insek", traeger="Stadt Muster")


@pytest.fixture
def word_file(tmp_path):
    document = docx.Document()
    document.add_heading("Strategie 1 - Mitten im Ort", 1)
    document.add_paragraph("Der Markt soll wieder ein Treffpunkt werden.")
    document.add_heading("Leitziel 1: Bänke und Schatten", 2)
    document.add_paragraph("Unter vier Linden stehen Bänke mit Lehne.")
    document.add_heading("Leitziel 2: Abends offen", 2)
    document.add_paragraph("Die Bücherei öffnet donnerstags bis 20 Uhr.")
    path = tmp_path / "Entwurf.docx"
    document.save(path)
    return path


def confirm(page):
    """Press the main button of the administration's form."""
    press(page, page.locator("#content [type=submit]").first)


def import_and_publish(page, konzept, word_file):
    change = f"/verwaltung/strategies/konzept/{konzept.pk}/change/"
    page.goto(change)
    page.get_by_role("link", name="Dokument einlesen").click()
    page.set_input_files("input[type=file]", word_file)
    press(page, page.get_by_role("button", name="Dokument lesen"))
    page.locator("input[value='Abends offen']").wait_for()
    press(page, page.get_by_role("button", name="Als Entwurf übernehmen"))
    press(page, page.get_by_role("button", name="Als Entwurf übernehmen"))
    page.get_by_text("als Entwurf eingelesen").wait_for()
    page.goto(change)
    page.get_by_role("link", name="Veröffentlichen").click()
    confirm(page)


def open_phase(page, strategie):
    page.goto("/verwaltung/phases/kommentierphase/add/")
    page.get_by_label("Strategie").select_option(str(strategie.pk))
    today = timezone.localdate()
    page.locator("[name=starts_at_0]").fill(str(today + timedelta(days=1)))
    page.locator("[name=ends_at_0]").fill(str(today + timedelta(days=20)))
    press(page, page.get_by_role("button", name="Ankündigen"))
    act_on_phase(page, strategie, "Jetzt öffnen", "Alle Unterlagen liegen vor.")


def act_on_phase(page, strategie, button, reason):
    phase = strategie.kommentierphasen.get()
    page.goto(f"/verwaltung/phases/kommentierphase/{phase.pk}/change/")
    page.get_by_role("link", name=button).click()
    page.locator("[name=reason]").fill(reason)
    confirm(page)


def hide_comment(page, kommentar):
    page.goto(f"/verwaltung/comments/kommentar/{kommentar.pk}/change/")
    page.get_by_role("link", name="Ausblenden").click()
    page.locator("[name=ground]").select_option("werbung")
    page.locator("[name=statement]").fill("Der Beitrag wirbt für ein Geschäft.")
    confirm(page)


def write(page, address, text):
    page.goto(address)
    page.get_by_label("Ihr Beitrag").fill(text)
    press(page, page.get_by_role("button", name="Beitrag abgeben"))


def introduce_oneself(page, email, pseudonym):
    """For somebody new: the address, the code from the mail, then the pseudonym."""
    page.get_by_label("E-Mail-Adresse").fill(email)
    press(page, page.get_by_role("button", name="Code anfordern"))
    code = re.search(r"\b\d{6}\b", mail.outbox[-1].body).group()
    page.get_by_label("Code").fill(code)
    press(page, page.get_by_role("button", name="Weiter"))
    page.get_by_label("Pseudonym").fill(pseudonym)
    press(page, page.get_by_role("button", name="Weiter und veröffentlichen"))
    page.get_by_text("Ihr Beitrag ist veröffentlicht").wait_for()


def reply(page, address, text):
    page.goto(address)
    page.get_by_role("link", name="Antworten").first.click()
    page.get_by_label("Ihre Antwort").fill(text)
    press(page, page.get_by_role("button", name="Antwort abgeben"))


@pytest.mark.parametrize("javascript", [True, False], ids=["with-script", "without-script"])
def test_from_document_to_closed_phase(open_browser, konzept, word_file, javascript):
    administrator = factories.superuser(password=PASSWORD)
    moderator = factories.staff(konzept, role="moderation", password=PASSWORD)
    office = open_browser(javascript=javascript, width=WIDE)
    sign_in_as_staff(office, administrator)
    import_and_publish(office, konzept, word_file)
    goal = Leitziel.objects.get(number="1")
    strategie, address = goal.strategie, goal.get_absolute_url()
    open_phase(office, strategie)

    resident = open_browser(javascript=javascript)
    write(resident, address, "Bitte auch einen Brunnen, & <b>nicht</b> nur Bänke.")
    introduce_oneself(resident, "erna@example.org", "Erna vom Markt")
    assert "& <b>nicht</b> nur" in resident.locator(".highlight").inner_text()

    neighbour = open_browser(javascript=javascript)
    reply(neighbour, address, "Ein Brunnen wäre schön, billige Rohre gibt es bei mir!")
    introduce_oneself(neighbour, "uwe@example.org", "Uwe Rohr")
    answer = Kommentar.objects.get(parent__isnull=False)

    hall = open_browser(javascript=javascript, width=WIDE)
    sign_in_as_staff(hall, moderator)
    hide_comment(hall, answer)
    resident.goto(address)
    assert "von der Moderation ausgeblendet: Werbung" in resident.locator(".replies").inner_text()
    assert "billige Rohre" not in resident.content()

    act_on_phase(office, strategie, "Jetzt beenden", "Der Rat tagt früher.")
    resident.goto(address)
    banner = resident.locator(".phase").inner_text()
    assert "Beendet am" in banner
    assert "Der Rat tagt früher." in banner
    assert resident.get_by_label("Ihr Beitrag").count() == 0
