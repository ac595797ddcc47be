"""Following one Vorhaben: the button on its page, and the list in one's account."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from progress import actions
from progress.models import Vorhaben, Vorhabenabonnement
from tests import factories
from tests.concurrency import at_once

pytestmark = pytest.mark.django_db
FOLLOW, UNFOLLOW = {"action": "follow"}, {"action": "unfollow"}


@pytest.fixture
def vorhaben():
    return factories.vorhaben()


def url_of(vorhaben):
    return reverse("progress:follow", args=[vorhaben.pk])


def test_the_page_offers_it_and_takes_it_back(client, resident, vorhaben):
    page = vorhaben.get_absolute_url()
    assert "Anmelden und folgen" in client.get(page).text
    client.force_login(resident)
    assert 'value="follow"' in client.get(page).text

    for _press in range(2):
        assert client.post(url_of(vorhaben), FOLLOW).url == f"{page}#folgen"
    assert resident.vorhabenabonnements.get().target == vorhaben
    assert 'value="unfollow"' in client.get(page).text

    for _press in range(2):
        client.post(url_of(vorhaben), UNFOLLOW)
    assert not resident.vorhabenabonnements.exists()


def test_signing_in_comes_first_and_then_it_is_done(visitor, vorhaben):
    resident = factories.user()

    visitor._post(url_of(vorhaben), FOLLOW)
    assert not Vorhabenabonnement.objects.exists()

    visitor.ask_for_code(resident.email)
    page = visitor.enter(visitor.mailed_code())

    assert resident.vorhabenabonnements.get().vorhaben == vorhaben
    assert page.redirect_chain[-1][0] == f"{vorhaben.get_absolute_url()}#folgen"


@pytest.mark.parametrize("what", ["draft", "archived", "unpublished"])
def test_nobody_begins_to_follow_what_is_not_public(client, what):
    vorhaben = factories.vorhaben(published=what != "draft")
    if what == "archived":
        actions.archive(vorhaben, by=factories.superuser())
    if what == "unpublished":
        vorhaben.konzept.status = "draft"
        vorhaben.konzept.save()

    for user in (None, factories.user(), factories.superuser()):
        if user:
            client.force_login(user)
        assert client.post(url_of(vorhaben), FOLLOW).status_code == 404
    assert not Vorhabenabonnement.objects.exists()


def test_the_account_lists_it_and_ends_it_whatever_became_of_it(client, resident, vorhaben):
    client.force_login(resident)
    client.post(url_of(vorhaben), FOLLOW)
    account = reverse("mails:preferences")
    assert vorhaben.get_absolute_url() in client.get(account).text

    Vorhaben.objects.update(status="archived")

    page = client.get(account).text
    assert vorhaben.title in page
    assert vorhaben.get_absolute_url() not in page
    assert client.post(url_of(vorhaben), {**UNFOLLOW, "next": account}).url == account
    assert not resident.vorhabenabonnements.exists()


def test_nobody_ends_what_others_follow(client, resident, vorhaben):
    vorhaben.abonnements.create(user=resident)
    client.force_login(factories.user())

    client.post(url_of(vorhaben), UNFOLLOW)

    assert resident.vorhabenabonnements.exists()


def test_who_follows_the_whole_reads_that_this_is_part_of_it(client, resident):
    baustein = factories.open_baustein()
    row = factories.vorhaben(baustein.strategie.konzept, baustein=baustein)
    client.force_login(resident)
    for target in ({"baustein": baustein}, {"strategie": baustein.strategie}):
        resident.abonnements.all().delete()
        resident.abonnements.create(**target)
        assert (
            "Sie folgen dem, wozu dieses Vorhaben gehört" in client.get(row.get_absolute_url()).text
        )


def test_one_follows_it_once(resident, vorhaben):
    vorhaben.abonnements.create(user=resident)
    with pytest.raises(IntegrityError), transaction.atomic():
        vorhaben.abonnements.create(user=resident)


@pytest.mark.parametrize("number", [1, 3])
def test_a_longer_list_costs_no_more(client, resident, django_assert_num_queries, number):
    konzept = factories.konzept()
    for title in range(number):
        row = factories.vorhaben(konzept, title=f"V{title}")
        row.abonnements.create(user=resident)
    client.force_login(resident)
    client.get(reverse("mails:preferences"))

    with django_assert_num_queries(5):
        client.get(reverse("mails:preferences"))


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_are_one(resident, vorhaben):
    def press():
        own = Client()
        own.force_login(resident)
        return own.post(url_of(vorhaben), FOLLOW).status_code

    assert at_once(press, press) == [302, 302]
    assert resident.vorhabenabonnements.count() == 1
