"""What is published and was wrong, photos that have to go, and the rules of an Umsetzung."""

import pytest
from django.urls import reverse

from progress.models import Foto, Stand, Umsetzung
from tests import factories
from tests.forms import opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def konzept():
    return factories.konzept()


@pytest.fixture
def vorhaben(konzept):
    photos = [factories.stand_photo()]
    return factories.vorhaben(konzept, stand={"text": "Sieben stehen."}, photos=photos)


@pytest.fixture
def officer(konzept):
    return factories.staff(konzept, role="fachamt", office="Bauamt")


@pytest.fixture
def editor(konzept):
    return factories.staff(konzept, role="redaktion")


def address(name, row):
    return reverse(f"umsetzung:{name}", args=[row.pk])


def test_a_published_stand_is_corrected_by_another_one(client, vorhaben, officer, editor):
    wrong = vorhaben.stand
    client.force_login(officer)
    assert address("correct", wrong) in client.get(address("stand", vorhaben)).text
    data = opened(client, address("correct", wrong))
    assert data["text"] == ["Sieben stehen."]

    assert client.post(address("correct", wrong), data | {"text": ""}).status_code == 422
    client.post(address("correct", wrong), data | {"text": "Acht stehen."})

    draft = Stand.objects.drafts().get()
    assert (draft.kind, draft.corrects, draft.text) == ("berichtigung", wrong, "Acht stehen.")
    wrong.refresh_from_db()
    assert wrong.text == "Sieben stehen."
    client.force_login(editor)
    client.post(address("publish_stand", draft), {"version": draft.version})
    page = client.get(vorhaben.get_absolute_url()).text
    assert "Berichtigung des Stands vom" in page


def test_a_correction_of_an_older_stand_begins_with_what_holds_now(client, vorhaben, officer):
    older = vorhaben.stand
    factories.stand(vorhaben, state="abgeschlossen")
    client.force_login(officer)

    data = opened(client, address("correct", older))

    assert (data["state"], data["text"]) == (["abgeschlossen"], ["Sieben stehen."])


def test_what_is_in_work_is_seen_before_a_correction(client, vorhaben, officer):
    client.force_login(officer)
    data = opened(client, address("correct", vorhaben.stand))
    factories.stand(vorhaben, published=False, text="Ein Entwurf.")

    assert client.get(address("correct", vorhaben.stand)).url == address("stand", vorhaben)
    late = client.post(address("correct", vorhaben.stand), data | {"text": "Acht stehen."})
    assert late.status_code == 409
    assert "Acht stehen." in late.text
    assert Stand.objects.drafts().get().text == "Ein Entwurf."


def test_a_photo_goes_for_good_and_the_stand_stays(client, vorhaben, officer):
    photo = vorhaben.stand.fotos.get()
    client.force_login(factories.staff(vorhaben.konzept, role="fachamt", office="Schulamt"))
    assert client.post(address("remove_photo", photo)).status_code == 404
    client.force_login(officer)
    assert address("remove_photo", photo) in client.get(address("stand", vorhaben)).text

    client.post(address("remove_photo", photo))

    assert not Foto.objects.exists()
    assert client.get(vorhaben.get_absolute_url()).status_code == 200
    assert client.post(address("remove_photo", photo)).status_code == 404


def test_the_redaktion_sets_the_rules_of_an_umsetzung(client, vorhaben, editor, officer):
    konzept = vorhaben.konzept
    client.force_login(officer)
    assert client.get(address("rules", konzept)).status_code in (403, 404)
    client.force_login(editor)
    assert address("rules", konzept) in client.get(reverse("umsetzung:start")).text
    data = opened(client, address("rules", konzept))
    assert data["rhythm"] == ["6"]

    for wrong in ("0", "25", "x", ""):
        assert client.post(address("rules", konzept), data | {"rhythm": wrong}).status_code == 422
    changed = {"rhythm": "3", "second_person": "on", "intro": "Jedes Vierteljahr."}
    client.post(address("rules", konzept), data | changed)

    row = Umsetzung.objects.get()
    assert (row.konzept, row.rhythm, row.second_person) == (konzept, 3, True)
    assert "Jedes Vierteljahr." in client.get(f"{konzept.get_absolute_url()}umsetzung/").text


def test_the_second_of_two_who_set_the_rules_is_told(client, konzept, editor):
    Umsetzung.objects.create(konzept=konzept, rhythm=6)
    client.force_login(editor)
    data = opened(client, address("rules", konzept))
    Umsetzung.objects.update(rhythm=12)

    response = client.post(address("rules", konzept), data | {"rhythm": "3"})

    assert response.status_code == 422
    assert Umsetzung.objects.get().rhythm == 12
