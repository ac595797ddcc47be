"""The step of the council at the desk, and what becomes public of it."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from evaluation import actions
from evaluation.models import Ausgabe, Auswertungsprotokoll, Ratsabweichung, Ratsbefassung
from tests import factories
from tests.evaluation.pages import text
from tests.forms import opened

DECIDED = {
    "council": "Stadtrat", "submitted_on": "2026-10-01", "decided_on": "2026-11-03",
    "number": "BV/0123/2026", "url": "https://rat.example.org/vo/123",
    "deviations": "Die Linie fährt erst ab 2028.",
}  # fmt: skip


@pytest.fixture
def address(auswertung):
    return f"/auswertung/{auswertung.pk}/rat/"


@pytest.fixture
def at_the_desk(client, evaluator):
    client.force_login(evaluator)
    return client


def entered():
    return Auswertungsprotokoll.objects.filter(action=Auswertungsprotokoll.Action.COUNCIL)


def test_what_is_entered_is_stored_and_on_record(at_the_desk, address, auswertung, evaluator):
    response = at_the_desk.post(address, {**opened(at_the_desk, address), **DECIDED})

    assert response.url == address
    row = Ratsbefassung.objects.get()
    assert (row.auswertung, row.council, row.number) == (auswertung, "Stadtrat", "BV/0123/2026")
    line = entered().get()
    assert line.by == evaluator
    assert "decided_on" in line.details
    assert "2028" not in line.details


def test_saved_again_without_a_change_leaves_no_line(at_the_desk, address):
    at_the_desk.post(address, {**opened(at_the_desk, address), **DECIDED})
    at_the_desk.post(address, opened(at_the_desk, address))

    assert entered().count() == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"submitted_on": "2026-11-04"}, "Beschlossen wird nicht, bevor vorgelegt ist."),
        ({"decided_on": "2999-01-01"}, "Möglich ist ein Tag"),
        ({"url": "javascript:alert(1)"}, "Das ist keine Internetadresse."),
        ({"url": "ftp://rat.example.org/"}, "Das ist keine Internetadresse."),
        ({"new_number": "7", "new_text": "Anders."}, "Ein Anliegen 7 gibt es hier nicht."),
        ({"new_text": "Anders."}, "Zu welchem Anliegen?"),
        ({"new_number": "1"}, "Bitte schreiben Sie, was dazu beschlossen wurde."),
    ],
)
def test_what_cannot_be_gets_a_sentence(at_the_desk, address, anliegen, fields, sentence):
    response = at_the_desk.post(address, {**opened(at_the_desk, address), **DECIDED, **fields})

    assert response.status_code == 422
    assert sentence in response.text
    assert not Ratsbefassung.objects.exists()


def test_what_was_decided_on_one_anliegen_is_added_changed_and_taken_away(
    at_the_desk, address, anliegen
):
    new = {"new_number": "1", "new_text": "Nur samstags."}
    at_the_desk.post(address, {**opened(at_the_desk, address), **new})
    name = f"anliegen-{anliegen.pk}"
    assert opened(at_the_desk, address)[name] == ["Nur samstags."]

    again = at_the_desk.post(address, {**opened(at_the_desk, address), **new})
    assert "Zu Anliegen 1 steht schon etwas da." in again.text

    at_the_desk.post(address, {**opened(at_the_desk, address), name: "Nur sonntags."})
    assert Ratsabweichung.objects.get().text == "Nur sonntags."
    at_the_desk.post(address, {**opened(at_the_desk, address), name: ""})
    assert not Ratsabweichung.objects.exists()


def test_of_two_who_enter_it_the_second_learns_of_the_other(
    client, at_the_desk, address, editor, anliegen
):
    first = opened(at_the_desk, address)
    client.force_login(editor)
    second = opened(client, address)
    new = {"new_number": "1", "new_text": "Nur samstags."}
    client.post(address, {**first, **DECIDED, **new})

    response = client.post(address, {**second, "number": "BV/9"})

    assert response.status_code == 422
    assert "hat jemand anderes hier etwas geändert" in response.text
    assert Ratsbefassung.objects.get().number == "BV/0123/2026"
    # What the other added and this page did not show is not taken away.
    client.post(address, {**second, **DECIDED, "number": "BV/0123/2026"})
    assert Ratsabweichung.objects.exists()


@pytest.mark.parametrize("role", ["moderation", "fachamt"])
def test_it_is_for_nobody_who_does_not_evaluate(client, address, over, role):
    client.force_login(factories.staff(over.strategie.konzept, role=role))

    assert client.get(address).status_code == 404
    assert client.post(address, DECIDED).status_code == 404


def test_it_is_for_nobody_of_another_konzept(client, address):
    client.force_login(factories.staff(factories.konzept(), role="auswertung"))

    assert client.post(address, DECIDED).status_code == 404
    assert not Ratsbefassung.objects.exists()


def test_publication_waits_for_the_decision_where_it_is_to(client, address, ready, editor):
    client.force_login(editor)
    waits = {**opened(client, address), "submitted_on": "2026-10-01", "is_awaited": "on"}
    client.post(address, waits)
    publish = f"/auswertung/{ready.pk}/veroeffentlichen/"

    page = client.post(publish)

    assert page.status_code == 409
    assert "Der Rat hat noch nicht beschlossen" in page.text
    assert f'href="{address}"' in page.text
    assert not Ausgabe.objects.exists()
    client.post(address, {**opened(client, address), "decided_on": "2026-11-03"})
    client.post(publish)
    assert Ausgabe.objects.exists()


def test_without_the_choice_it_waits_for_nothing(ready, editor):
    actions.record_council(ready, by=editor, number="BV/1")

    assert actions.publish(ready, by=editor).number == 1


# --- What everybody reads ----------------------------------------------------------------


def test_the_result_names_the_decision_and_its_deviations(client, ready, editor):
    [anliegen] = ready.anliegen.all()
    day = timezone.localdate().replace(2026, 11, 3)
    actions.record_council(
        ready, by=editor, council="Stadtrat", decided_on=day, number="BV/0123/2026",
        url="https://rat.example.org/vo/123", deviations="Erst ab 2028.",
        by_anliegen={anliegen: "Nur samstags."},
    )  # fmt: skip
    ausgabe = actions.publish(ready, by=editor)

    page = client.get(ready.get_absolute_url())

    words = text(page)
    assert "Stadtrat : beschlossen am 3. November 2026" in words
    assert 'href="https://rat.example.org/vo/123"' in page.text
    assert "Vorlage BV/0123/2026" in words
    assert "Erst ab 2028." in words
    assert "Der Rat hat anders beschlossen: Nur samstags." in words
    said = json.loads(ausgabe.document)["rat"]
    assert said["beschlossen"] == "2026-11-03"
    assert said["zu_anliegen"] == {"1": "Nur samstags."}


def test_what_is_entered_later_becomes_public_with_the_next_edition(
    client, ausgabe, editor, correct
):
    auswertung = ausgabe.auswertung
    actions.record_council(
        auswertung, by=editor, number="BV/77",
        decided_on=timezone.localdate(), council="Kreistag",
    )  # fmt: skip
    assert "Kreistag" not in client.get(auswertung.get_absolute_url()).text

    correct(auswertung.anliegen.get(), reasons="Ab Januar.")

    assert "Kreistag" in client.get(auswertung.get_absolute_url()).text
    assert "Kreistag" not in client.get(ausgabe.get_absolute_url()).text


def test_a_result_without_it_names_no_council(client, ausgabe):
    assert "rat" not in json.loads(ausgabe.document)
    assert "beschlossen am" not in client.get(ausgabe.get_absolute_url()).text


def test_the_page_costs_the_same_for_many(at_the_desk, address, auswertung, evaluator):
    costs = []
    for number in range(3):
        row = actions.create(auswertung, by=evaluator, title=f"Neu {number}")
        actions.record_council(auswertung, by=evaluator, by_anliegen={row: "Anders."})
        with CaptureQueriesContext(connection) as counted:
            assert at_the_desk.get(address).text.count("Anders.") == number + 1
        costs.append(len(counted))

    assert costs[0] == costs[2]
