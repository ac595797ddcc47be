"""Internal data: for whom, and that each download is on record."""

import pytest
from django.contrib.auth.models import Permission

from evaluation.models import Auswertungsprotokoll
from tests import factories
from tests.evaluation.exports.files import csv_rows, xlsx_rows

FORM = {"name": "beitraege", "scope": "phase", "format": "csv"}


@pytest.fixture
def address(auswertung):
    return f"/auswertung/{auswertung.pk}/daten/"


def exports():
    return Auswertungsprotokoll.objects.filter(action=Auswertungsprotokoll.Action.EXPORTED)


def body(response):
    return b"".join(response.streaming_content)


def test_a_download_is_on_record_with_who_and_what(client, address, auswertung, evaluator):
    client.force_login(evaluator)

    response = client.post(address, FORM)

    [row] = csv_rows(body(response))
    assert row["status"] == "veröffentlicht"
    line = exports().get()
    assert (line.auswertung, line.by) == (auswertung, evaluator)
    assert line.details.startswith("intern-beitraege-")
    assert "no-store" in response.headers["Cache-Control"]


def test_to_look_at_the_page_is_no_download(client, address, evaluator):
    client.force_login(evaluator)

    assert client.get(address).status_code == 200
    assert client.post(address, {**FORM, "format": "exe"}).status_code == 422
    assert not exports().exists()


def test_all_phases_of_the_strategie_can_be_had_at_once(client, address, over, evaluator):
    factories.phase(over.strategie, start=0)
    factories.comment(over, text="In der zweiten Phase")
    client.force_login(evaluator)

    one = xlsx_rows(body(client.post(address, {**FORM, "format": "xlsx"})))
    both = xlsx_rows(body(client.post(address, {**FORM, "format": "xlsx", "scope": "strategie"})))

    assert (len(one), len(both)) == (1, 2)
    assert "alle Phasen" in exports().first().details


@pytest.mark.parametrize("role", ["moderation", "fachamt"])
def test_it_is_for_nobody_who_does_not_evaluate(client, address, over, role):
    client.force_login(factories.staff(over.strategie.konzept, role=role))

    assert client.get(address).status_code == 404
    assert client.post(address, FORM).status_code == 404
    assert not exports().exists()


@pytest.mark.parametrize("role", ["auswertung", "redaktion"])
def test_it_is_for_nobody_of_another_konzept(client, address, role):
    client.force_login(factories.staff(factories.konzept(), role=role))

    assert client.post(address, FORM).status_code == 404
    assert not exports().exists()


def test_evaluating_without_the_permission_is_not_enough(client, address, evaluator):
    permission = Permission.objects.get(codename="export_internal")
    evaluator.groups.get().permissions.remove(permission)
    client.force_login(evaluator)

    assert client.get(address).status_code == 404
    assert client.post(address, FORM).status_code == 404
    assert not exports().exists()


def test_whoever_is_not_signed_in_is_asked_to(client, address):
    assert client.get(address).url.startswith("/konto/anmelden/")
    assert client.post(address, FORM).status_code == 302
