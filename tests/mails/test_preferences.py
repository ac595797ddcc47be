"""/konto/mails/: which mails somebody gets, how often, and what they follow."""

import pytest
from django.urls import reverse

from mails.models import Frequency, Kind
from mails.preferences import frequencies
from tests import factories

pytestmark = pytest.mark.django_db

URL = "/konto/mails/"


def chosen(**changes):
    return {kind.value: "at_once" for kind in Kind if not kind.is_for_staff} | {
        "language": "de",
        **changes,
    }


def test_it_asks_to_sign_in(client):
    response = client.get(URL)

    assert response.status_code == 302
    assert response.url == f"/konto/anmelden/?next={URL}"


def test_the_page_shows_what_holds_now(client, resident):
    client.force_login(resident)
    page = client.get(URL)

    assert page.status_code == 200
    # One for the language.
    assert page.text.count("<fieldset") == len([k for k in Kind if not k.is_for_staff]) + 1
    assert 'name="queue"' not in page.text


def test_choices_are_saved_per_kind(client, resident):
    client.force_login(resident)
    response = client.post(URL, chosen(reply="daily", results="none", language="en"))
    resident.refresh_from_db()

    assert response.status_code == 302
    assert frequencies(resident)[Kind.REPLY] == Frequency.DAILY
    assert frequencies(resident)[Kind.RESULTS] == Frequency.NONE
    assert frequencies(resident)[Kind.OFFICIAL] == Frequency.AT_ONCE
    assert resident.language == "en"


@pytest.mark.parametrize("wrong", [{"reply": "hourly"}, {"language": "xx"}])
def test_what_cannot_be_chosen_changes_nothing(client, resident, wrong):
    client.force_login(resident)
    page = client.post(URL, chosen(results="none", **wrong))
    resident.refresh_from_db()

    assert page.status_code == 200
    assert frequencies(resident)[Kind.RESULTS] == Frequency.AT_ONCE
    assert resident.language == "de"


@pytest.mark.parametrize("kind", [Kind.QUEUE, Kind.WORK, Kind.REPORTS, Kind.INQUIRIES])
def test_what_waits_comes_daily_or_not_at_all(client, moderator, kind):
    client.force_login(moderator)
    daily = {"queue": "daily", "work": "daily", "reports": "daily", "inquiries": "daily"}

    assert f'name="{kind.value}"' in client.get(URL).text
    assert frequencies(moderator)[kind] == Frequency.DAILY
    client.post(URL, chosen(**daily | {kind.value: "at_once"}))
    assert frequencies(moderator)[kind] == Frequency.DAILY
    client.post(URL, chosen(**daily | {kind.value: "none"}))
    assert frequencies(moderator)[kind] == Frequency.NONE


@pytest.mark.parametrize("follows", [1, 3])
def test_what_somebody_follows_costs_two_queries(
    client, resident, django_assert_num_queries, follows
):
    for _number in range(follows):
        resident.abonnements.create(baustein=factories.baustein())
        resident.abonnements.create(strategie=factories.strategie())
        resident.vorhabenabonnements.create(vorhaben=factories.vorhaben())
    client.force_login(resident)
    # Session, account, preferences, what is followed: texts, and Vorhaben.
    with django_assert_num_queries(5):
        page = client.get(URL)

    assert page.text.count("Nicht mehr folgen") == 3 * follows


def test_unfollowing_leads_back_here(client, resident):
    strategie = factories.strategie()
    resident.abonnements.create(strategie=strategie)
    client.force_login(resident)
    url = reverse("strategies:follow_strategie", args=[strategie.pk])
    response = client.post(url, {"action": "unfollow", "next": URL})

    assert response.url == URL
    assert not resident.abonnements.exists()
