import pytest

from tests.evaluation.conftest import (  # noqa: F401 (fixtures)
    anliegen,
    ausgabe,
    auswertung,
    colleague,
    correct,
    editor,
    evaluator,
    kommentar,
    over,
    ready,
    unpublished,
)

from .pages import Desk


@pytest.fixture
def desk(client, evaluator):
    """Somebody at work who evaluates the Konzept, signed in."""
    client.force_login(evaluator)
    return Desk(client)


@pytest.fixture
def office_desk(client, colleague):
    """Somebody at work for the Bauamt alone."""
    client.force_login(colleague)
    return Desk(client)
