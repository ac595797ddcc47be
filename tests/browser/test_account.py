"""One's own account in a real browser: another name, everything as a file, and goodbye."""

import io
import re
import zipfile

import pytest
from django.core import mail

from accounts.models import User
from tests import factories
from tests.browser.staff import press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def mailed_code():
    return re.search(r"\b\d{6}\b", mail.outbox[-1].body).group()


def sign_in(page, email):
    page.goto("/konto/anmelden/?next=/konto/")
    page.get_by_label("E-Mail-Adresse").fill(email)
    press(page, page.get_by_role("button", name="Code anfordern"))
    page.get_by_label("Code").fill(mailed_code())
    press(page, page.get_by_role("button", name="Anmelden"))


@pytest.mark.parametrize("javascript", [True, False], ids=["with-script", "without-script"])
def test_a_new_name_a_file_and_goodbye(open_browser, javascript):
    baustein = factories.open_baustein()
    person = factories.user("Deichläufer", email="erna@example.org")
    kommentar = factories.comment(baustein, person, text="Ein Brunnen für den Markt.")
    page = open_browser(javascript=javascript)
    sign_in(page, person.email)
    assert "Ein Brunnen für den Markt." in page.locator("main").inner_text()

    page.get_by_role("link", name="Anmeldung und Geräte").click()
    page.get_by_role("link", name="Pseudonym ändern").click()
    page.get_by_label("Neues Pseudonym").fill("Wattwanderin")
    press(page, page.get_by_role("button", name="Pseudonym ändern"))
    page.goto(baustein.get_absolute_url())
    assert "Wattwanderin" in page.locator(".thread").inner_text()

    page.goto("/konto/daten/")
    with page.expect_download() as download:
        page.get_by_role("button", name="Meine Daten herunterladen").click()
    with open(download.value.path(), "rb") as file:
        archive = zipfile.ZipFile(io.BytesIO(file.read()))
    assert "Ein Brunnen für den Markt." in archive.read("meine-daten.html").decode()

    page.get_by_role("link", name="Konto löschen").click()
    press(page, page.get_by_role("button", name="Code zur Bestätigung anfordern"))
    page.get_by_label("Code").fill(mailed_code())
    press(page, page.get_by_role("button", name="Konto endgültig löschen"))
    page.get_by_text("Ihr Konto ist gelöscht").wait_for()
    assert not User.objects.filter(pk=person.pk).exists()
    page.goto(kommentar.get_absolute_url())
    words = page.locator(".highlight").inner_text()
    assert "Gelöschtes Konto" in words
    assert "Ein Brunnen für den Markt." in words
    assert "Wattwanderin" not in page.content()
