"""A Konzept, a Strategie and a text made on the desk: drafts with an address of their own."""

import pytest

from strategies.models import Konzept, Leitziel, Strategie
from tests import factories
from tests.forms import opened

pytestmark = pytest.mark.django_db

LIST = "/schreibtisch/texte/"
NEW = f"{LIST}konzept/neu/"


@pytest.fixture
def boss(client):
    person = factories.superuser()
    client.force_login(person)
    return person


def send(client, page, **fields):
    return client.post(page, {**opened(client, page), **fields})


def test_a_konzept_is_made_as_a_draft_and_leads_on(client, boss):
    answer = send(
        client, NEW, title="INSEK Elbhagen 2035", traeger="Stadt Elbhagen", year="2035",
        summary="Kurz gesagt.", contact="Rathaus",
    )  # fmt: skip

    konzept = Konzept.objects.get()
    assert answer.url == f"{LIST}konzept/{konzept.pk}/"
    assert (konzept.slug, konzept.status) == ("insek-elbhagen-2035", "draft")
    assert (konzept.traeger, konzept.year, konzept.contact) == ("Stadt Elbhagen", 2035, "Rathaus")
    upload = opened(client, f"/schreibtisch/einlesen/?konzept={konzept.pk}")
    assert upload["target"] == [str(konzept.pk)]
    client.logout()
    assert client.get(konzept.get_absolute_url()).status_code == 404


def test_a_title_that_is_taken_is_named_and_nothing_typed_is_lost(client, boss):
    factories.konzept(title="INSEK Elbhagen 2035")

    answer = send(client, NEW, title="INSEK Elbhagen 2035", contact="Rathaus, Zimmer 3")

    assert answer.status_code == 422
    assert "Rathaus, Zimmer 3</textarea>" in answer.text
    assert Konzept.objects.count() == 1


def test_only_who_administers_everything_makes_a_konzept(client):
    client.force_login(factories.staff(factories.konzept(), role="redaktion"))

    assert client.get(NEW).status_code == 404
    assert NEW not in client.get(LIST).text


def test_strategien_of_one_title_get_addresses_of_their_own(client):
    konzept = factories.konzept()
    client.force_login(factories.staff(konzept, role="redaktion"))
    page = f"{LIST}konzept/{konzept.pk}/neu/"

    for _number in range(2):
        send(client, page, number="1", title="Umsetzung", intro="Worum es **geht**.")

    first, second = Strategie.objects.order_by("position")
    # „umsetzung“ is a page of the Konzept itself.
    assert {first.slug, second.slug} == {"umsetzung-2", "umsetzung-3"}
    assert first.position < second.position
    assert {first.status, first.intro_html} == {"draft", ""}
    assert f"{LIST}konzept/{konzept.pk}/neu/" in client.get(LIST).text


def test_a_text_is_made_as_a_draft_behind_the_others(client, baustein):
    client.force_login(factories.staff(baustein.strategie.konzept, role="redaktion"))
    page = f"{LIST}strategie/{baustein.strategie_id}/neu/"

    answer = send(client, page, kind="leitziel", number="2", title="Neues Ziel", text="Kurz.")

    row = Leitziel.objects.get(title="Neues Ziel")
    assert answer.url == f"{LIST}{row.pk}/"
    assert (row.number, row.status, row.fassung) == ("2", "draft", None)
    assert row.position > baustein.position
    assert row.fassungen.drafts().get().text == "Kurz."


def test_a_text_without_a_title_is_not_made(client, baustein):
    client.force_login(factories.staff(baustein.strategie.konzept, role="redaktion"))
    page = f"{LIST}strategie/{baustein.strategie_id}/neu/"

    answer = send(client, page, kind="leitziel", title="", text="Was ich schrieb.")

    assert answer.status_code == 422
    assert "Was ich schrieb.</textarea>" in answer.text
    assert Leitziel.objects.count() == 1


@pytest.mark.parametrize(
    "path", ["konzept/{0.strategie.konzept_id}/neu/", "strategie/{0.strategie_id}/neu/"]
)
def test_nothing_is_made_in_another_konzept(client, baustein, path):
    client.force_login(factories.staff(factories.konzept(), role="redaktion"))
    page = LIST + path.format(baustein)

    assert client.get(page).status_code == client.post(page).status_code == 404
