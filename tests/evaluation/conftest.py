import pytest

from tests import factories


@pytest.fixture
def kommentar(baustein, resident):
    return factories.comment(baustein, resident, text="Ein Rufbus ab 18 Uhr würde reichen.")


@pytest.fixture
def over(baustein, kommentar):
    """The Baustein, once its phase is over."""
    factories.end_phase(baustein)
    return baustein


@pytest.fixture
def editor(baustein):
    """Somebody of the Redaktion, who may publish."""
    return factories.staff(baustein.strategie.konzept, role="redaktion")


@pytest.fixture
def evaluator(baustein):
    return factories.staff(baustein.strategie.konzept, role="auswertung", office="Stadtplanung")


@pytest.fixture
def colleague(baustein):
    """Somebody of another office."""
    return factories.staff(baustein.strategie.konzept, role="fachamt", office="Bauamt")


@pytest.fixture
def auswertung(over, evaluator):
    return factories.auswertung(over, by=evaluator)


@pytest.fixture
def anliegen(auswertung, kommentar, evaluator):
    from evaluation import actions

    return actions.create(
        auswertung, by=evaluator, title="Ein Rufbus am Abend", kommentare=[kommentar]
    )
