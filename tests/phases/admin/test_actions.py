from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from phases.models import Kommentierphase, Phasenprotokoll
from phases.times import end_of_day
from tests import factories

LIST = "admin:phases_kommentierphase_changelist"


def _url(name):
    return reverse(f"admin:phases_kommentierphase_{name}")


def _state(phase):
    return Kommentierphase.objects.get(pk=phase.pk).state


@pytest.fixture
def open_phase(strategie):
    return factories.phase(strategie)


@pytest.fixture
def coming_phase(strategie):
    return factories.phase(strategie, start=3, end=9)


def test_the_page_of_a_phase_offers_what_is_possible(client, editor, open_phase):
    page = client.get(reverse("admin:phases_kommentierphase_change", args=[open_phase.pk])).text
    assert f"{_url('jetzt-beenden')}?id={open_phase.pk}" in page
    assert _url("verlaengern") in page
    assert _url("jetzt-oeffnen") not in page


def test_asking_changes_nothing_and_says_what_would_happen(client, editor, open_phase):
    page = client.get(_url("jetzt-beenden"), {"id": open_phase.pk}).text
    assert "Ab sofort kann niemand mehr kommentieren" in page
    assert _state(open_phase) == "open"


def test_closing_needs_a_reason(client, editor, open_phase):
    page = client.post(_url("jetzt-beenden"), {"id": open_phase.pk, "reason": " "})
    assert "Es ist noch nichts geschehen" in page.text
    assert _state(open_phase) == "open"


def test_closing_ends_the_phase_and_is_logged(client, editor, open_phase):
    page = client.post(
        _url("jetzt-beenden"), {"id": open_phase.pk, "reason": "Hochwasser"}, follow=True
    )
    assert "Die Kommentierphase ist beendet." in page.text
    assert _state(open_phase) == "over"
    entry = Phasenprotokoll.objects.get()
    assert (entry.action, entry.by, entry.reason) == ("closed", editor, "Hochwasser")


def test_opening_begins_the_phase_at_once(client, editor, coming_phase):
    client.post(_url("jetzt-oeffnen"), {"id": coming_phase.pk, "reason": "Früher fertig"})
    assert _state(coming_phase) == "open"


def test_extending_to_a_day_ends_with_that_day(client, editor, open_phase):
    day = timezone.localdate() + timedelta(days=30)
    client.post(
        _url("verlaengern"), {"id": open_phase.pk, "ends_at_0": day, "reason": "Viele Wünsche"}
    )
    open_phase.refresh_from_db()
    assert open_phase.ends_at == end_of_day(day)
    assert open_phase.change_reason == "Viele Wünsche"


def test_extending_to_an_earlier_day_is_refused_with_what_was_typed(client, editor, open_phase):
    data = {"id": open_phase.pk, "ends_at_0": timezone.localdate(), "reason": "Aus Versehen"}
    page = client.post(_url("verlaengern"), data).text
    assert "Das neue Ende muss nach dem bisherigen liegen" in page
    assert "Aus Versehen" in page
    assert not Phasenprotokoll.objects.exists()


def test_the_list_leads_to_the_same_page_with_all_that_were_chosen(client, editor, strategie):
    phases = [
        factories.phase(factories.strategie(konzept=strategie.konzept)),
        factories.phase(factories.strategie(konzept=strategie.konzept), start=-9, end=-5),
    ]
    keys = [phase.pk for phase in phases]
    page = client.post(
        f"{reverse(LIST)}?stand=open",
        {"action": "jetzt-beenden", "_selected_action": keys, "index": 0},
        follow=True,
    )
    assert [pk for pk, _row in page.context["rows"]] == keys[:1]
    assert _state(phases[0]) == "open"
    page = client.post(_url("jetzt-beenden"), {"id": keys, "reason": "Ende"})
    assert _state(phases[0]) == "over"
    assert "Diese Phase ist nicht offen" in page.text
    assert [pk for pk, _row in page.context["rows"]] == keys[1:]


def test_one_foreign_phase_stops_the_whole_action(client, editor, open_phase):
    foreign = factories.phase(factories.strategie())
    data = {"id": [open_phase.pk, foreign.pk], "reason": "Ende"}
    assert client.post(_url("jetzt-beenden"), data).status_code == 404
    assert _state(open_phase) == _state(foreign) == "open"


@pytest.mark.parametrize("name", ["jetzt-oeffnen", "jetzt-beenden", "verlaengern"])
def test_reading_a_phase_is_not_enough(client, strategie, open_phase, name):
    client.force_login(factories.staff(strategie.konzept, role="moderation"))
    data = {"id": open_phase.pk, "reason": "Ende", "ends_at_0": "2030-01-01"}
    assert client.get(_url(name), data).status_code == 403
    assert client.post(_url(name), data).status_code == 403
    assert not Phasenprotokoll.objects.exists()


@pytest.mark.parametrize("keys", ["", "?id=x", "?id=999999", "?id=-1"])
def test_nonsense_in_the_address_is_not_found(client, editor, keys):
    assert client.get(_url("jetzt-beenden") + keys).status_code == 404


def test_a_phase_cannot_be_deleted(client, open_phase):
    client.force_login(factories.superuser())
    url = reverse("admin:phases_kommentierphase_delete", args=[open_phase.pk])
    assert client.post(url, {"post": "yes"}).status_code == 403
