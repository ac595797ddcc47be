"""Kommentierphasen on the desk: the line of time, the form, what can be done with each."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from phases.models import Kommentierphase, Phasenprotokoll
from tests import factories
from tests.forms import opened

pytestmark = pytest.mark.django_db

PAGE, NEW = "/schreibtisch/phasen/", "/schreibtisch/phasen/neu/"


@pytest.fixture
def strategie():
    return factories.baustein().strategie


@pytest.fixture(autouse=True)
def editor(client, strategie):
    person = factories.staff(strategie.konzept, role="redaktion")
    client.force_login(person)
    return person


def day(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def send(client, address, *, start=10, end=20, **fields):
    times = {"starts_at_0": day(start), "ends_at_0": day(end)}
    return client.post(address, {**opened(client, address), **times, **fields})


def test_a_draft_says_that_nothing_opens(client, strategie):
    answer = send(client, NEW, strategie=strategie.pk, status="draft")

    assert answer.status_code == 302
    row = Kommentierphase.objects.get()
    assert row.status == "draft"
    page = client.get(PAGE).text
    assert "Ohne Ankündigung beginnt die Phase nicht." in page
    assert "Entwurf, noch nicht angekündigt: So öffnet sich nichts." in page
    assert 'class="p-draft"' in page


def test_a_phase_is_announced_until_the_end_of_its_last_day(client, strategie, editor):
    send(client, NEW, strategie=strategie.pk, status="published")

    row = Kommentierphase.objects.get()
    assert row.status == "published"
    assert timezone.localtime(row.ends_at).date().isoformat() == day(21)
    assert Phasenprotokoll.objects.get().by == editor
    assert "angekündigt, öffnet von selbst" in client.get(PAGE).text


def test_the_preview_shows_what_comes_of_it_and_saves_nothing(client, strategie):
    factories.phase(strategie, start=15, end=25)

    page = send(client, NEW, strategie=strategie.pk, status="draft", ansehen="1").text

    assert Kommentierphase.objects.count() == 1
    assert "Das überschneidet sich mit einer Phase derselben Strategie" in page
    assert "Kommentiert werden kann vom" in page
    assert "Geöffnet wird 1 Text" in page
    assert "Auf den Seiten steht: „Mitreden ab" in page


def test_an_overlap_is_refused_with_what_was_typed(client, strategie):
    factories.phase(strategie, start=15, end=25)

    page = send(client, NEW, strategie=strategie.pk, status="published", title="Zweite Runde")

    assert page.status_code == 422
    assert "Zwei Phasen dürfen sich nicht überschneiden." in page.text
    assert "Zweite Runde" in page.text
    assert Kommentierphase.objects.count() == 1


@pytest.mark.parametrize(("fields", "words"), [
    ({"strategie": ""}, "Bitte wählen Sie bei „Strategie“ etwas aus."),
    ({"starts_at_0": ""}, "Bitte geben Sie einen Tag an."),
    ({"start": 20, "end": 10}, "Das Ende muss nach dem Beginn liegen."),
    ({"end": 9000}, "Möglich ist ein Tag"),
    ({"title": " "}, "Bitte füllen Sie „Titel“ aus."),
    ({"start": -3, "status": "published"}, "Der Beginn liegt in der Vergangenheit"),
])  # fmt: skip
def test_what_is_wrong_is_said(client, strategie, fields, words):
    page = send(client, NEW, **{"strategie": strategie.pk, "status": "draft", **fields})

    assert page.status_code == 422
    assert words in page.text
    assert not Kommentierphase.objects.exists()


def test_a_phase_of_another_konzept_is_not_there(client):
    other = factories.phase(factories.baustein().strategie, start=5)

    assert client.get(f"{PAGE}{other.pk}/").status_code == 404
    assert client.get(f"{PAGE}{other.pk}/verlaengern/").status_code == 404
    assert send(client, NEW, strategie=other.strategie_id, status="draft").status_code == 422


def test_once_begun_its_times_are_not_in_the_form(client, strategie):
    row = factories.phase(strategie)
    before = row.ends_at

    fields = opened(client, f"{PAGE}{row.pk}/")
    assert "ends_at_0" not in fields
    client.post(f"{PAGE}{row.pk}/", {**fields, "title": "Neuer Titel", "ends_at_0": day(90)})

    row.refresh_from_db()
    assert (row.title, row.ends_at, row.status) == ("Neuer Titel", before, "published")


def test_an_open_phase_is_extended_and_ended_with_a_reason(client, strategie):
    row = factories.phase(strategie)

    assert client.post(f"{PAGE}{row.pk}/verlaengern/", {}).status_code == 422
    client.post(f"{PAGE}{row.pk}/verlaengern/", {"ends_at_0": day(30), "reason": "Ferien."})
    row.refresh_from_db()
    assert timezone.localtime(row.ends_at).date().isoformat() == day(31)
    assert row.change_reason == "Ferien."

    assert "Ab sofort kann niemand mehr" in client.get(f"{PAGE}{row.pk}/jetzt-beenden/").text
    client.post(f"{PAGE}{row.pk}/jetzt-beenden/", {"reason": "Der Rat will es so."})
    row.refresh_from_db()
    assert row.state == "over"
    assert client.get(f"{PAGE}{row.pk}/verlaengern/").status_code == 404


def test_a_draft_is_announced_from_the_list(client, strategie):
    row = factories.phase(strategie, start=5, end=9, status="draft")

    assert f"{PAGE}{row.pk}/ankuendigen/" in client.get(PAGE).text
    client.post(f"{PAGE}{row.pk}/ankuendigen/")

    row.refresh_from_db()
    assert row.status == "published"


def test_two_who_change_one_do_not_overwrite_each_other(client, strategie):
    row = factories.phase(strategie, start=5, end=9)
    fields = opened(client, f"{PAGE}{row.pk}/")
    Kommentierphase.objects.filter(pk=row.pk).update(title="Von jemand anderem")

    page = client.post(f"{PAGE}{row.pk}/", {**fields, "title": "Von mir"})

    assert page.status_code == 422
    assert "Von jemand anderem" in page.text


def test_the_page_costs_the_same_with_one_phase_and_with_three(client, strategie):
    def queries():
        with CaptureQueriesContext(connection) as found:
            client.get(PAGE)
        return len(found)

    factories.phase(strategie)
    queries()
    one = queries()
    factories.phase(strategie, start=20, end=25)
    factories.phase(strategie, start=30, end=35, status="draft")

    assert queries() == one
