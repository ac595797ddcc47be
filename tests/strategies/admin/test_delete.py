import pytest
from django.urls import reverse

from strategies.models import Baustein, Fassung, Konzept, Strategie
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _admin_user(client):
    client.force_login(factories.superuser())


def _delete(client, model, row):
    url = reverse(f"admin:strategies_{model}_delete", args=[row.pk])
    asked = client.get(url, follow=True)
    return asked, client.post(url, {"post": "yes"}, follow=True)


def test_a_commented_baustein_is_archived_not_deleted(client, baustein):
    factories.comment(baustein)
    for page in _delete(client, "leitziel", baustein):
        assert page.status_code == 200
        assert "Archivieren Sie den Baustein stattdessen" in page.text
    assert Baustein.objects.filter(pk=baustein.pk).exists()


@pytest.mark.parametrize("model", ["strategie", "konzept"])
def test_what_had_a_phase_is_archived_not_deleted(client, baustein, model):
    row = baustein.strategie if model == "strategie" else baustein.strategie.konzept
    for page in _delete(client, model, row):
        assert page.status_code == 200
        assert "Archivieren Sie stattdessen" in page.text
    assert type(row).objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("model", ["leitziel", "strategie", "konzept"])
def test_what_nobody_took_part_in_goes_with_all_that_is_in_it(client, model):
    baustein = factories.baustein()
    strategie = baustein.strategie
    factories.baustein("leitprojekt", strategie=strategie).supports.add(baustein)
    person = factories.staff(strategie.konzept, role="redaktion")
    row = {"leitziel": baustein, "strategie": strategie}.get(model, strategie.konzept)
    asked, done = _delete(client, model, row)
    assert "Ja, ich bin sicher" in asked.text
    assert done.status_code == 200
    assert not Baustein.objects.filter(pk=baustein.pk).exists()
    assert not Fassung.objects.filter(baustein=baustein.pk).exists()
    assert Strategie.objects.exists() == (model == "leitziel")
    assert Konzept.objects.exists() == (model != "konzept")
    assert person.groups.exists() == (model != "konzept")
