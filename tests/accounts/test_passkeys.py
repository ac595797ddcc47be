"""What a page asks a passkey stays the same while somebody may have it on the screen."""

import json
import re
from html import unescape

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.browser.staff import PASSWORD
from website.account import second_factor

from .passkey import Device

pytestmark = pytest.mark.django_db

ADD, SHOW = "mfa_add_webauthn", "mfa_authenticate"
AGAIN = "mfa_reauthenticate_webauthn"
SIGNED_IN = {"login": "amt@example.org", "password": PASSWORD}


@pytest.fixture(autouse=True)
def _needed(settings):
    settings.STAFF_MFA = True


@pytest.fixture
def device():
    return Device()


@pytest.fixture
def person():
    return factories.superuser(email="amt@example.org", password=PASSWORD)


def sign_in(client, data=SIGNED_IN):
    return client.post(reverse("account_login"), data)


def set_up(device, data=SIGNED_IN):
    client = Client()
    sign_in(client, data)
    answer = device.create(client.get(reverse(ADD)))
    return client.post(reverse(ADD), {"credential": answer})


@pytest.fixture(params=[ADD, SHOW, AGAIN])
def step(request):
    return request.param


@pytest.fixture
def at_page(client, person, device, step):
    """Somebody who is asked by the page; returns how its device answers."""
    if step != ADD:
        assert set_up(device).status_code == 302
    if step == AGAIN:
        client.force_login(person)
    else:
        sign_in(client)
    return device.create if step == ADD else device.get


def challenge(page):
    told = json.loads(unescape(re.search(r'data-passkey="([^"]+)"', page.text).group(1)))
    return told["publicKey"]["challenge"]


def test_the_first_of_two_tabs_still_works(client, at_page, step):
    first, second = client.get(reverse(step)), client.get(reverse(step))
    assert challenge(first) == challenge(second)

    done = client.post(reverse(step), {"credential": at_page(first)})

    assert done.status_code == 302
    assert client.get(reverse("account_access")).status_code == 200


def test_so_it_does_when_another_page_asks_for_something_else(client, at_page, step):
    """All of them share one place in the session."""
    page = client.get(reverse(step))
    other = AGAIN if step == ADD else ADD
    client.get(reverse(other))
    client.get(reverse(SHOW))

    assert client.post(reverse(step), {"credential": at_page(page)}).status_code == 302


def test_an_answer_does_once(client, person, at_page, step):
    answer = at_page(client.get(reverse(step)))
    client.post(reverse(step), {"credential": answer})
    known = Authenticator.objects.count()
    client.logout()
    if step == AGAIN:
        client.force_login(person)
    else:
        sign_in(client)
    client.get(reverse(step))

    page = client.post(reverse(step), {"credential": answer})

    assert Authenticator.objects.count() == known
    assert client.get(reverse("account_access")).status_code == 302
    assert page.status_code == 200 or step == ADD


def test_after_a_while_another_is_asked(client, at_page, step, monkeypatch):
    monkeypatch.setattr(second_factor, "CHALLENGE_SECONDS", 0)

    assert challenge(client.get(reverse(step))) != challenge(client.get(reverse(step)))


def test_after_success_another_is_asked(client, person, device):
    set_up(device)
    client.force_login(person)
    page = client.get(reverse(AGAIN))
    client.post(reverse(AGAIN), {"credential": device.get(page)})

    assert challenge(client.get(reverse(AGAIN))) != challenge(page)


@pytest.mark.parametrize("part", ["clientDataJSON", "all", "list", "text", "nothing"])
def test_a_wrong_answer_stays_on_the_page_and_may_be_tried_again(client, at_page, step, part):
    page = client.get(reverse(step))
    wrong = json.loads(at_page(page))
    wrong["response"]["clientDataJSON"] = "e30"
    answers = {"clientDataJSON": wrong, "all": {"id": "x"}, "list": [1], "text": "x", "nothing": ""}

    refused = client.post(reverse(step), {"credential": json.dumps(answers[part])})

    assert refused.status_code == 200
    assert challenge(refused) == challenge(page)
    assert client.post(reverse(step), {"credential": at_page(page)}).status_code == 302


def test_two_people_at_one_browser_are_asked_each_for_their_own(client, person, device):
    set_up(device)
    sign_in(client)
    first = challenge(client.get(reverse(SHOW)))
    bert = {"login": "bert@example.org", "password": PASSWORD}
    factories.superuser(email=bert["login"], password=PASSWORD)
    other = Device()
    set_up(other, bert)

    client.post(reverse("account_logout"))
    sign_in(client, bert)
    page = client.get(reverse(SHOW))

    assert challenge(page) != first
    assert client.post(reverse(SHOW), {"credential": other.get(page)}).status_code == 302
