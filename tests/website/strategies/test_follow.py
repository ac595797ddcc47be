"""Following a Strategie or a Baustein."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from strategies.models import Abonnement, Baustein, Publikationsstatus
from tests import factories

pytestmark = pytest.mark.django_db


def follow_url(row):
    kind = "baustein" if isinstance(row, Baustein) else "strategie"
    return reverse(f"strategies:follow_{kind}", args=[row.pk])


@pytest.fixture(params=["baustein", "strategie"])
def target(request, baustein):
    return baustein if request.param == "baustein" else baustein.strategie


def test_follow_and_unfollow(client, resident, target):
    client.force_login(resident)
    response = client.post(follow_url(target), {"action": "follow"})
    assert response.url == f"{target.get_absolute_url()}#folgen"
    assert resident.abonnements.get().target.pk == target.pk
    client.post(follow_url(target), {"action": "follow"})
    assert resident.abonnements.count() == 1

    client.post(follow_url(target), {"action": "unfollow"})
    client.post(follow_url(target), {"action": "unfollow"})
    assert not resident.abonnements.exists()


def test_a_get_changes_nothing(client, resident, target):
    client.force_login(resident)

    assert client.get(follow_url(target)).status_code == 405
    assert not resident.abonnements.exists()


def test_signing_in_comes_first_and_leads_back_to_the_page(client, target):
    response = client.post(follow_url(target), {"action": "follow"})

    assert response.url.startswith("/konto/anmelden/?next=/konzepte/")
    assert not Abonnement.objects.exists()


def test_drafts_cannot_be_followed(client, resident, baustein):
    baustein.strategie.status = Publikationsstatus.DRAFT
    baustein.strategie.save()
    client.force_login(resident)

    assert client.post(follow_url(baustein)).status_code == 404
    assert client.post(follow_url(baustein.strategie)).status_code == 404


@pytest.mark.parametrize("evil", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_it_leads_nowhere_else(client, resident, target, evil):
    client.force_login(resident)
    response = client.post(follow_url(target), {"action": "follow", "next": evil})

    assert response.url == f"{target.get_absolute_url()}#folgen"


def test_the_page_offers_what_is_possible(client, resident, target):
    page = target.get_absolute_url()
    assert "Anmelden und folgen" in client.get(page).text

    client.force_login(resident)
    assert 'value="follow"' in client.get(page).text
    client.post(follow_url(target), {"action": "follow"})
    assert 'value="unfollow"' in client.get(page).text


def test_who_follows_the_strategie_follows_the_baustein(client, resident, baustein):
    resident.abonnements.create(strategie=baustein.strategie)
    client.force_login(resident)

    assert "Sie folgen der ganzen Strategie" in client.get(baustein.get_absolute_url()).text


@pytest.mark.parametrize(("signed_in", "budget"), [(False, 8), (True, 10)])
def test_the_page_of_a_strategie_costs_no_more(
    client, resident, baustein, django_assert_max_num_queries, signed_in, budget
):
    if signed_in:
        client.force_login(resident)
    # Its pictures are counted only when a comment came or went.
    client.get(baustein.strategie.get_absolute_url())
    with django_assert_max_num_queries(budget):
        client.get(baustein.strategie.get_absolute_url())


@pytest.mark.parametrize(("signed_in", "budget"), [(False, 7), (True, 10)])
def test_the_page_of_a_baustein_costs_no_more(
    client, resident, baustein, django_assert_max_num_queries, signed_in, budget
):
    factories.comment(baustein)
    if signed_in:
        client.force_login(resident)
    with django_assert_max_num_queries(budget):
        client.get(baustein.get_absolute_url())


def test_one_follows_exactly_one_thing_and_once(resident, baustein):
    both = {"strategie": baustein.strategie, "baustein": baustein}
    resident.abonnements.create(baustein=baustein)
    for wrong in (both, {}, {"baustein": baustein}):
        with pytest.raises(IntegrityError), transaction.atomic():
            resident.abonnements.create(**wrong)


def test_followers_are_active_confirmed_and_named_once(baustein):
    strategie = baustein.strategie
    other = factories.baustein(strategie=factories.strategie())
    of_both, of_baustein, of_strategie = (factories.user() for _number in range(3))
    gone = factories.user(is_active=False)
    unconfirmed = factories.user()
    unconfirmed.emailaddress_set.update(verified=False)
    for user in (of_both, of_baustein, gone, unconfirmed):
        user.abonnements.create(baustein=baustein)
    for user in (of_both, of_strategie):
        user.abonnements.create(strategie=strategie)
    factories.user().abonnements.create(baustein=other)
    everyone = {of_both, of_baustein, of_strategie}

    assert set(baustein.followers()) == set(strategie.followers()) == everyone
    assert baustein.followers().count() == strategie.followers().count() == 3


def test_a_neighbour_is_no_follower(baustein):
    neighbour = factories.open_baustein(title="Nebenan")
    user = factories.user()
    user.abonnements.create(baustein=neighbour)

    assert not baustein.followers().exists()
