"""Reporting a comment, with and without an account (EU 2022/2065, Art. 16)."""

import pytest
from django.test import Client

from comments import actions
from comments.models import Kommentar, Meldung
from mails.models import Mail
from phases.models import Kommentierphase
from tests import factories

DATA = {"ground": "hass", "explanation": "Beleidigt eine ganze Gruppe."}


@pytest.fixture
def kommentar(baustein):
    return factories.comment(baustein, text="Ein grober Satz.")


@pytest.fixture
def address(kommentar):
    return f"/kommentare/{kommentar.pk}/melden/"


def sentences(page):
    return [str(message) for message in page.context["messages"]]


def mails_to(address):
    return list(Mail.objects.filter(address=address).values_list("template", flat=True))


def test_anybody_can_report_and_gets_a_receipt_and_the_decision(
    client, kommentar, address, moderator
):
    page = client.post(address, {**DATA, "email": "lena@example.org"}, follow=True)

    assert sentences(page) == ["Danke. Die Moderation sieht sich den Beitrag an."]
    meldung = Meldung.objects.get()
    assert (meldung.user, meldung.ground, meldung.explanation) == (None, *DATA.values())
    assert mails_to("lena@example.org") == ["report_received"]

    actions.hide(kommentar, by=moderator, ground="hass", statement="Hetze.")

    assert set(mails_to("lena@example.org")) == {"report_received", "report_decided"}
    meldung.refresh_from_db()
    assert meldung.email == ""


def test_who_has_an_account_is_not_asked_for_an_address(client, address, resident):
    client.force_login(resident)

    assert 'name="email"' not in client.get(address).text
    client.post(address, {**DATA, "email": "anders@example.org"})

    meldung = Meldung.objects.get()
    assert (meldung.user, meldung.email) == (resident, "")
    assert mails_to(resident.email) == ["report_received"]


@pytest.mark.parametrize("signed_in", [True, False])
def test_reporting_again_is_answered_kindly_and_adds_nothing(client, address, resident, signed_in):
    if signed_in:
        client.force_login(resident)
    client.post(address, DATA)

    page = client.post(address, {**DATA, "ground": "werbung"}, follow=True)

    assert sentences(page)[-1].startswith("Danke. Sie haben diesen Beitrag schon gemeldet")
    assert Meldung.objects.get().ground == "hass"
    kommentar = Kommentar.objects.get()
    assert (kommentar.report_count, kommentar.open_report_count) == (1, 1)


def test_a_hundred_reports_are_one_comment_with_a_counter(address, kommentar, settings):
    settings.LIMITS = {**settings.LIMITS, "report": {}}
    for _number in range(100):
        Client().post(address, DATA)

    kommentar.refresh_from_db()
    assert (kommentar.report_count, kommentar.open_report_count) == (100, 100)
    assert Kommentar.objects.reported().count() == 1


def test_what_is_missing_is_named_at_the_field_and_on_top_and_nothing_is_lost(client, address):
    page = client.post(address, {"explanation": "Nur das.", "email": "keine Adresse"})

    assert page.status_code == 422
    assert '<a href="#id_ground">Was stimmt nicht?</a>: Bitte wählen Sie einen Grund.' in page.text
    assert 'aria-invalid="true"' in page.text
    assert "Nur das.</textarea>" in page.text
    assert 'value="keine Adresse"' in page.text
    assert not Meldung.objects.exists()


def test_the_answer_is_the_same_when_the_comment_is_hidden_meanwhile(
    client, kommentar, address, moderator
):
    """And who reported it gets the decision at once, not never."""
    actions.hide(kommentar, by=moderator, ground="hass", statement="Hetze.")
    other = factories.comment(kommentar.baustein)

    late = client.post(address, {**DATA, "email": "lena@example.org"})
    page = client.get(late.url)
    visible = Client().post(f"/kommentare/{other.pk}/melden/", DATA)

    assert late.status_code == visible.status_code == 302
    assert sentences(page) == ["Danke. Die Moderation sieht sich den Beitrag an."]
    assert "grober Satz" not in client.get(address).text + page.text
    assert set(mails_to("lena@example.org")) == {"report_received", "report_decided"}
    kommentar.refresh_from_db()
    assert (kommentar.report_count, kommentar.open_report_count) == (1, 0)


def test_a_comment_that_waits_is_not_there_for_others(client, baustein):
    Kommentierphase.objects.update(release="after_review")
    waiting = factories.comment(baustein)

    for address in (f"/kommentare/{waiting.pk}/melden/", "/kommentare/999999999/melden/"):
        assert client.get(address).status_code == 404
        assert client.post(address, DATA).status_code == 404


def test_looking_at_the_form_reports_nothing(client, address):
    assert client.get(address).status_code == 200
    assert not Meldung.objects.exists()


def test_the_author_never_learns_who_reported(client, kommentar, address, moderator):
    client.post(address, {**DATA, "email": "lena@example.org"})
    actions.hide(kommentar, by=moderator, ground="hass", statement="Hetze.")

    to_author = Mail.objects.get(template="hidden")
    assert "lena" not in to_author.text + to_author.html
    assert DATA["explanation"] not in to_author.text
