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


def test_a_phase_may_be_about_vorhaben_and_the_preview_names_them(client, strategie):
    row = factories.vorhaben(strategie.konzept)
    factories.vorhaben(strategie.konzept, title="Geheimer Entwurf", published=False)
    fields = {"strategie": strategie.pk, "start": 1}

    without = send(client, NEW, **fields, status="draft", ansehen="1").text
    assert row.title not in without
    shown = send(client, NEW, **fields, about_vorhaben="on", status="draft", ansehen="1").text
    assert "auf der Seite von 1 Vorhaben schreiben" in shown
    assert str(row) in shown
    assert "Geheimer Entwurf" not in shown

    send(client, NEW, **fields, about_vorhaben="on", status="published")
    row.refresh_from_db()
    assert Kommentierphase.objects.get().about_vorhaben
    assert row.discussed.strategie == strategie


def test_once_begun_a_phase_stays_about_vorhaben(client, strategie):
    row = factories.announced(strategie, about_vorhaben=True)
    address = f"{PAGE}{row.pk}/"
    typed = {**opened(client, address), "title": "Zweite Runde"}
    del typed["about_vorhaben"]

    page = client.post(address, typed)

    assert page.status_code == 409
    assert "Das bleibt bis zum Ende der Phase." in page.text
    row.refresh_from_db()
    assert row.about_vorhaben


def test_an_overlap_is_refused_with_what_was_typed(client, strategie):
    factories.phase(strategie, start=15, end=25)

    page = send(client, NEW, strategie=strategie.pk, status="published", title="Zweite Runde")

    assert page.status_code == 422
    assert "Zwei Phasen dürfen sich nicht überschneiden." in page.text
    assert "Zweite Runde" in page.text
    assert Kommentierphase.objects.count() == 1


HOURS = {"by_timetable": "on", "timetable_0": "09:00", "timetable_1": "12:30"}


def test_a_timetable_begins_with_office_hours_and_is_saved_and_logged(client, strategie):
    fields = opened(client, NEW)
    assert "by_timetable" not in fields
    assert (fields["timetable_0"], fields["timetable_9"]) == (["08:00"], ["13:00"])
    assert not any(fields.get(f"timetable_{n}", [""])[0] for n in range(10, 14))

    send(client, NEW, strategie=strategie.pk, status="published", days_off="24.12.2026", **HOURS)

    row = Kommentierphase.objects.get()
    assert row.by_timetable
    assert row.timetable.startswith("1 09:00-12:30, 2 08:00-16:00")
    assert row.days_off == "2026-12-24"
    page = client.get(PAGE).text
    assert "Beiträge: sofort sichtbar; aber nur Montag 9:00–12:30 Uhr, Dienstag" in page
    assert "24.12.2026" in client.get(f"{PAGE}{row.pk}/").text

    client.post(f"{PAGE}{row.pk}/", {**opened(client, f"{PAGE}{row.pk}/"), "days_off": ""})
    entry = Phasenprotokoll.objects.get(action="changed")
    assert "auch am 24.12.2026 nur nach Prüfung" in entry.old
    assert "sonst erst nach Prüfung" in entry.new
    assert "24.12.2026" not in entry.new


def test_the_preview_says_when_comments_are_seen(client, strategie):
    page = send(client, NEW, strategie=strategie.pk, status="draft", ansehen="1", **HOURS).text

    assert "Beiträge sind sofort sichtbar; aber nur Montag 9:00–12:30 Uhr" in page


@pytest.mark.parametrize(("fields", "words"), [
    ({"timetable_1": ""}, "Montag: Bitte geben Sie beide Uhrzeiten an oder keine."),
    ({"timetable_1": "09:00"}, "Montag: „bis“ muss nach „von“ liegen."),
    ({"timetable_4": "acht"}, "Mittwoch: Bitte geben Sie eine Uhrzeit wie 8:00 an."),
    ({f"timetable_{n}": "" for n in range(14)}, "Bitte geben Sie für mindestens einen Tag Zeiten"),
    ({"days_off": "31.11.2026"}, "„31.11.2026“ ist kein Tag."),
    ({"days_off": "Ostern"}, "„Ostern“ ist kein Tag."),
    ({"days_off": "24.12.26"}, "Das Jahr braucht vier Ziffern. Meinen Sie 2026?"),
    ({"days_off": "24.12.9999"}, "Möglich ist ein Tag"),
    ({"days_off": ", ".join(f"{n}.1.2027, {n}.3.2027" for n in range(1, 28))}, "zu viele Tage"),
])  # fmt: skip
def test_a_timetable_that_cannot_be_is_refused_with_what_was_typed(
    client, strategie, fields, words
):
    page = send(client, NEW, strategie=strategie.pk, status="draft", **{**HOURS, **fields})

    assert page.status_code == 422
    assert words in page.text
    assert fields.get("days_off", "") in page.text
    assert not Kommentierphase.objects.exists()


