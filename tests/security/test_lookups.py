"""Parameters are values, never names of columns: the ORM cannot be asked through them."""

import pytest
from django.urls import reverse

from tests import factories

from .addresses import arguments

pytestmark = pytest.mark.django_db

LOOKUPS = [
    "art__contains=k", "art__in=kritik", "author__password__startswith=pbkdf2",
    "author__email__startswith=a", "author__email=a", "suche__regex=.*", "status=hidden",
    "status__in=hidden,pending", "baustein__strategie__konzept__status=draft", "pk__lt=5",
    "id=1", "meldungen__explanation__contains=x", "entscheidungen__by__email=x",
    "hold_reason__gt=", "_connector=OR", "_negated=1", "parent=1", "root__isnull=1",
    "author__groups__permissions__codename=x", "meine=1",
]  # fmt: skip
SORTS = [
    "author__password", "-author__email", "?", "pk", "text", "neueste;drop table", "up_count",
    "hold_reason", "' OR 1=1 --", "zustimmung__lt",
]  # fmt: skip


@pytest.fixture
def discussion(world):
    for number in range(3):
        factories.comment(world.baustein, text=f"Beitrag {number}")
    return world


def shown(page):
    """The comments on a page in their order, and nothing else that may differ."""
    return [node.kommentar.pk for node in page.context["page"].threads]


def test_a_lookup_changes_nothing_on_a_discussion(client, discussion):
    address = discussion.baustein.get_absolute_url()

    found = {lookup: shown(client.get(f"{address}?{lookup}")) for lookup in LOOKUPS}

    assert found == dict.fromkeys(LOOKUPS, shown(client.get(address)))


def test_an_unknown_order_is_the_usual_one(client, discussion):
    address = discussion.baustein.get_absolute_url()

    found = {sort: shown(client.get(address, {"sortierung": sort})) for sort in SORTS}

    assert found == dict.fromkeys(SORTS, shown(client.get(address)))


def test_a_key_of_a_page_is_two_numbers_or_the_beginning(client, discussion):
    address = discussion.baustein.get_absolute_url()
    keys = ["author.1", "1.1;x", "1.1.1", "-1.-1", "²", "1" * 60, "9e9.1", "."]

    found = {key: client.get(address, {"nach": key}).status_code for key in keys}

    assert found == dict.fromkeys(keys, 200)


def cases(page):
    return [case.kommentar.pk for case in page.context["page"].rows]


def test_a_lookup_changes_nothing_in_the_queue(client, discussion):
    client.force_login(discussion.moderator)
    address = reverse("moderation:queue", args=["alle"])
    # It has a parameter of this name.
    lookups = [row for row in LOOKUPS if not row.startswith("status=")]

    found = {lookup: cases(client.get(f"{address}?{lookup}")) for lookup in lookups}

    assert found == dict.fromkeys(lookups, cases(client.get(address)))


@pytest.mark.parametrize("name", ["strategie", "baustein", "art", "status", "merkmal"])
def test_the_queue_takes_values_it_offers_and_finds_nothing_else(client, discussion, name):
    client.force_login(discussion.moderator)
    address = reverse("moderation:queue", args=["alle"])
    values = ["1 OR 1=1", "-1", "999999999999999999999", "author__email", "²"]

    pages = {value: client.get(address, {name: value}) for value in values}

    found = {value: (page.status_code, cases(page)) for value, page in pages.items()}
    assert found == dict.fromkeys(values, (200, []))


@pytest.mark.parametrize(
    "name", ["strategies:konzept", "strategies:strategie", "phases:start", "comments:transparency"]
)
def test_a_lookup_changes_nothing_on_other_pages(client, world, name):
    address = reverse(name, kwargs=arguments(name, world))

    found = {lookup: client.get(f"{address}?{lookup}").status_code for lookup in LOOKUPS}

    assert found == dict.fromkeys(LOOKUPS, 200)


@pytest.mark.parametrize(
    "model", ["kommentar", "meldung", "moderationsentscheidung", "beschwerde", "sperre"]
)
def test_the_administration_refuses_lookups_it_does_not_offer(client, world, model):
    client.force_login(world.moderator)
    address = reverse(f"admin:comments_{model}_changelist")
    lookups = [
        "author__password__startswith=x", "author__email__startswith=p",
        "kommentar__author__email__startswith=p", "user__email__startswith=p",
        "affected__password__startswith=x", "reporter_key__startswith=u",
        "reporter_key=user-1", "user=1",
    ]  # fmt: skip

    for lookup in lookups:
        page = client.get(f"{address}?{lookup}")
        assert page.status_code in (302, 400), lookup
        if page.status_code == 302:
            assert page.url.endswith("?e=1"), lookup
