"""Who may answer for an office may do so in both places, under the same name, or in neither."""

import uuid

import pytest

from comments.models import Kommentar
from strategies.models import Zustaendigkeit
from tests import factories

from .pages import Desk

pytestmark = pytest.mark.django_db


def _superuser_with_a_task(konzept):
    person = factories.superuser()
    Zustaendigkeit.objects.create(konzept=konzept, user=person, role="fachamt", office="Bauamt")
    return person


def _moderator_and_office(konzept):
    person = factories.staff(konzept, role="moderation", office="")
    Zustaendigkeit.objects.create(konzept=konzept, user=person, role="fachamt", office="Bauamt")
    return person


PEOPLE = {
    "moderator of an office": lambda konzept: factories.staff(konzept, role="moderation"),
    "moderator without": lambda konzept: factories.staff(konzept, role="moderation", office=""),
    "moderator with another task": _moderator_and_office,
    "superuser": lambda konzept: factories.superuser(),
    "superuser with a task": _superuser_with_a_task,
    "superuser of another Konzept": lambda konzept: _superuser_with_a_task(factories.konzept()),
}


def _in_public(client, person, kommentar):
    """The office under which an answer from the public page stands there."""
    client.force_login(person)
    client.post(
        f"/kommentare/{kommentar.pk}/antworten/",
        {"text": "Öffentlich geantwortet.", "idempotency_key": uuid.uuid4()},
    )
    return Kommentar.objects.get(text="Öffentlich geantwortet.").official_office


@pytest.mark.parametrize("traeger", ["", "Stadt Musterstadt"])
@pytest.mark.parametrize("who", PEOPLE)
def test_both_places_agree(client, konzept, kommentar, who, traeger):
    konzept.traeger = traeger
    konzept.save()
    person = PEOPLE[who](konzept)
    office = _in_public(client, person, kommentar)
    desk = Desk(client)

    page = desk.open("kommentar", kommentar.pk)
    offered = [decision.name for decision, _form, _loud in page.context["forms"]]
    in_queue = "entscheidung=antworten" in desk.queue("alle").text
    answer = desk.decide(kommentar, "antworten", text="Vom Platz.", idempotency_key=uuid.uuid4())

    assert ("antworten" in offered) == in_queue == bool(office)
    assert ("unter „Zuständigkeiten“ eingetragen" in page.text) != bool(office)
    written = Kommentar.objects.filter(text="Vom Platz.").values_list("official_office", flat=True)
    assert list(written) == ([office] if office else [])
    assert answer.status_code == (200 if office else 409)


def test_where_no_office_is_named_the_municipality_answers(client, konzept, kommentar, settings):
    konzept.traeger = ""
    konzept.save()
    client.force_login(factories.staff(konzept, role="moderation", office=""))

    Desk(client).decide(kommentar, "antworten", text="Danke.", idempotency_key=uuid.uuid4())

    assert Kommentar.objects.get(text="Danke.").official_office == settings.SITE_NAME
