"""Texts on the desk: written as a draft, looked at, compared with what is public."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evaluation.models import Textaenderung
from tests import factories
from tests.forms import opened

pytestmark = pytest.mark.django_db

LIST = "/schreibtisch/texte/"


@pytest.fixture
def editor(client, baustein):
    person = factories.staff(baustein.strategie.konzept, role="redaktion")
    client.force_login(person)
    return person


@pytest.fixture
def page(editor, baustein):
    return f"{LIST}{baustein.pk}/"


def send(client, page, **fields):
    return client.post(page, {**opened(client, page), **fields})


def test_a_draft_is_saved_and_nothing_of_it_is_public(client, baustein, page):
    public = baustein.fassung

    answer = send(client, page, title="Neuer Titel", text="Ganz **anders** jetzt.")

    assert answer.status_code == 302
    baustein.refresh_from_db()
    assert baustein.fassung == public
    draft = baustein.fassungen.drafts().get()
    assert (draft.title, draft.text) == ("Neuer Titel", "Ganz **anders** jetzt.")
    shown = client.get(page).text
    assert "<p>Ganz <strong>anders</strong> jetzt.</p>" in shown
    assert "<ins>" in shown
    assert "neuer Text begonnen" in client.get(LIST).text


def test_the_preview_shows_the_difference_and_saves_nothing(client, baustein, page):
    shown = send(client, page, text="Ganz <script>x</script> **anders**.", ansehen="1")

    assert shown.status_code == 200
    assert "Vorschau, noch nicht gespeichert" in shown.text
    assert "&lt;script&gt;x&lt;/script&gt; <strong>anders</strong>.</p>" in shown.text
    assert "<script>x" not in shown.text
    assert not baustein.fassungen.drafts().exists()


def test_what_is_public_already_is_no_draft(client, baustein, page):
    answer = client.post(page, opened(client, page), follow=True)

    assert "es gibt nichts zu ändern" in answer.text
    assert not baustein.fassungen.drafts().exists()


def test_an_empty_title_is_named_and_the_text_is_kept(client, page):
    answer = send(client, page, title=" ", text="Was ich schrieb.")

    assert answer.status_code == 422
    assert "Bitte füllen Sie „Titel“ aus." in answer.text
    assert "Was ich schrieb." in answer.text


def test_two_who_write_do_not_overwrite_each_other(client, baustein, page, editor):
    fields = opened(client, page)
    factories.draft(baustein, "Von jemand anderem.", by=editor)

    answer = client.post(page, {**fields, "text": "Von mir."})

    assert answer.status_code == 422
    assert "Von jemand anderem." in answer.text
    assert baustein.fassungen.drafts().get().text == "Von jemand anderem."


def test_the_anliegen_behind_it_stands_there_with_the_way_back(client, baustein):
    boss = factories.superuser()
    client.force_login(boss)
    auswertung = factories.auswertung(baustein, by=boss)
    anliegen = factories.prepared_anliegen(auswertung, [factories.comment(baustein)], by=boss)
    Textaenderung.objects.get_or_create(anliegen=anliegen, baustein=baustein)
    page = f"{LIST}{baustein.pk}/?anliegen={anliegen.pk}"

    shown = client.get(page).text
    assert anliegen.title in shown
    assert f"Zurück zu Anliegen {anliegen.number}" in shown
    assert "Öffentlich wird dieser Text erst mit der Auswertung." in shown
    answer = client.post(page, {**opened(client, page), "text": "Neu."})
    assert answer.url == page


def test_texts_of_another_konzept_are_not_there(client, page):
    other = factories.baustein()

    assert client.get(f"{LIST}{other.pk}/").status_code == 404
    assert other.title not in client.get(LIST).text


def test_the_list_costs_the_same_with_one_and_with_three(client, baustein, page):
    def queries():
        with CaptureQueriesContext(connection) as found:
            client.get(LIST)
        return len(found)

    queries()
    one = queries()
    for _number in range(2):
        factories.baustein(strategie=baustein.strategie, published=False)

    assert queries() == one