def test_without_its_tick_nobody_is_asked_about_times(client, strategie):
    fields = {"strategie": strategie.pk, "status": "draft", "timetable_1": ""}
    page = send(client, NEW, **fields, days_off="Ostern")
    assert (page.status_code, "„Ostern“ ist kein Tag." in page.text) == (422, True)

    assert send(client, NEW, **fields).status_code == 302
    row = Kommentierphase.objects.get()
    assert (row.by_timetable, row.days_off) == (False, "")
    assert row.timetable.startswith("1 08:00-16:00")


def test_a_phase_for_some_first_leads_to_the_list_of_addresses(client, strategie, editor):
    answer = send(client, NEW, strategie=strategie.pk, status="published", public_from_0=day(13))

    row = Kommentierphase.objects.get()
    assert timezone.localtime(row.public_from).date().isoformat() == day(13)
    assert answer.url == f"{PAGE}{row.pk}/eingeladene/"
    page = client.get(answer.url).text
    assert "Noch ist niemand eingeladen" in page
    client.post(answer.url, {"addresses": "Erika B. <Erika@example.org>; max@example.org"})
    assert list(row.einladungen.values_list("email", flat=True)) == [
        "erika@example.org", "max@example.org",
    ]  # fmt: skip
    assert "noch nicht angeschrieben" in client.get(answer.url).text
    client.post(answer.url, {"streichen": "max@example.org"})
    client.post(answer.url, {"addresses": "erika@example.org", "alle_streichen": "1"})
    assert not row.einladungen.exists()
    assert "zuerst für Eingeladene, für alle ab" in client.get(PAGE).text


def test_the_preview_says_who_writes_first(client, strategie):
    fields = {"status": "draft", "ansehen": "1", "public_from_0": day(13)}

    page = send(client, NEW, strategie=strategie.pk, **fields).text

    assert "Kommentieren können Eingeladene ab" in page


@pytest.mark.parametrize("public", [10, 25])
def test_it_is_for_all_after_the_beginning_and_before_the_end(client, strategie, public):
    page = send(client, NEW, strategie=strategie.pk, status="draft", public_from_0=day(public))

    assert page.status_code == 422
    assert "muss nach dem Beginn und vor dem Ende der Phase liegen" in page.text


def test_a_line_that_is_no_address_gets_a_sentence_and_nothing_is_lost(client, strategie):
    row = factories.phase(strategie, start=5, public_from=timezone.now() + timedelta(days=6))
    text = "gut@example.org\nFrau Meier\n" + "\n".join(f"x{n}@" for n in range(12))

    page = client.post(f"{PAGE}{row.pk}/eingeladene/", {"addresses": text})

    assert page.status_code == 422
    assert "Zeile 2: „Frau Meier“ ist keine E-Mail-Adresse." in page.text
    assert "Dazu 3 weitere." in page.text
    assert text in page.text
    assert not row.einladungen.exists()


def test_the_list_is_seen_by_the_redaktion_of_the_konzept_alone(client, strategie):
    row = factories.phase(strategie, public_from=timezone.now() + timedelta(days=2))
    row.einladungen.create(email="geheim@example.org")
    address = f"{PAGE}{row.pk}/eingeladene/"
    assert "geheim@example.org" in client.get(address).text

    for role, konzept in [("moderation", strategie.konzept), ("redaktion", factories.konzept())]:
        client.force_login(factories.staff(konzept, role=role))
        assert client.get(address).status_code == 404
        assert client.post(address, {"addresses": "x@example.org"}).status_code == 404


def test_it_is_opened_to_all_with_a_reason(client, strategie):
    row = factories.phase(strategie, public_from=timezone.now() + timedelta(days=2))
    address = f"{PAGE}{row.pk}/fuer-alle-oeffnen/"

    assert "Wer folgt, bekommt eine E-Mail." in client.get(address).text
    client.post(address, {"reason": "Alle warten."})

    row.refresh_from_db()
    assert row.public_from <= timezone.now()
    assert Phasenprotokoll.objects.get().reason == "Alle warten."
    assert client.get(address).status_code == 404


def test_the_list_costs_the_same_for_one_address_and_for_three(client, strategie):
    row = factories.phase(strategie, public_from=timezone.now() + timedelta(days=2))

    def queries():
        with CaptureQueriesContext(connection) as found:
            client.get(f"{PAGE}{row.pk}/eingeladene/")
        return len(found)

    row.einladungen.create(email="a@example.org")
    queries()
    one = queries()
    for name in "bc":
        row.einladungen.create(email=f"{name}@example.org")

    assert queries() == one


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
