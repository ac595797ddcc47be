"""Organisations write under a name that the staff has confirmed."""

import uuid

import pytest
from django.core import mail
from django.urls import reverse

from accounts.own_data import personal_data
from comments.actions import decide_organisation, request_organisation
from comments.models import Kommentar, Organisation
from tests import factories
from tests.forms import opened

OFFER = "Im Namen von"


@pytest.fixture
def baustein(db):
    row = factories.open_baustein()
    row.strategie.kommentierphasen.update(lets_organisations=True)
    return row


@pytest.fixture
def moderator(baustein):
    return factories.staff(baustein.strategie.konzept, role="moderation")


@pytest.fixture
def club(resident, moderator):
    row = request_organisation(person=resident, name="Heimatverein", kind="verein")
    return decide_organisation(row, by=moderator, status="confirmed")


@pytest.fixture
def signed_in(client, resident):
    client.force_login(resident)
    return client


def post(client, page, /, **fields):
    data = {"text": "Wir helfen mit.", "idempotency_key": uuid.uuid4()}
    return client.post(page.get_absolute_url(), {**data, **fields})


def test_a_confirmed_one_is_offered_and_not_chosen_before(signed_in, baustein, club):
    page = signed_in.get(baustein.get_absolute_url()).text

    assert OFFER in page
    assert 'name="as_organisation" id="id_as_organisation">' in page


def test_nobody_else_is_offered_one(client, baustein, club):
    assert OFFER not in client.get(baustein.get_absolute_url()).text
    client.force_login(factories.user())
    assert OFFER not in client.get(baustein.get_absolute_url()).text


def test_where_the_phase_does_not_want_it_nothing_is_offered_or_kept(signed_in, baustein, club):
    baustein.strategie.kommentierphasen.update(lets_organisations=False)
    assert OFFER not in signed_in.get(baustein.get_absolute_url()).text

    post(signed_in, baustein, as_organisation="on")

    assert Kommentar.objects.get().organisation == ""


def test_what_is_written_for_it_bears_its_name_and_a_mark(signed_in, baustein, club, resident):
    response = post(signed_in, baustein, as_organisation="on")

    assert Kommentar.objects.get().author_name == "Heimatverein"
    page = signed_in.get(response.url).text
    assert "Heimatverein" in page
    assert '<span class="chip">Organisation</span>' in page


def test_who_does_not_tick_it_writes_as_themselves(signed_in, baustein, club, resident):
    post(signed_in, baustein)

    assert Kommentar.objects.get().author_name == resident.pseudonym


@pytest.mark.parametrize("status", ["requested", "declined"])
def test_without_confirmation_nobody_writes_for_it(signed_in, baustein, club, status):
    Organisation.objects.update(status=status)

    post(signed_in, baustein, as_organisation="on")

    assert Kommentar.objects.get().organisation == ""


def test_another_name_is_confirmed_anew_and_changes_no_comment(signed_in, baustein, club):
    post(signed_in, baustein, as_organisation="on")
    address = reverse("account_organisation")

    signed_in.post(address, {**opened(signed_in, address), "name": "Bürgermeister"})

    assert Organisation.objects.get().status == "requested"
    assert Kommentar.objects.get().organisation == "Heimatverein"
    assert OFFER not in signed_in.get(baustein.get_absolute_url()).text


@pytest.mark.parametrize("status", ["confirmed", "requested"])
def test_the_same_name_asked_for_again_changes_nothing(signed_in, club, status):
    Organisation.objects.update(status=status)
    before = Organisation.objects.values().get()
    address = reverse("account_organisation")

    page = signed_in.post(address, opened(signed_in, address), follow=True)

    assert Organisation.objects.values().get() == before
    assert ("schon bestätigt" in page.text) == (status == "confirmed")


