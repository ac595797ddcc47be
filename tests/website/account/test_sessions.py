"""/konto/geraete/: where somebody is signed in, and how they end it."""

import pytest
from django.test import Client

from accounts.models import Sitzung
from tests import factories
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db

PAGE, END = "/konto/geraete/", "/konto/geraete/abmelden/"
FIREFOX = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0"}


def signed_in(client):
    return client.get(PAGE).status_code == 200


def second_device(person):
    client = Client()
    client.force_login(person)
    return client


def handle_of(client):
    return Sitzung.objects.get(pk=client.session.session_key).handle


def test_it_names_the_device_and_since_when(django_capture_on_commit_callbacks):
    factories.user(email="lena@example.org")
    visitor = Visitor(Client(headers=FIREFOX), django_capture_on_commit_callbacks)
    visitor.ask_for_code("lena@example.org")
    visitor.enter(visitor.mailed_code())
    page = visitor.client.get(PAGE).text

    assert "Firefox, Linux" in page
    assert "angemeldet seit" in page
    assert "dieses Gerät" in page


def test_a_session_keeps_no_address(owner):
    owner.client.get(PAGE, REMOTE_ADDR="203.0.113.77", HTTP_X_FORWARDED_FOR="203.0.113.78")

    assert "203.0.113" not in str([row.get_decoded() for row in Sitzung.objects.all()])


def test_it_shows_ones_own_and_no_keys(owner, other):
    second = second_device(owner.person)
    page = owner.get(PAGE).text

    assert page.count("gilt bis") == 2
    for client in (owner.client, second, other.client):
        assert client.session.session_key not in page
    assert handle_of(other.client) not in page


def test_ending_one_leaves_the_others(owner):
    lost, kept = second_device(owner.person), second_device(owner.person)
    response = owner.post(END, handle=handle_of(lost))

    assert response.url == PAGE
    assert [signed_in(client) for client in (owner.client, lost, kept)] == [True, False, True]


def test_ending_this_one_signs_out(owner):
    kept = second_device(owner.person)
    response = owner.post(END, handle=handle_of(owner.client))

    assert response.url == "/"
    assert [signed_in(client) for client in (owner.client, kept)] == [False, True]


def test_ending_all_of_them(owner, other):
    devices = [second_device(owner.person) for _number in range(3)]
    owner.post(END, handle="alle")

    assert not any(signed_in(client) for client in [owner.client, *devices])
    assert signed_in(other.client)


@pytest.mark.parametrize("handle", ["", "x", None])
def test_somebody_elses_or_nothing_ends_nothing(owner, other, handle):
    owner.post(END, handle=handle or handle_of(other.client))

    assert signed_in(owner.client)
    assert signed_in(other.client)


def test_looking_ends_nothing(owner):
    assert owner.client.get(END, {"handle": "alle"}).url == PAGE
    assert signed_in(owner.client)


def test_anonymous_sessions_belong_to_nobody(client, baustein):
    key = client.get(baustein.get_absolute_url()).context["form"]["idempotency_key"].value()
    data = {"text": "Ein Entwurf.", "category": "hinweis", "idempotency_key": key}
    client.post(baustein.get_absolute_url(), data)

    assert Sitzung.objects.get().user is None


@pytest.mark.parametrize("devices", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_devices(
    owner, devices, django_assert_num_queries
):
    for _number in range(devices):
        second_device(owner.person)
    # Session, account, devices, accounts elsewhere.
    with django_assert_num_queries(4):
        assert owner.get(PAGE).text.count("gilt bis") == devices + 1


def test_passwords_are_for_those_who_work_here(owner, client, moderator):
    assert "Passwort" not in owner.get(PAGE).text
    client.force_login(moderator)
    assert "/konto/passwort/setzen/" in client.get(PAGE).text
