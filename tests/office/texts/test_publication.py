"""Publishing and archiving on the desk: explained, refused with a sentence, done as elsewhere."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission

from strategies import actions
from strategies.models import Konzept
from tests import factories

pytestmark = pytest.mark.django_db

LIST = "/schreibtisch/texte/"


@pytest.fixture
def strategie():
    return factories.strategie(konzept=factories.konzept(status="draft"), status="draft")


@pytest.fixture
def text(strategie):
    return factories.baustein(strategie=strategie, published=False, title="Kurze Wege")


@pytest.fixture
def editor(client, strategie):
    person = factories.staff(strategie.konzept, role="redaktion")
    client.force_login(person)
    return person


def page_of_konzept(strategie, name):
    return f"{LIST}konzept/{strategie.konzept_id}/{name}/"


def test_a_konzept_is_published_after_one_has_read_what_it_means(client, strategie, text, editor):
    page = page_of_konzept(strategie, "veroeffentlichen")

    asked = client.get(page).text
    assert "Jeder Entwurf wird zur geltenden Fassung" in asked
    assert "Kurze Wege" in asked
    strategie.refresh_from_db()
    assert strategie.status == "draft"

    answer = client.post(page)
    assert answer.url == f"{LIST}konzept/{strategie.konzept_id}/"
    text.refresh_from_db()
    assert text.is_public
    entry = LogEntry.objects.get(object_id=str(strategie.konzept_id), user=editor)
    assert entry.get_change_message() == "Veröffentlichen"
    assert "öffentlich" in client.get(LIST).text


@pytest.mark.parametrize("level", ["konzept", "strategie", "baustein"])
def test_each_is_archived_and_comes_back(client, strategie, text, editor, level):
    actions.publish_konzept(strategie.konzept)
    row = {"konzept": strategie.konzept, "strategie": strategie, "baustein": text}[level]
    address = f"{LIST}{level}/{row.pk}/"

    assert (
        "Texte, Fassungen und Beiträge bleiben erhalten."
        in client.get(f"{address}archivieren/").text
    )
    client.post(f"{address}archivieren/")
    text.refresh_from_db()
    assert not text.is_public
    assert f'href="{address}veroeffentlichen/"' in client.get(LIST).text

    client.post(f"{address}veroeffentlichen/")
    text.refresh_from_db()
    assert text.is_public


def test_what_an_open_phase_forbids_is_said_before_and_refused(client, strategie, text, editor):
    actions.publish_konzept(strategie.konzept)
    factories.draft(text)
    factories.phase(strategie)

    for name, words in (
        ("veroeffentlichen", "Neue Fassungen können erst veröffentlicht werden"),
        ("archivieren", "Beenden Sie diese erst"),
    ):
        for level, row in (("konzept", strategie.konzept), ("baustein", text)):
            page = f"{LIST}{level}/{row.pk}/{name}/"
            asked = client.get(page)
            assert words in asked.text
            assert '<button class="button">' not in asked.text.partition("<main")[2]
            refused = client.post(page)
            assert refused.status_code == 409
            assert words in refused.text
    text.refresh_from_db()
    assert text.is_public
    assert text.fassungen.drafts().exists()


def test_what_belongs_to_an_auswertung_is_published_by_it_alone(client):
    baustein = factories.open_baustein()
    boss = factories.superuser()
    client.force_login(boss)
    factories.auswertung(baustein, by=boss)
    factories.draft(baustein)
    page = f"{LIST}baustein/{baustein.pk}/veroeffentlichen/"

    assert "gehört zu einer laufenden Auswertung" in client.get(page).text
    assert client.post(page).status_code == 409
    assert "wird mit der Auswertung veröffentlicht" in client.get(LIST).text


def test_a_draft_is_discarded_and_the_public_text_stays(client, strategie, text, editor):
    actions.publish_konzept(strategie.konzept)
    factories.draft(text)

    shown = client.get(f"{LIST}{text.pk}/").text
    assert f'href="{LIST}baustein/{text.pk}/entwurf-verwerfen/"' in shown
    client.post(f"{LIST}baustein/{text.pk}/entwurf-verwerfen/")

    text.refresh_from_db()
    assert text.is_public
    assert not text.fassungen.drafts().exists()
    # There is nothing left to discard or publish.
    assert client.get(f"{LIST}baustein/{text.pk}/entwurf-verwerfen/").status_code == 404
    assert client.get(f"{LIST}baustein/{text.pk}/veroeffentlichen/").status_code == 404


@pytest.mark.parametrize("name", ["loeschen", "bearbeiten"])
def test_there_are_no_other_actions(client, strategie, editor, name):
    assert client.get(page_of_konzept(strategie, name)).status_code == 404


def test_another_konzept_is_not_there(client, editor):
    other = factories.konzept()

    for method in (client.get, client.post):
        assert method(f"{LIST}konzept/{other.pk}/archivieren/").status_code == 404
    assert Konzept.objects.get(pk=other.pk).is_public


def test_the_role_alone_is_not_enough(client, strategie, text, editor):
    """As in the administration: the permission of the model, too."""
    group = editor.groups.get()
    group.permissions.remove(Permission.objects.get(codename="change_strategie"))

    assert client.get(f"{LIST}strategie/{strategie.pk}/archivieren/").status_code == 404
    assert client.get(page_of_konzept(strategie, "archivieren")).status_code == 200


def test_the_list_shows_archived_texts_apart_from_others(client, strategie, text, editor):
    actions.publish_konzept(strategie.konzept)
    actions.archive(text)

    page = client.get(LIST).text
    assert "archiviert" in page
    assert f'href="{LIST}{text.pk}/"' not in page