def test_a_declined_name_can_be_asked_for_again(signed_in, club):
    Organisation.objects.update(status="declined", statement="Den gibt es nicht.")
    address = reverse("account_organisation")

    signed_in.post(address, opened(signed_in, address))

    row = Organisation.objects.get()
    assert (row.status, row.statement) == ("requested", "")


def test_it_is_searched_and_filtered(client, baustein, club, resident):
    factories.comment(baustein, author=resident, text="Wir.", as_organisation=True)
    factories.comment(baustein, author=resident, text="Ich allein.")

    for query in ({"organisation": "on"}, {"suche": "Heimatverein"}):
        page = client.get(baustein.get_absolute_url(), query).text
        assert "Wir." in page
        assert "Ich allein." not in page
    page = client.get(baustein.get_absolute_url(), {"suche": resident.pseudonym}).text
    assert "Ich allein." in page
    assert "Wir." not in page


def test_the_name_outlives_the_account(baustein, club, resident):
    kommentar = factories.comment(baustein, author=resident, as_organisation=True)
    assert "Heimatverein" in str(personal_data.export(resident))

    personal_data.anonymise(resident, withdraw=False)

    kommentar.refresh_from_db()
    assert kommentar.author_name == "Heimatverein"
    assert not Organisation.objects.exists()


def test_staff_confirms_and_the_person_is_told(
    client, moderator, resident, django_capture_on_commit_callbacks
):
    row = request_organisation(person=resident, name="Heimatverein", kind="verein")
    client.force_login(moderator)
    address = reverse("moderation:organisation", args=[row.pk])
    assert "1 Organisation wartet" in client.get(reverse("desk:start")).text

    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {**opened(client, address), "status": "confirmed"})

    row.refresh_from_db()
    assert row.is_confirmed
    assert row.decided_by == moderator
    assert any("Ihre Organisation schreiben" in sent.subject for sent in mail.outbox)


def test_who_declines_says_why(client, moderator, club):
    client.force_login(moderator)
    address = reverse("moderation:organisation", args=[club.pk])
    page = opened(client, address)

    refused = client.post(address, {**page, "status": "declined"})
    assert refused.status_code == 409
    assert "warum nicht" in refused.text
    client.post(address, {**page, "status": "declined", "statement": "Den gibt es nicht."})

    club.refresh_from_db()
    assert (club.status, club.statement) == ("declined", "Den gibt es nicht.")


def test_nobody_decides_on_a_name_they_did_not_see(client, moderator, resident):
    row = request_organisation(person=resident, name="Heimatverein", kind="verein")
    client.force_login(moderator)
    address = reverse("moderation:organisation", args=[row.pk])
    page = opened(client, address)
    request_organisation(person=resident, name="Stadt Musterstadt", kind="verein")

    answer = client.post(address, {**page, "status": "confirmed"})

    assert answer.status_code == 409
    row.refresh_from_db()
    assert row.is_requested


def test_nobody_confirms_their_own(client, moderator):
    row = request_organisation(person=moderator, name="Heimatverein", kind="verein")
    client.force_login(moderator)
    address = reverse("moderation:organisation", args=[row.pk])

    answer = client.post(address, {**opened(client, address), "status": "confirmed"})

    assert answer.status_code == 409


@pytest.mark.parametrize(
    ("name", "alike"),
    [
        ("Bau-Amt", "So heißt ein Amt"),
        ("HEIMATVEREIN", "schreibt schon jemand anderes"),
        ("Chor", ""),
    ],
)
def test_staff_is_told_that_a_name_is_that_of_an_office_or_of_others(
    client, baustein, moderator, club, name, alike
):
    factories.staff(baustein.strategie.konzept, role="fachamt", office="Bauamt")
    row = request_organisation(person=factories.user(), name=name, kind="verein")
    client.force_login(moderator)

    page = client.get(reverse("moderation:organisation", args=[row.pk])).text

    sentences = ("So heißt ein Amt", "schreibt schon jemand anderes")
    assert [each for each in sentences if each in page] == ([alike] if alike else [])
