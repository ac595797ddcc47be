"""Announcing dates on which people meet: by whom, for what, moved and called off."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from phases.models import Veranstaltung
from tests import factories
from tests.forms import opened, sent_by

pytestmark = pytest.mark.django_db

NEW, LIST = "/schreibtisch/termine/neu/", "/schreibtisch/termine/"


@pytest.fixture
def strategie():
    return factories.strategie()


@pytest.fixture
def editor(client, strategie):
    person = factories.staff(strategie.konzept, role="redaktion")
    client.force_login(person)
    return person


def edit(row):
    return reverse("dates:edit", args=[row.pk])


def send(client, address, **fields):
    return client.post(address, {**opened(client, address), **fields})


def filled(strategie, **fields):
    day = timezone.localdate() + timedelta(days=8)
    return {
        "title": "Werkstatt zum Freibad",
        "target": f"s{strategie.pk}",
        "day": day.isoformat(),
        "begins": "17:30",
        "ends": "20:00",
        "place": "Mensa der Grundschule",
        "status": "published",
        **fields,
    }


def test_a_date_is_announced_and_stands_on_the_pages(client, editor, strategie):
    answer = send(client, NEW, **filled(strategie))
    row = Veranstaltung.objects.get()
    client.logout()

    assert answer.status_code == 302
    assert row.strategie == strategie
    assert row.konzept is None
    for address in ("/", "/phasen/", strategie.get_absolute_url(),
                    strategie.konzept.get_absolute_url()):  # fmt: skip
        page = client.get(address).text
        assert "Werkstatt zum Freibad" in page, address
        assert "17:30 Uhr bis 20:00 Uhr" in page, address
        assert "Mensa der Grundschule" in page, address


def test_the_end_may_be_open(client, editor, strategie):
    send(client, NEW, **filled(strategie, ends=""))

    assert Veranstaltung.objects.get().ends_at is None


def test_a_draft_shows_nowhere_and_can_be_deleted(client, editor, strategie):
    send(client, NEW, **filled(strategie, status="draft"))
    row = Veranstaltung.objects.get()

    for address in ("/", "/phasen/", "/phasen/kalender.ics", strategie.get_absolute_url()):
        assert "Werkstatt" not in client.get(address).text, address
    assert send(client, edit(row), loeschen="1").status_code == 302
    assert not Veranstaltung.objects.exists()


def test_what_was_announced_is_called_off_and_not_deleted(client, editor, strategie):
    row = factories.event(strategie=strategie)
    page = client.get(edit(row))
    assert "Entwurf löschen" not in page.text

    send(client, edit(row), loeschen="1", status="cancelled")

    row.refresh_from_db()
    assert row.is_cancelled
    assert "abgesagt" in client.get("/").text


@pytest.mark.parametrize("status", ["published", "cancelled"])
def test_what_was_announced_does_not_become_a_draft_again(client, editor, strategie, status):
    row = factories.event(strategie=strategie, status=status)
    assert 'value="draft"' not in client.get(edit(row)).text

    page = send(client, edit(row), status="draft")

    assert page.status_code == 422
    assert "Der Termin ist schon angekündigt." in page.text
    row.refresh_from_db()
    assert row.status == status


def test_what_somebody_announces_meanwhile_is_not_taken_back_unseen(client, editor, strategie):
    row = factories.event(strategie=strategie, status="draft")
    page = opened(client, edit(row))
    send(client, edit(row), status="published")

    answer = client.post(edit(row), {**page, "place": "Turnhalle"})
    again = client.post(edit(row), sent_by(answer))

    assert "status" in answer.context["form"].conflicts
    assert again.status_code == 302
    row.refresh_from_db()
    assert (row.status, row.place) == ("published", "Turnhalle")


REFUSED = {
    "no title": ({"title": ""}, "title"),
    "invisible title": ({"title": "\u2800"}, "title"),
    "ends before it begins": ({"ends": "17:30"}, "ends"),
    "a year of two digits": ({"day": "0026-12-20"}, "day"),
    "far away": ({"day": "2190-01-01"}, "day"),
    "no clock": ({"begins": "halb sechs"}, "begins"),
    "a script as address": ({"link": "javascript:alert(1)"}, "link"),
    "a file server": ({"link": "ftp://example.org/"}, "link"),
    "nothing chosen": ({"target": ""}, "target"),
    "made up": ({"target": "s999999"}, "target"),
    "for everybody": ({"target": "alle"}, "target"),
    "skipped hour": ({"day": "2027-03-28", "begins": "02:30", "ends": "04:00"}, "begins"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_nobody_can_mean_is_refused_at_its_field(client, editor, strategie, case):
    fields, name = REFUSED[case]

    page = send(client, NEW, **filled(strategie, **fields))

    assert page.status_code == 422
    assert name in page.context["form"].errors
    assert not Veranstaltung.objects.exists()


def test_dates_of_another_konzept_are_neither_shown_nor_chosen(client, editor):
    other = factories.event(strategie=factories.strategie(), title="Fremde Werkstatt")

    assert "Fremde Werkstatt" not in client.get(LIST).text
    assert client.get(edit(other)).status_code == 404
    assert client.post(edit(other), {}).status_code == 404
    page = send(client, NEW, **filled(other.strategie))
    assert "target" in page.context["form"].errors


def test_dates_for_everybody_are_for_who_administers(client, editor, strategie):
    row = factories.event(title="Sitzung des Stadtrats")
    assert client.get(edit(row)).status_code == 404

    client.force_login(factories.superuser())
    answer = send(client, NEW, **filled(strategie, target="alle", title="Noch eine Sitzung"))

    assert answer.status_code == 302
    assert Veranstaltung.objects.get(title="Noch eine Sitzung").target is None


def test_nobody_overwrites_unseen_what_another_saved(client, editor, strategie):
    row = factories.event(strategie=strategie)
    page = opened(client, edit(row))
    send(client, edit(row), status="cancelled")

    answer = client.post(edit(row), {**page, "place": "Turnhalle"})

    assert answer.status_code == 422
    assert "status" in answer.context["form"].conflicts
    assert f"Zuletzt gespeichert hat {editor}" in answer.text
    row.refresh_from_db()
    assert row.is_cancelled
    assert row.place == "Saal im Rathaus"


def test_opening_and_saving_changes_nothing(client, editor, strategie):
    row = factories.event(strategie=strategie)
    before = Veranstaltung.objects.values().get()

    assert send(client, edit(row)).status_code == 302

    assert Veranstaltung.objects.values().get() == before
    assert LogEntry.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_rows(
    client, editor, strategie, django_assert_num_queries, count
):
    for number in range(count):
        factories.event(strategie=strategie, title=f"Werkstatt {number}")
        factories.event(strategie=strategie, title=f"Rückblick {number}", start=-9)
    client.get(LIST)

    with django_assert_num_queries(6):
        page = client.get(LIST)
    assert page.text.count("Werkstatt") >= count
