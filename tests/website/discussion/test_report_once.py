"""Telling the moderators that a comment breaks a rule."""

import pytest
from django.test import Client

from comments.models import Meldung
from tests import factories


@pytest.fixture
def kommentar(baustein):
    return factories.comment(baustein)


def post(client, kommentar, **fields):
    data = {"ground": "werbung", "explanation": "Das ist Reklame.", **fields}
    return client.post(f"/kommentare/{kommentar.pk}/melden/", data)


def test_a_report_is_kept_and_counted(client, kommentar, resident):
    client.force_login(resident)

    response = post(client, kommentar)

    meldung = Meldung.objects.get()
    assert response.url == kommentar.get_absolute_url()
    assert (meldung.user, meldung.ground, meldung.explanation) == (
        resident,
        "werbung",
        "Das ist Reklame.",
    )
    kommentar.refresh_from_db()
    assert kommentar.report_count == 1


def test_a_person_reports_a_comment_once(client, kommentar, resident):
    for _browser in range(2):
        client = Client()
        client.force_login(resident)
        for _time in range(2):
            assert post(client, kommentar, ground="hass").status_code == 302

    kommentar.refresh_from_db()
    assert (Meldung.objects.count(), kommentar.report_count) == (1, 1)


def test_nobody_needs_an_account_to_report_and_a_session_does_so_once(client, kommentar):
    post(client, kommentar)
    post(client, kommentar)
    post(Client(), kommentar)

    assert list(Meldung.objects.values_list("user", flat=True)) == [None, None]
    assert client.session.session_key not in Meldung.objects.values_list("reporter_key", flat=True)
    kommentar.refresh_from_db()
    assert kommentar.report_count == 2


def test_several_people_and_comments_are_told_apart(kommentar, baustein):
    other = factories.comment(baustein)
    for person in (factories.user(), factories.user()):
        client = Client()
        client.force_login(person)
        post(client, kommentar)
        post(client, other)

    assert Meldung.objects.count() == 4


def test_reports_are_not_public(client, kommentar, baustein):
    post(client, kommentar)

    page = Client().get(baustein.get_absolute_url())
    assert "Reklame" not in page.text


@pytest.mark.parametrize(
    "fields",
    [{"ground": ""}, {"ground": "unsinn"}, {"explanation": ""}, {"explanation": "x" * 2001}],
)
def test_what_the_form_does_not_take_is_explained(client, kommentar, fields):
    assert post(client, kommentar, **fields).status_code == 422
    assert not Meldung.objects.exists()


def test_a_report_is_possible_after_the_end(client, kommentar, baustein):
    factories.end_phase(baustein)

    assert post(client, kommentar).status_code == 302
    assert Meldung.objects.exists()
