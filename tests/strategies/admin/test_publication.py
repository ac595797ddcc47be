import pytest
from django.urls import reverse

from strategies.models import Baustein, Fassung, Konzept, Publikationsstatus, Strategie
from tests import factories
from tests.forms import opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def baustein():
    konzept = factories.konzept(status=Publikationsstatus.DRAFT)
    strategie = factories.strategie(konzept=konzept, status=Publikationsstatus.DRAFT)
    return factories.baustein(strategie=strategie, published=False, text="Ein *Ziel*.")


@pytest.fixture
def editor(client, baustein):
    person = factories.staff(baustein.strategie.konzept, role="redaktion")
    client.force_login(person)
    return person


def _url(name, row, model="konzept"):
    return f"{reverse(f'admin:strategies_{model}_{name}')}?id={row.pk}"


def _post(client, name, row, model="konzept"):
    return client.post(_url(name, row, model), {"id": row.pk}, follow=True)


def test_the_konzept_offers_publishing(client, editor, baustein):
    konzept = baustein.strategie.konzept
    page = client.get(reverse("admin:strategies_konzept_change", args=[konzept.pk])).text
    assert _url("veroeffentlichen", konzept) in page


def test_publishing_is_explained_first(client, editor, baustein):
    konzept = baustein.strategie.konzept
    assert "werden öffentlich" in client.get(_url("veroeffentlichen", konzept)).text
    assert not Konzept.objects.published().exists()


def test_publishing_a_konzept_publishes_what_is_in_it(client, editor, baustein):
    page = _post(client, "veroeffentlichen", baustein.strategie.konzept)
    assert "Veröffentlicht." in page.text
    assert Baustein.objects.published().exists()


def test_publishing_while_people_comment_is_refused_with_a_sentence(client, editor, baustein):
    konzept = baustein.strategie.konzept
    _post(client, "veroeffentlichen", konzept)
    factories.phase(baustein.strategie)
    Fassung.objects.create(baustein=baustein, title="Neu", text="Neu")
    page = _post(client, "veroeffentlichen", konzept)
    assert "läuft eine Kommentierphase" in page.text
    assert Fassung.objects.drafts().exists()


@pytest.mark.parametrize("model", ["konzept", "strategie", "leitziel"])
def test_archiving_and_bringing_back(client, editor, baustein, model):
    _post(client, "veroeffentlichen", baustein.strategie.konzept)
    row = {"konzept": baustein.strategie.konzept, "strategie": baustein.strategie}.get(
        model, baustein
    )
    _post(client, "archivieren", row, model)
    row.refresh_from_db()
    assert row.status == Publikationsstatus.ARCHIVED
    assert not Baustein.objects.published().exists()
    _post(client, "veroeffentlichen", row, model)
    assert Baustein.objects.published().exists()


def test_nothing_is_archived_while_people_comment(client, editor, baustein):
    konzept = baustein.strategie.konzept
    _post(client, "veroeffentlichen", konzept)
    factories.phase(baustein.strategie)
    page = _post(client, "archivieren", konzept)
    assert "Beenden Sie diese erst" in page.text
    assert Konzept.objects.published().exists()


@pytest.mark.parametrize("name", ["veroeffentlichen", "archivieren"])
@pytest.mark.parametrize(
    ("role", "status"), [("moderation here", 403), ("redaktion elsewhere", 404)]
)
def test_others_cannot_publish_or_archive(client, baustein, name, role, status):
    konzept = baustein.strategie.konzept
    person = (
        factories.staff(konzept, role="moderation")
        if role == "moderation here"
        else factories.staff(factories.konzept(), role="redaktion")
    )
    client.force_login(person)
    assert _post(client, name, konzept).status_code == status
    konzept.refresh_from_db()
    assert konzept.status == Publikationsstatus.DRAFT


def test_the_state_is_not_a_field_of_the_form(client, editor, baustein):
    strategie = baustein.strategie
    url = reverse("admin:strategies_strategie_change", args=[strategie.pk])
    client.post(url, opened(client, url) | {"title": "Neu", "status": "published"})
    strategie = Strategie.objects.get()
    assert strategie.title == "Neu"
    assert strategie.status == Publikationsstatus.DRAFT
