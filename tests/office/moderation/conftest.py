import pytest

from tests import factories

from .pages import Desk


@pytest.fixture
def konzept(baustein):
    return baustein.strategie.konzept


@pytest.fixture
def kommentar(baustein, resident):
    return factories.comment(baustein, resident, text="Der Deich <b>fehlt</b>.")


@pytest.fixture
def desk(client, moderator):
    """A moderator of the Konzept at work, signed in."""
    client.force_login(moderator)
    return Desk(client)


@pytest.fixture
def colleague(konzept):
    return factories.staff(konzept, role="moderation", pseudonym="Kollegin Kraft")
