"""Looking changes nothing: GET and HEAD on every address, by a person or a mail scanner.

And HEAD answers what GET answers.
"""

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import Sitzung

from .addresses import arguments, names
from .conftest import ROLES
from .test_access import admin_addresses

pytestmark = pytest.mark.django_db

# What a form of the site would send, in case a view takes it from the address.
PARAMETERS = {
    "value": "1", "text": "Eingeschleust", "category": "hinweis", "ground": "hass",
    "statement": "Weil.", "explanation": "Weil.", "action": "unfollow", "post": "yes",
    "entscheidung": "verbergen", "outcome": "uphold", "confirm": "1", "_method": "POST",
    "email": "neu@example.org", "pseudonym": "Neue Person", "kind": "reply", "frequency": "none",
    "idempotency_key": "11111111-5a0c-4a3e-9d53-0d1ad9ddf1ad",
}  # fmt: skip


# Of a session ``everything`` tells nothing either.
NOTED = tuple(
    f'{verb} "{Sitzung._meta.db_table}"' for verb in ("INSERT INTO", "UPDATE", "DELETE FROM")
)


class Unchanged:
    """Watches that nothing is written; only where something was, all rows are compared."""

    def __init__(self):
        self.rows, self.wrote = everything(), False

    def __call__(self, execute, sql, params, many, context):
        reads = sql.lstrip("( ").startswith(("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK", *NOTED))
        self.wrote = self.wrote or not reads
        return execute(sql, params, many, context)

    def check(self, what):
        if self.wrote:
            assert everything() == self.rows, what
        self.wrote = False


def everything():
    """All rows of all tables but the sessions, in which a page may note what it showed."""
    return {
        model._meta.label: sorted(map(repr, model._base_manager.values_list()))
        for model in apps.get_models()
        if model is not Sitzung
    }


@pytest.mark.parametrize("role", ["anonymous", "author", "moderator", "superuser"])
def test_no_address_changes_anything_by_being_looked_at(world, role):
    client = Client()
    if person := ROLES[role](world):
        client.force_login(person)
    unchanged = Unchanged()

    with connection.execute_wrapper(unchanged):
        for name in names():
            address = reverse(name, kwargs=arguments(name, world))
            for parameters in ({}, {**PARAMETERS, "auswahl": f"{world.kommentar.pk}."}):
                shown = client.get(address, parameters)
            # As a mail scanner asks, with all that might be taken from the URL.
            assert client.head(address, parameters).status_code == shown.status_code, name
            client.options(address)
            unchanged.check(name)


def test_no_page_of_the_administration_changes_anything_by_being_looked_at(world):
    client = Client()
    client.force_login(ROLES["superuser"](world))
    unchanged = Unchanged()

    with connection.execute_wrapper(unchanged):
        for name, address in admin_addresses():
            client.get(address)
            client.get(address, PARAMETERS)
            unchanged.check(name)


@pytest.mark.parametrize("name", ["comments:complain", "mails:unsubscribe"])
def test_a_mail_scanner_that_opens_a_link_a_hundred_times_changes_nothing(world, name):
    address = reverse(name, kwargs=arguments(name, world))
    before = everything()
    for number in range(100):
        Client(headers={"User-Agent": f"Safe Links {number}"}).get(address)

    assert everything() == before
