import pytest
from django.urls import reverse

from phases.models import Kommentierphase, Phasenprotokoll
from tests import factories


@pytest.fixture
def url(db):
    return reverse("admin:phases_kommentierphase_several")


@pytest.fixture
def strategien(strategie):
    other = factories.strategie(konzept=strategie.konzept, title="Grüne Ränder")
    return [strategie, other]


def test_the_list_leads_there(client, editor, url):
    assert url in client.get(reverse("admin:phases_kommentierphase_changelist")).text


def test_one_phase_for_each_strategie_chosen(client, editor, strategien, form_data, url):
    factories.strategie(konzept=strategien[0].konzept, title="Bleibt ohne")
    data = form_data | {"strategien": [row.pk for row in strategien]}
    page = client.post(url, data, follow=True)
    assert "2 Kommentierphasen angelegt." in page.text
    assert {row.strategie for row in Kommentierphase.objects.all()} == set(strategien)
    assert Phasenprotokoll.objects.filter(by=editor, action="created").count() == 2


def test_all_or_none(client, editor, strategien, form_data, url):
    blocked = strategien[1]
    client.post(url, form_data | {"strategien": [blocked.pk]})
    page = client.post(url, form_data | {"strategien": [row.pk for row in strategien]})
    assert "Grüne Ränder: Für diese Strategie gibt es schon eine Kommentierphase" in page.text
    assert [row.strategie for row in Kommentierphase.objects.all()] == [blocked]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"strategien": []}, "mindestens eine Strategie"),
        ({"ends_at_0": "2027-04-01"}, "Das Ende muss nach dem Beginn liegen."),
        ({"starts_at_0": ""}, "Es ist noch nichts angelegt."),
    ],
)
def test_what_is_missing_is_said(client, editor, strategien, form_data, url, wrong, sentence):
    page = client.post(url, form_data | {"strategien": [strategien[0].pk]} | wrong)
    assert sentence in page.text
    assert not Kommentierphase.objects.exists()


def test_strategien_of_another_konzept_cannot_be_named(client, editor, form_data, url):
    foreign = factories.strategie()
    client.post(url, form_data | {"strategien": [foreign.pk]})
    assert not Kommentierphase.objects.exists()
    assert client.get(url, {"konzept": foreign.konzept.pk}).status_code == 404


def test_with_several_konzepte_one_is_chosen_first(client, strategien, url):
    factories.strategie(konzept=factories.konzept(title="Anderes Konzept"))
    client.force_login(factories.superuser())
    page = client.get(url)
    assert "Anderes Konzept" in page.text
    assert page.context["form"] is None
    chosen = client.get(url, {"konzept": strategien[0].konzept.pk})
    assert "Grüne Ränder" in chosen.text


def test_moderators_have_no_business_there(client, strategie, url):
    client.force_login(factories.staff(strategie.konzept, role="moderation"))
    assert client.get(url).status_code == 403
