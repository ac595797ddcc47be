import pytest

from strategies.models import Zustaendigkeit
from tests import factories

ROLE = Zustaendigkeit.Role


@pytest.fixture
def konzept(db):
    return factories.konzept()


@pytest.fixture
def editor(konzept):
    return factories.staff(konzept, role=ROLE.REDAKTION)


@pytest.fixture
def colleague(konzept):
    return factories.staff(konzept, role=ROLE.REDAKTION)


@pytest.fixture
def officer(konzept):
    """Who writes for the Bauamt."""
    return factories.staff(konzept, role=ROLE.FACHAMT, office="Bauamt")


@pytest.fixture
def vorhaben(konzept):
    return factories.vorhaben(konzept)
