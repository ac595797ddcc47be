"""Somebody reports a barrier, without an account, and gets an answer within a month."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from municipality.current import refresh
from municipality.laender import ENFORCEMENT, Land
from municipality.models import Kommune
from pages import actions
from pages.deadline import one_month_after
from pages.models import Barrieremeldung
from tests import factories

pytestmark = pytest.mark.django_db
URL = "/barriere-melden/"


@pytest.fixture
def admin(client):
    client.force_login(factories.superuser())
    return client


def test_the_footer_brings_along_the_page_it_is_about(client):
    assert 'href="/barriere-melden/?von=/phasen/"' in client.get("/phasen/").text
    assert 'value="/phasen/"' in client.get(URL, {"von": "/phasen/?seite=2"}).text


@pytest.mark.parametrize(
    "address", ["https://elsewhere.example/x", "//elsewhere.example", "x", "http://[x"]
)
def test_an_address_elsewhere_is_not_taken_over(client, address):
    form = client.get(URL, {"von": address}).context["form"]

    assert form["address"].value() == ""


def test_a_report_is_kept_with_its_deadline_and_confirmed(
    client, django_capture_on_commit_callbacks
):
    data = {"text": "Der Knopf ist zu klein.", "address": "/phasen/", "email": "eva@example.org"}
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(URL, data, follow=True)

    assert "innerhalb eines Monats" in answer.text
    meldung = Barrieremeldung.objects.get()
    assert meldung.due_on == one_month_after(timezone.localdate())
    assert mail.outbox[0].to == ["eva@example.org"]
    assert "> Der Knopf ist zu klein." in mail.outbox[0].body


def test_without_an_address_there_is_no_mail(client, mailoutbox):
    answer = client.post(URL, {"text": "Zu klein."}, follow=True)

    assert "Ohne Ihre Adresse können wir nicht antworten" in answer.text
    assert Barrieremeldung.objects.get().email == ""
    assert mailoutbox == []


def test_an_empty_report_is_shown_again_with_a_sentence(client):
    page = client.post(URL, {"text": " ", "email": "eva@example.org"})

    assert page.status_code == 422
    assert "Bitte schreiben Sie, was schwer ist" in page.text
    assert "eva@example.org" in page.text


def test_a_program_that_fills_every_field_is_stopped(client):
    page = client.post(URL, {"text": "Kaufen Sie!", "betreff": "x"})

    assert page.status_code == 422
    assert not Barrieremeldung.objects.exists()


def test_many_reports_from_one_network_have_to_wait(client, settings):
    settings.LIMITS = {**settings.LIMITS, "barrier": {"network": (1, 3600)}}
    client.post(URL, {"text": "Eins."})
    page = client.post(URL, {"text": "Zwei."})

    assert page.status_code == 429
    assert "Zwei." in page.text
    assert Barrieremeldung.objects.count() == 1


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2026, 11, 25), date(2026, 12, 25)),
        (date(2026, 12, 31), date(2027, 1, 31)),
        (date(2027, 1, 31), date(2027, 2, 28)),
        (date(2028, 1, 30), date(2028, 2, 29)),
    ],
)
def test_a_month_ends_on_the_same_day_of_the_next_or_on_its_last(start, end):
    assert one_month_after(start) == end


def test_the_list_begins_with_what_is_overdue(admin):
    late = actions.report_barrier(text="Schon lange kaputt.")
    actions.report_barrier(text="Eben bemerkt.")
    today = timezone.localdate()
    Barrieremeldung.objects.filter(pk=late.pk).update(due_on=today - timedelta(days=1))

    text = admin.get(reverse("admin:pages_barrieremeldung_changelist")).text

    assert text.count("überfällig") == 1
    assert text.index("Schon lange kaputt.") < text.index("Eben bemerkt.")


def test_an_answer_goes_out_and_the_address_is_forgotten(admin, django_capture_on_commit_callbacks):
    meldung = actions.report_barrier(text="Zu klein.", email="eva@example.org")
    address = reverse("admin:pages_barrieremeldung_antworten")
    assert (
        f"{address}?id={meldung.pk}"
        in admin.get(reverse("admin:pages_barrieremeldung_change", args=[meldung.pk])).text
    )
    with django_capture_on_commit_callbacks(execute=True):
        admin.post(address, {"id": meldung.pk, "text": "Er ist jetzt größer."})

    meldung.refresh_from_db()
    assert (meldung.status, meldung.email) == ("answered", "")
    assert "Er ist jetzt größer." in mail.outbox[-1].body


def test_closing_sends_nothing(admin, mailoutbox):
    meldung = actions.report_barrier(text="Kaufen Sie!")
    admin.post(reverse("admin:pages_barrieremeldung_ohne-antwort-schliessen"), {"id": meldung.pk})

    meldung.refresh_from_db()
    assert meldung.status == "closed"
    assert mailoutbox == []


def test_a_report_is_answered_once(resident):
    meldung = actions.report_barrier(text="Zu klein.")
    same = Barrieremeldung.objects.get(pk=meldung.pk)
    actions.answer_barrier(meldung, text="Ja.", by=resident)

    with pytest.raises(actions.AlreadyDone, match="jemand anderes"):
        actions.close_barrier(same, by=resident)


@pytest.mark.parametrize("land", Land)
def test_the_declaration_names_the_body_of_the_land(client, land):
    Kommune.objects.create(land=land)
    refresh()

    text = client.get("/barrierefreiheit/").text
    assert "Durchsetzungsverfahren" in text
    assert ENFORCEMENT[land].splitlines()[0] in text


def test_the_municipality_can_name_another_body(client):
    Kommune.objects.create(land="st", enforcement_body="Schlichtungsstelle, Teststraße 1")
    refresh()

    text = client.get("/barrierefreiheit/").text
    assert "Teststraße 1" in text
    assert "Landesfachstelle" not in text
