import pytest

from tests import factories


@pytest.fixture
def konzept():
    return factories.konzept(status="draft")


@pytest.fixture
def editor(client, konzept):
    person = factories.staff(konzept, role="redaktion")
    client.force_login(person)
    return person
