"""Upload → preview → confirmation, as a member of the Redaktion does it."""

import re
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from strategies.documents import uploads
from strategies.models import Baustein, Fassung, Strategie
from tests import factories

pytestmark = pytest.mark.django_db

TEXT = "# Strategie 1: Mitte\n\n## Leitziel 1: Wege\n\nKurze Wege.\n"


@pytest.fixture
def konzept():
    return factories.konzept()


@pytest.fixture
def editor(client, konzept):
    person = factories.staff(konzept, role="redaktion")
    client.force_login(person)
    return client


def upload(client, konzept, text=TEXT, name="plan.md"):
    return client.post(
        reverse("admin:strategies_konzept_import", args=[konzept.pk]),
        {"document": SimpleUploadedFile(name, text.encode())},
    )


def confirm(client, address, **data):
    stand = client.get(address).context["plan"].fingerprint
    return client.post(address, {"stand": stand, **data})


def test_the_preview_shows_the_tree_and_saves_nothing(editor, konzept):
    response = upload(editor, konzept)
    page = editor.get(response.url)
    assert "Leitziel 1: Wege" in page.text
    assert "neu" in page.text
    assert not Strategie.objects.exists()


def test_confirming_saves_drafts_and_forgets_the_upload(editor, konzept):
    address = upload(editor, konzept).url
    response = confirm(editor, address)
    assert response.url == reverse("admin:strategies_konzept_change", args=[konzept.pk])
    fassung = Fassung.objects.get()
    assert (fassung.status, fassung.text) == ("draft", "Kurze Wege.")
    assert fassung.created_by is not None
    assert default_storage.listdir("einlesen") == ([], [])


def test_cancelling_forgets_the_upload(editor, konzept):
    address = upload(editor, konzept).url
    editor.post(address, {"abbrechen": "x"})
    assert not Strategie.objects.exists()
    assert default_storage.listdir("einlesen") == ([], [])


def test_a_bad_document_shows_its_sentence_at_the_field(editor, konzept):
    page = upload(editor, konzept, "Nur Text.")
    assert page.status_code == 200
    assert "keine Überschriften" in page.context["form"].errors["document"][0]
    assert not default_storage.exists("einlesen")


def test_a_change_in_between_shows_the_preview_anew(editor, konzept):
    confirm(editor, upload(editor, konzept).url)
    address = upload(editor, konzept, TEXT.replace("Kurze", "Lange")).url
    stand = editor.get(address).context["plan"].fingerprint
    Fassung.objects.update(text="Von Hand.")
    page = editor.post(address, {"stand": stand})
    assert "hat sich seit der Vorschau geändert" in page.text
    assert Fassung.objects.get().text == "Von Hand."
    assert confirm(editor, address).status_code == 302
    assert Fassung.objects.get().text == "Lange Wege."


def test_the_preview_shows_word_by_word_what_would_change(editor, konzept):
    confirm(editor, upload(editor, konzept).url)
    page = editor.get(upload(editor, konzept, TEXT.replace("Kurze", "Lange &")).url).text
    assert "gestrichen: </span>Kurze<" in page
    assert "eingefügt: </span>Lange &amp;<" in page
    unchanged = editor.get(upload(editor, konzept).url).text
    assert "<ins>" not in unchanged


def test_an_unclear_part_is_taken_over_as_decided(editor, konzept):
    plain = "# Mitte\n\n## Wege\n\nKurze Wege zu Fuß und mit dem Rad für alle Menschen.\n"
    confirm(editor, upload(editor, konzept, plain).url)
    wege = Baustein.objects.get()
    renamed = plain.replace("## Wege", "## Fuß und Rad").replace("alle Menschen", "Alt und Jung")
    address = upload(editor, konzept, renamed).url
    page = editor.get(address)
    [name] = re.findall(rf'name="(entscheidung-\w+)" value="baustein-{wege.pk}"', page.text)
    confirm(editor, address, **{name: f"baustein-{wege.pk}"})
    assert Baustein.objects.get().fassungen.get().title == "Fuß und Rad"


def test_an_upload_belongs_to_one_person_and_one_konzept(editor, konzept, client):
    address = upload(editor, konzept).url
    colleague = factories.staff(konzept, role="redaktion")
    client.force_login(colleague)
    assert client.get(address).url == reverse("admin:strategies_konzept_import", args=[konzept.pk])


def test_an_upload_expires_after_a_day(editor, konzept, monkeypatch):
    address = upload(editor, konzept).url
    monkeypatch.setattr(uploads, "LIFETIME", timedelta(seconds=-1))
    assert editor.get(address).url == reverse("admin:strategies_konzept_import", args=[konzept.pk])


@pytest.mark.parametrize("token", ["../../geheim.md", "x.md", "0" * 32 + ".exe"])
def test_a_made_up_token_finds_nothing(konzept, token):
    assert uploads.find_upload(token, konzept=konzept, user=factories.user()) is None


def test_the_page_of_another_konzept_does_not_exist(editor):
    other = factories.konzept()
    assert upload(editor, other).status_code == 404


def test_moderation_may_not_import(client, konzept):
    client.force_login(factories.staff(konzept, role="moderation"))
    assert upload(client, konzept).status_code == 403


def test_residents_are_sent_to_the_sign_in(client, konzept):
    client.force_login(factories.user())
    assert upload(client, konzept).status_code in {302, 403, 404}
    assert not default_storage.exists("einlesen")


def test_the_button_stands_on_the_page_of_the_konzept(editor, konzept):
    page = editor.get(reverse("admin:strategies_konzept_change", args=[konzept.pk]))
    assert reverse("admin:strategies_konzept_import", args=[konzept.pk]) in page.text
