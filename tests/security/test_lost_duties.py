"""Who loses a group, a Zuständigkeit or being staff loses at once what they might do by it."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from comments.models import Kommentar
from strategies.models import Baustein
from tests import factories

from .addresses import arguments

pytestmark = pytest.mark.django_db


def _lose_group(person):
    person.groups.clear()


def _lose_zustaendigkeit(person):
    person.zustaendigkeiten.all().delete()


def _lose_staff(person):
    User.objects.filter(pk=person.pk).update(is_staff=False)


LOSSES = [_lose_group, _lose_zustaendigkeit, _lose_staff]
# What somebody of the role may open.
PAGES = {
    "moderation": ["moderation:kommentar", "admin"],
    "redaktion": ["auswertung:auswertung", "auswertung:publish"],
    "auswertung": ["auswertung:auswertung", "auswertung:anliegen"],
    "fachamt": ["auswertung:anliegen"],
}


@pytest.mark.parametrize("lose", LOSSES)
@pytest.mark.parametrize("role", PAGES)
def test_it_counts_with_the_next_request_of_who_is_signed_in(world, role, lose):
    person = factories.staff(world.konzept, role=role, office="Bauamt")
    client = Client()
    client.force_login(person)
    admin = reverse("admin:comments_kommentar_change", args=[world.kommentar.pk])
    pages = {
        name: admin if name == "admin" else reverse(name, kwargs=arguments(name, world))
        for name in PAGES[role]
    }

    # Twice: what is kept of the first time is at hand the second.
    for _time in range(2):
        assert {name: client.get(page).status_code for name, page in pages.items()} == (
            dict.fromkeys(pages, 200)
        )
    lose(person)

    refused = {
        name: client.get(page).status_code in (302, 403, 404) for name, page in pages.items()
    }
    assert refused == dict.fromkeys(pages, True)


def test_what_is_moderated_follows_group_and_zustaendigkeit(world):
    elsewhere = factories.staff(factories.konzept(), role="moderation")
    ungrouped = factories.staff(world.konzept, role="moderation")
    people = (world.moderator, ungrouped, elsewhere)
    assert [moderates(person, world.kommentar) for person in people] == [True, True, False]

    world.moderator.zustaendigkeiten.all().delete()
    ungrouped.groups.clear()
    elsewhere.zustaendigkeiten.update(konzept=world.konzept)

    assert [moderates(person, world.kommentar) for person in people] == [False, False, True]


def moderates(person, kommentar):
    anew = User.objects.get(pk=person.pk)
    is_allowed = anew.has_perm("comments.moderate_kommentar")
    return is_allowed and kommentar in Kommentar.objects.moderated_by(anew)


def test_drafts_are_shown_as_long_as_somebody_works_on_their_konzept(world):
    draft = factories.baustein(strategie=world.baustein.strategie, published=False)
    clerk = factories.staff(world.konzept, role="redaktion")
    drafts = Baustein.objects.filter(pk=draft.pk)
    assert drafts.visible_to(clerk).exists()

    clerk.zustaendigkeiten.all().delete()

    assert not drafts.visible_to(User.objects.get(pk=clerk.pk)).exists()
