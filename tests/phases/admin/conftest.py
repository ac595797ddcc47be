import pytest

from tests import factories


@pytest.fixture
def strategie(db):
    return factories.strategie()


@pytest.fixture
def editor(client, strategie):
    """Somebody who edits the Strategie's Konzept, signed in."""
    person = factories.staff(strategie.konzept, role="redaktion")
    client.force_login(person)
    return person


@pytest.fixture
def form_data(strategie):
    """What a browser sends for a phase of whole days in May."""
    return {
        "strategie": strategie.pk,
        "title": "Kommentierung",
        "starts_at_0": "2027-05-01",
        "starts_at_1": "",
        "ends_at_0": "2027-05-31",
        "ends_at_1": "",
        "status": "published",
        "release": "at_once",
        "reason": "Beschluss vom April",
        "protokoll-TOTAL_FORMS": 0,
        "protokoll-INITIAL_FORMS": 0,
    }
