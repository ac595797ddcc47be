import pytest

from tests import factories


@pytest.fixture
def signed_in(client, moderator):
    """A moderator of the Konzept, signed in."""
    client.force_login(moderator)
    return moderator


@pytest.fixture
def kommentar(baustein, resident):
    return factories.comment(baustein, resident, text="Der Deich <b>fehlt</b>.")


@pytest.fixture
def konzept(baustein):
    return baustein.strategie.konzept
