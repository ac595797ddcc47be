"""What may be kept of a page: every address, as each kind of person gets it."""

import pytest
from django.urls import NoReverseMatch, reverse

from tests import factories

from .addresses import arguments, names

pytestmark = pytest.mark.django_db

# Files that are the same for everybody, and say so: nothing of a person is in them.
ASSETS = {
    "municipality:stylesheet", "municipality:whole_stylesheet", "municipality:script",
    "municipality:logo", "municipality:favicon", "municipality:touch_icon",
    "municipality:touch_icon_precomposed", "municipality:manifest", "municipality:schema",
    "cards:strategie", "cards:baustein", "cards:result", "progress:foto", "strategies:titelbild",
}  # fmt: skip
# A picture's name is the hash of its bytes; it may stay in the browser of whoever saw it.
PICTURES = {"strategies:bild"}
# What a resident alone may see, or has just written: not even in their own browser.
OWN = ("comments:edit", "comments:withdraw", "comments:draft", "comments:complain")


def _answers(client, world):
    for name in names():
        try:
            address = reverse(name, kwargs=arguments(name, world))
        except NoReverseMatch:
            continue
        if "logout" not in name:
            yield name, client.get(address)


@pytest.mark.parametrize("who", ["author", "moderator", "redaktion", "superuser"])
def test_no_page_of_who_has_signed_in_is_shown_without_asking(client, world, who):
    person = {
        "author": lambda: world.author,
        "moderator": lambda: world.moderator,
        "redaktion": lambda: factories.staff(world.konzept, role="redaktion"),
        "superuser": factories.superuser,
    }[who]()
    client.force_login(person)
    seen = 0
    for name, answer in _answers(client, world):
        if name in ASSETS:
            continue
        client.force_login(person)
        stated = {part.strip() for part in answer.headers["Cache-Control"].split(",")}
        assert "private" in stated or "no-store" in stated, (name, stated)
        assert stated & {"no-cache", "no-store"} or name in PICTURES, (name, stated)
        if who != "author" or name in OWN:
            assert "no-store" in stated, (name, stated)
        seen += 1
    assert seen > 60


def test_a_draft_at_its_public_address_is_not_kept(client, world):
    strategie = world.baustein.strategie
    type(strategie).objects.filter(pk=strategie.pk).update(status="draft")
    client.force_login(factories.staff(world.konzept, role="redaktion"))
    for row in (strategie, world.baustein):
        answer = client.get(row.get_absolute_url())
        assert answer.status_code == 200
        assert "no-store" in answer.headers["Cache-Control"]


def test_who_has_not_signed_in_asks_again_too(client):
    assert client.get("/impressum/").headers["Cache-Control"] == "private, no-cache"
