import pytest

from comments import actions as comment_actions
from comments.models import Kommentar
from evaluation import actions
from phases.models import Kommentierphase
from tests import factories

# A word that stands in nothing published.
HIDDEN_WORD = "Geheimnis"


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
    return actions.create(
        auswertung, by=evaluator, title="Ein Rufbus am Abend", kommentare=[kommentar]
    )


@pytest.fixture
def unpublished(baustein, kommentar, moderator):
    """A hidden, a withdrawn and a waiting comment, each with a word nobody may read."""
    author = factories.user(f"{HIDDEN_WORD} Person")
    hidden = factories.hidden_comment(
        baustein, by=moderator, author=author, text=f"{HIDDEN_WORD} 1"
    )
    withdrawn = factories.comment(baustein, author, text=f"{HIDDEN_WORD} 2")
    comment_actions.withdraw(withdrawn, by=author)
    Kommentierphase.objects.update(release="after_review")
    waiting = factories.comment(baustein, author, text=f"{HIDDEN_WORD} 3")
    Kommentierphase.objects.update(release="at_once")
    assert waiting.status == "pending"
    return [hidden, Kommentar.objects.get(pk=withdrawn.pk), waiting]


@pytest.fixture
def ready(auswertung, kommentar, over, evaluator, editor):
    """An Auswertung with one Anliegen that is followed, and the draft that does it."""
    factories.draft(over)
    factories.released_anliegen(
        auswertung, [kommentar], by=evaluator, released_by=editor, verdict="folgen",
        bausteine=[over],
    )  # fmt: skip
    return auswertung


@pytest.fixture
def ausgabe(ready, editor):
    """Its first edition."""
    return actions.publish(ready, by=editor)


@pytest.fixture
def correct(evaluator, editor):
    """A function that publishes a corrected edition, with other reasons for one Anliegen."""

    def publish(anliegen, **fields):
        row = actions.edit(anliegen, by=evaluator, version=anliegen.version, **fields)
        actions.release(actions.prepare(row, by=evaluator), by=editor)
        return actions.publish(anliegen.auswertung, by=editor, note="Ein Wort war falsch.")

    return publish
