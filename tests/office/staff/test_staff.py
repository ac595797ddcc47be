"""Colleagues: invited with what to bring, given tasks, stood in for, gone."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Sicherheitsprotokoll, User
from mails.models import Mail
from strategies.models import Amt, Konzept, Vertretung
from tests import factories
from tests.forms import opened

pytestmark = pytest.mark.django_db

PAGE = "/schreibtisch/mitarbeitende/"


@pytest.fixture
def boss(client):
    boss = factories.superuser(pseudonym="Ada Beispiel")
    client.force_login(boss)
    return boss


@pytest.fixture
def konzept():
    return factories.konzept(title="INSEK Elbhagen")


def invite(client, konzept, **fields):
    given = {
        "name": "Eva Muster", "email": "eva@elbhagen.example", "konzepte": [konzept.pk],
        "role": "auswertung",
    }  # fmt: skip
    return client.post(PAGE, {**opened(client, PAGE), **given, **fields})


def tasks(person):
    return sorted(person.zustaendigkeiten.values_list("role", "office"))


def test_an_invitation_makes_the_account_and_says_what_to_bring(client, boss, konzept):
    answer = invite(client, konzept, role="fachamt", new_office="Bauamt")

    assert answer.status_code == 302
    person = User.objects.get(email="eva@elbhagen.example")
    assert person.is_staff
    assert tasks(person) == [("fachamt", "Bauamt")]
    assert [group.name for group in person.groups.all()] == ["Fachamt"]
    assert Amt.objects.get().name == "Bauamt"
    sent = Mail.objects.get(template="staff_invitation")
    assert sent.address == person.email
    for words in ("Ada Beispiel", "Fachamt, Bauamt: INSEK Elbhagen", "Telefon", "Passkey",
                  "/schreibtisch/"):  # fmt: skip
        assert words in sent.text
    assert Sicherheitsprotokoll.objects.filter(about=person, by=boss, event="roles").exists()


def test_the_one_konzept_is_ticked(client, boss, konzept):
    assert opened(client, PAGE)["konzepte"] == [str(konzept.pk)]


def test_who_works_here_gets_one_more_task_and_keeps_the_name(client, boss, konzept):
    eva = factories.staff(konzept, role="moderation", pseudonym="Eva Muster")

    invite(client, konzept, email=eva.email.upper(), name="Anders")

    eva.refresh_from_db()
    assert eva.pseudonym == "Eva Muster"
    assert [role for role, _office in tasks(eva)] == ["auswertung", "moderation"]


@pytest.mark.parametrize(("fields", "words"), [
    ({"name": ""}, "Bitte füllen Sie „Name“ aus."),
    ({"email": "eva"}, "gültige E-Mail-Adresse"),
    ({"konzepte": []}, "Bitte wählen Sie mindestens ein Konzept."),
    ({"role": ""}, "Bitte wählen Sie bei „Aufgabe“ etwas aus."),
    ({"role": "fachamt"}, "Ein Fachamt braucht den Namen des Amts."),
    ({"name": "Ada Beispiel"}, "Diesen Namen gibt es schon"),
    ({"new_office": "…"}, "Hier steht nichts, was man lesen kann."),
])  # fmt: skip
def test_what_is_missing_is_said_and_nobody_is_invited(client, boss, konzept, fields, words):
    page = invite(client, konzept, **fields)

    assert page.status_code == 422
    assert words in page.text
    assert User.objects.count() == 1
    assert Mail.objects.count() == 0


def test_a_private_account_is_not_made_one_of_the_staff(client, boss, konzept):
    resident = factories.user("Storchenfreundin")

    page = invite(client, konzept, email=resident.email)

    assert "das nicht zur Verwaltung gehört" in page.text
    resident.refresh_from_db()
    assert not resident.is_staff


def test_without_a_konzept_the_page_says_what_comes_first(client, boss):
    assert "Sobald das erste angelegt ist, laden Sie hier ein." in client.get(PAGE).text


def test_the_invitation_is_sent_again(client, boss, konzept):
    eva = factories.staff(konzept, role="moderation")

    client.post(f"{PAGE}{eva.pk}/einladen/")

    assert Mail.objects.filter(template="staff_invitation", user=eva).count() == 1
    assert mail.outbox == [] or mail.outbox[0].to == [eva.email]


def test_a_task_is_taken_and_with_the_last_one_its_group(client, boss, konzept):
    eva = factories.staff(konzept, role="moderation")
    task = eva.zustaendigkeiten.get()

    client.post(f"{PAGE}{eva.pk}/", {"abgeben": task.pk})

    assert tasks(eva) == []
    assert not eva.groups.exists()


def test_a_task_of_somebody_else_cannot_be_taken_there(client, boss, konzept):
    eva, max_ = (factories.staff(konzept, role="moderation") for _name in "ab")

    answer = client.post(f"{PAGE}{eva.pk}/", {"abgeben": max_.zustaendigkeiten.get().pk})

    assert answer.status_code == 404
    assert tasks(max_) != []


def stand_in(client, person, by, *, start=0, end=7):
    today = timezone.localdate()
    return client.post(f"{PAGE}{person.pk}/vertretung/", {
        "stand_in": by.pk, "first_day": today + timedelta(days=start),
        "last_day": today + timedelta(days=end),
    })  # fmt: skip


def test_a_stand_in_has_the_tasks_until_the_last_day(client, boss, konzept, monkeypatch):
    eva = factories.staff(konzept, role="auswertung", office="Bauamt")
    max_ = factories.staff(konzept, role="moderation")

    assert stand_in(client, eva, max_).status_code == 302
    assert ("auswertung", "Bauamt") in tasks(max_)
    assert max_.groups.filter(name="Auswertung").exists()
    assert "als Vertretung" in client.get(PAGE).text
    Vertretung.objects.update(last_day=timezone.localdate())
    call_command("purge")
    assert ("auswertung", "Bauamt") in tasks(max_)
    Vertretung.objects.update(
        first_day=timezone.localdate() - timedelta(days=2),
        last_day=timezone.localdate() - timedelta(days=1),
    )
    call_command("purge")

    assert [role for role, _office in tasks(max_)] == ["moderation"]
    assert not max_.groups.filter(name="Auswertung").exists()
    assert not Vertretung.objects.exists()


def test_a_later_one_begins_on_its_day_and_what_one_had_stays(client, boss, konzept):
    eva = factories.staff(konzept, role="moderation")
    max_ = factories.staff(konzept, role="moderation")
    paul = factories.staff(konzept, role="fachamt")
    stand_in(client, eva, max_, start=1)
    stand_in(client, eva, paul, start=1)
    assert [role for role, _office in tasks(paul)] == ["fachamt"]

    Vertretung.objects.update(first_day=timezone.localdate())
    call_command("purge")
    call_command("purge")
    assert [role for role, _office in tasks(paul)] == ["fachamt", "moderation"]

    for row in Vertretung.objects.all():
        client.post(f"{PAGE}vertretung/{row.pk}/beenden/")
    assert [role for role, _office in tasks(paul)] == ["fachamt"]
    assert [role for role, _office in tasks(max_)] == ["moderation"]


@pytest.mark.parametrize(("start", "end", "words"), [
    (5, 2, "Der letzte Tag muss nach dem ersten liegen."), (-60, 2, "Möglich ist ein Tag"),
    (0, 5000, "Möglich ist ein Tag"),
])  # fmt: skip
def test_days_nobody_means_are_refused(client, boss, konzept, start, end, words):
    eva, max_ = (factories.staff(konzept, role="moderation") for _name in "ab")

    page = stand_in(client, eva, max_, start=start, end=end)

    assert page.status_code == 422
    assert words in page.text


def test_nobody_stands_in_for_themselves(client, boss, konzept):
    eva = factories.staff(konzept, role="moderation")

    assert stand_in(client, eva, eva).status_code == 422


def test_who_leaves_hands_over_and_cannot_sign_in(client, boss, konzept):
    eva = factories.staff(konzept, role="auswertung", office="Bauamt")
    max_ = factories.staff(konzept, role="moderation")
    stand_in(client, max_, eva)

    client.post(f"{PAGE}{eva.pk}/abgeben/", {"to": max_.pk, "leaves": "on"})

    eva.refresh_from_db()
    assert not eva.is_active
    assert not eva.is_staff
    assert tasks(eva) == []
    assert ("auswertung", "Bauamt") in tasks(max_)
    assert not Vertretung.objects.exists()


def test_tasks_are_handed_over_by_who_stays(client, boss, konzept):
    eva = factories.staff(konzept, role="auswertung", office="Bauamt")
    max_ = factories.staff(konzept, role="moderation")

    assert client.post(f"{PAGE}{eva.pk}/abgeben/", {}).status_code == 422
    client.post(f"{PAGE}{eva.pk}/abgeben/", {"to": max_.pk})

    eva.refresh_from_db()
    assert eva.is_active
    assert tasks(eva) == []
    assert ("auswertung", "Bauamt") in tasks(max_)


def test_who_administers_accounts_does_not_leave_here(client, boss):
    page = client.post(f"{PAGE}{boss.pk}/abgeben/", {"leaves": "on"})

    assert page.status_code == 422
    boss.refresh_from_db()
    assert boss.is_active


def test_an_office_in_use_stays_in_the_list(client, boss, konzept):
    factories.staff(konzept, role="fachamt", office="Bauamt")
    client.post(f"{PAGE}aemter/", {"names": "Bauamt\nHauptamt"})

    for row in Amt.objects.all():
        page = client.post(f"{PAGE}aemter/{row.pk}/entfernen/", follow=True)

    assert [row.name for row in Amt.objects.all()] == ["Bauamt"]
    assert "Entfernt." in page.text


def test_the_list_costs_the_same_with_one_and_with_three(client, boss, konzept):
    def queries():
        with CaptureQueriesContext(connection) as found:
            client.get(PAGE)
        return len(found)

    factories.staff(konzept, role="moderation")
    queries()
    one = queries()
    for number in (1, 2):
        other = factories.staff(factories.konzept(), role="moderation")
        Vertretung.objects.create(
            person=other, stand_in=boss, first_day=timezone.localdate(),
            last_day=timezone.localdate() + timedelta(days=number),
        )  # fmt: skip

    assert queries() == one
    assert Konzept.objects.count() == 3


def test_an_office_of_the_list_gets_an_address(client, boss):
    amt = Amt.objects.create(name="Tiefbauamt")
    address = f"{PAGE}aemter/{amt.pk}/"

    wrong = client.post(address, {**opened(client, address), "email": "tiefbau"})
    client.post(address, {**opened(client, address), "email": "tiefbau@example.org"})

    assert wrong.status_code == 422
    amt.refresh_from_db()
    assert amt.email == "tiefbau@example.org"
    assert "tiefbau@example.org" in client.get(f"{PAGE}aemter/").text
